/** Work of a time when all own files had one name, in a real database as that version left it. */

import { expect, test } from 'vitest';
import { newAttempt } from '../../../../src/app/work/records.ts';
import { WorkDatabase } from '../../../../src/app/work/work-database.ts';
import { WorkStore } from '../../../../src/app/work/work-store.svelte.ts';

const [fileA, fileB] = ['own-aaaaaaaaaaaaaaaa/2', 'own-bbbbbbbbbbbbbbbb/2'];

async function left() {
  const database = new WorkDatabase({ name: crypto.randomUUID() });
  const solved = { program: 'def f(): return 1', status: 'passed', testsPassed: 3 } as const;
  await database.keepAttempt({ ...newAttempt('own-file/2'), id: 'first', ...solved, startedAt: 1 });
  await database.keepProgram('own-file/2', 'def f(): return 2');
  const work = new WorkStore(database);
  await work.restore();
  return work;
}

test('it is beside the task of that id, not checked, and in no editor', async () => {
  const work = await left();
  for (const task of [fileA, fileB]) {
    expect(await work.programOf(task)).toBeNull();
    expect(work.stateOf(task).isAttempted).toBe(false);
    const attempts = await work.attemptsOf(task);
    expect(attempts.map(({ id, program, status }) => [id, program, status])).toEqual([
      [`first@${task}`, 'def f(): return 1', null],
      [`program/own-file/2@${task}`, 'def f(): return 2', null],
    ]);
    expect(attempts.every((attempt) => attempt.task === task)).toBe(true);
  }
});

test('once it is checked it is an attempt at that task alone', async () => {
  const work = await left();
  const [first] = await work.attemptsOf(fileA);
  if (!first) throw new Error('There is one.');
  work.keepAttempt({ ...first, status: 'passed' });
  await expect
    .poll(async () => (await work.attemptsOf(fileA)).map(({ status }) => status))
    .toEqual([null, 'passed']);
  expect((await work.attemptsOf(fileB)).map(({ status }) => status)).toEqual([null, null]);
});

test('other tasks have nothing of it', async () => {
  const work = await left();
  for (const task of ['starter/2', 'own-aaaaaaaaaaaaaaaa/3', 'mbpp/2']) {
    expect(await work.attemptsOf(task)).toEqual([]);
  }
  expect(await work.attemptsOf('own-file/2')).toHaveLength(1);
});
