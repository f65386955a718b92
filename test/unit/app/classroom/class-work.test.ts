/** Files of a class: how they are taken, and what a check that ends early leaves. */
import { expect, test } from 'vitest';
import { ClassWork } from '../../../../src/app/classroom/class-work.svelte.ts';
import { newAttempt } from '../../../../src/app/work/records.ts';
import type { Verdict } from '../../../../src/checking/verdict.ts';
import type { Task } from '../../../../src/tasks/task.ts';

const tasks = [{ source: 'mbpp', id: '1', text: 'Raise it.' }] as unknown as Task[];
const passed: Verdict = {
  ...{ status: 'passed', tests: [], exception: null, output: '' },
  ...{ isOutputTruncated: false, oracle: [], ms: 1 },
};

const attempt = (task: string, program: string) => ({
  ...newAttempt(task),
  ...{ program, status: 'passed' as const },
});

function workFile(attempts: readonly unknown[], programs: readonly unknown[] = []) {
  const content = { format: 'synthpad-memory', version: 1, programs, attempts, settings: [] };
  return new File([JSON.stringify(content)], 'synthpad-work.json');
}

function made(check: (program: string) => Promise<Verdict>) {
  return new ClassWork({
    checker: { check: ({ program }) => check(program ?? '') },
    tasksOf: async (set) => (set === 'mbpp' ? tasks : null),
  });
}

const always = () => Promise.resolve(passed);

test('files of one name are two pupils with names of their own', async () => {
  const work = made(always);
  await work.add([workFile([attempt('mbpp/1', 'a')]), workFile([attempt('mbpp/1', 'b')])]);
  const { pupils } = work.tables;
  expect(pupils.map(({ name }) => name)).toEqual(['synthpad-work', 'synthpad-work (2)']);
  expect(new Set(pupils.map(({ id }) => id)).size).toBe(2);
});

test('a file whose work is in another can be counted as well', async () => {
  const work = made(always);
  const shared = attempt('mbpp/1', 'a');
  await work.add([workFile([shared]), workFile([shared, attempt('mbpp/1', 'b')])]);
  expect(work.tables.pupils.length).toBe(1);
  const [news] = work.news;
  if (!news) throw new Error('Nothing was said of it.');
  await work.countToo(news);
  expect(work.tables.pupils.length).toBe(2);
});

test('files that come while others are read wait for them, and none is read after clearing', async () => {
  const work = made(always);
  const first = work.add([workFile([attempt('mbpp/1', 'a')])]);
  await Promise.all([first, work.add([workFile([attempt('mbpp/1', 'b')])])]);
  expect(work.pupils.length).toBe(2);
  const late = work.add([workFile([attempt('mbpp/1', 'c')])]);
  work.clear();
  await late;
  expect(work.pupils).toEqual([]);
  expect(work.tables.pupils).toEqual([]);
});

test('nothing is said of a file that was being looked at when all was cleared', async () => {
  const work = made(always);
  const file = new File(['no work'], 'photo.json');
  const slice = file.slice.bind(file);
  file.slice = (...bounds) => {
    work.clear();
    return slice(...bounds);
  };
  await work.add([file]);
  expect(work.news).toEqual([]);
});

test('a check that was stopped says how much of it is from here', async () => {
  const work = made(() => {
    if (started++ > 0) work.stopChecking();
    return always();
  });
  let started = 0;
  await work.add([workFile([attempt('mbpp/1', 'a'), attempt('mbpp/1', 'b')])]);
  await work.checkAgain();
  expect([work.checkedCount, work.attemptCount]).toEqual([1, 2]);
  expect(work.tables.pupils).toMatchObject([{ checkedHere: 1, attempts: 2 }]);
});

test('files that are stopped from being read leave a check running, and the other way', async () => {
  const finish: (() => void)[] = [];
  const work = made(() => new Promise((resolve) => finish.push(() => resolve(passed))));
  await work.add([workFile([attempt('mbpp/1', 'a'), attempt('mbpp/1', 'b')])]);
  const checked = work.checkAgain();
  await expect.poll(() => finish.length).toBe(1);
  const stopped = work.add([workFile([attempt('mbpp/1', 'c')])]);
  work.stopReading();
  await stopped;
  expect(work.pupils.length).toBe(1);
  expect(work.checking).toEqual({ kind: 'running', done: 0, total: 2 });
  const read = work.add([workFile([attempt('mbpp/1', 'd')])]);
  work.stopChecking();
  await read;
  expect(work.pupils.length).toBe(2);
  expect(work.takings).toEqual({ read: 1, leftOut: 0 });
  finish[0]?.();
  await checked;
  expect(work.checking.kind).toBe('idle');
});

test('what is not on this device is said by set and by task', async () => {
  const work = made(always);
  await work.add([workFile(['mbpp/1', 'mbpp/9', 'other/1'].map((key) => attempt(key, 'a')))]);
  await work.checkAgain();
  expect(work.missingSets).toEqual(['other']);
  expect(work.unknownTasks).toEqual(['mbpp/9']);
  expect(work.checkedCount).toBe(1);
});

test('a check that fails, however it does, has ended and can be pressed again', async () => {
  let fails = true;
  const work = made(() => (fails ? Promise.reject(new RangeError('odd')) : always()));
  await work.add([workFile([attempt('mbpp/1', 'a')])]);
  await work.checkAgain();
  expect(work.checking).toEqual({ kind: 'failed', failure: null });
  fails = false;
  await work.checkAgain();
  expect(work.checking.kind).toBe('idle');
  expect(work.checkedCount).toBe(1);
});
