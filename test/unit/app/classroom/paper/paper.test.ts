/** What is printed is gathered one after the other, can be stopped, and is asked for once. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Paper } from '../../../../../src/app/classroom/paper/paper.svelte.ts';
import type { SheetSources } from '../../../../../src/app/classroom/paper/sheets.ts';
import type { LessonStep } from '../../../../../src/app/classroom/lesson.ts';
import { CheckerError } from '../../../../../src/checking/checker.ts';
import type { Verdict } from '../../../../../src/checking/verdict.ts';
import type { TestReading } from '../../../../../src/tasks/python-reader.ts';
import { taskOf } from '../../../../support/tasks.ts';

const passed: Verdict = {
  ...{ status: 'passed', tests: [], exception: null, output: '' },
  ...{ isOutputTruncated: false, oracle: [], ms: 1 },
};

const reading = (source: string): TestReading => ({
  ...{ source, functionName: 'f', call: 'f(1)', inputs: ['1'], expected: '1', syntaxError: null },
});

const tasks = ['1', '2', '3'].map((id) =>
  taskOf([`assert f(1) == ${id}`], { source: 'starter', id }),
);

const step = (id: string): LessonStep => ({ id, hash: `#/starter/${id}`, title: '', note: '' });
const lesson = ['1', '2', '3'].map(step);

interface Held {
  readonly id: string;
  readonly signal: AbortSignal | undefined;
  finish(verdict: Verdict): void;
  fail(error: Error): void;
}

/** In the order in which they were asked. */
let asked: string[] = [];
let checks: Held[] = [];
/** Who waits for the check of a number. */
const waiting = new Map<number, (held: Held) => void>();

beforeEach(() => {
  asked = [];
  checks = [];
  waiting.clear();
});

const papers: Paper[] = [];

afterEach(() => {
  for (const paper of papers.splice(0)) paper.stop();
});

/** Checks are held until the test ends them, or they are aborted; examples are there at once. */
function made(sources: Partial<SheetSources> = {}) {
  const paper = new Paper({
    sources: {
      tasksOf: async (set) => (set === 'starter' ? tasks : null),
      attemptsOf: async () => [],
      programOf: async (task) => `program of ${task}`,
      isSoloAt: () => false,
      ...sources,
    },
    reader: {
      readTests: async (tests) => {
        asked.push(`examples ${tests.join('')}`);
        return tests.map(reading);
      },
    },
    checker: {
      check: ({ task }, { signal } = {}) => {
        asked.push(`check ${task.id}`);
        return new Promise<Verdict>((finish, fail) => {
          signal?.addEventListener('abort', () => fail(signal.reason));
          const held = { id: task.id, signal, finish, fail };
          waiting.get(checks.push(held))?.(held);
        });
      },
    },
  });
  papers.push(paper);
  return paper;
}

/** The check of that number, from 1, once it is begun. */
function check(number: number): Promise<Held> {
  return new Promise((resolve) => {
    const held = checks[number - 1];
    if (held) resolve(held);
    else waiting.set(number, resolve);
  });
}

const verdicts = (paper: Paper) => paper.sheets.map(({ verdict }) => verdict?.kind);

test('sheets come one after the other with examples and verdicts, and are ready after the last', async () => {
  const paper = made();
  const gathered = paper.choose('solutions', lesson);
  expect(paper.gathering).toEqual({ kind: 'running', done: 0, total: 3 });
  for (const number of [1, 2, 3]) {
    const held = await check(number);
    expect(checks.length).toBe(number);
    expect(paper.gathering).toEqual({ kind: 'running', done: number - 1, total: 3 });
    expect(paper.sheets.length).toBe(number - 1);
    held.finish(passed);
  }
  await gathered;
  expect(paper.gathering).toEqual({ kind: 'ready', done: 3, total: 3 });
  expect(paper.sheets.map(({ task }) => task.id)).toEqual(['1', '2', '3']);
  expect(paper.sheets.map(({ examples }) => examples.length)).toEqual([1, 1, 1]);
  expect(verdicts(paper)).toEqual(['checked', 'checked', 'checked']);
  expect(asked).toEqual([
    ...['examples assert f(1) == 1', 'check 1'],
    ...['examples assert f(1) == 2', 'check 2'],
    ...['examples assert f(1) == 3', 'check 3'],
  ]);
});

test('task sheets run no program, and a task of another set is left out', async () => {
  const paper = made();
  const absent: LessonStep = { id: '4', hash: '#/mbpp/2', title: 'Absent', note: '' };
  await paper.choose('sheets', [absent, ...lesson]);
  expect(paper.gathering).toEqual({ kind: 'ready', done: 4, total: 4 });
  expect(paper.leftOut).toEqual([{ title: 'Absent', kind: 'not-here' }]);
  expect(paper.sheets.length).toBe(3);
  expect(checks).toEqual([]);
});

test('stopping ends the check under way and begins no other, and going on asks the rest alone', async () => {
  const paper = made();
  const gathered = paper.choose('solutions', lesson);
  (await check(1)).finish(passed);
  const second = await check(2);
  paper.stop();
  await gathered;
  expect(second.signal?.aborted).toBe(true);
  expect(paper.gathering).toEqual({ kind: 'stopped', done: 1, total: 3 });
  expect(checks.map(({ id }) => id)).toEqual(['1', '2']);

  const rest = paper.resume();
  (await check(3)).finish(passed);
  (await check(4)).finish(passed);
  await rest;
  expect(checks.map(({ id }) => id)).toEqual(['1', '2', '2', '3']);
  expect(paper.gathering.kind).toBe('ready');
  expect(paper.sheets.map(({ task }) => task.id)).toEqual(['1', '2', '3']);
  expect(asked.filter((each) => each.startsWith('examples')).length).toBe(3);
});

test('another choice ends the one before, of which nothing is left', async () => {
  const paper = made();
  const first = paper.choose('solutions', lesson);
  const held = await check(1);
  const second = paper.choose('sheets', [step('2')]);
  await Promise.all([first, second]);
  expect(held.signal?.aborted).toBe(true);
  expect(paper.sheets.map(({ task }) => task.id)).toEqual(['2']);
  expect(paper.gathering).toEqual({ kind: 'ready', done: 1, total: 1 });
  expect(checks.length).toBe(1);
});

test('nothing is asked twice when the choice is switched back', async () => {
  const paper = made();
  await paper.choose('sheets', lesson);
  const solutions = paper.choose('solutions', lesson);
  for (const number of [1, 2, 3]) (await check(number)).finish(passed);
  await solutions;
  const before = [...asked];
  expect(before.length).toBe(6);
  await paper.choose('sheets', lesson);
  expect(verdicts(paper)).toEqual([undefined, undefined, undefined]);
  await paper.choose('solutions', lesson);
  expect(verdicts(paper)).toEqual(['checked', 'checked', 'checked']);
  expect(asked).toEqual(before);
});

test('a check that fails is said of its sheet alone, and only that is asked again', async () => {
  const paper = made();
  const failure = { kind: 'no-webassembly' } as const;
  const gathered = paper.choose('solutions', lesson);
  (await check(1)).finish(passed);
  (await check(2)).fail(new CheckerError(failure));
  (await check(3)).fail(new Error('unexpected'));
  await gathered;
  expect(paper.gathering.kind).toBe('ready');
  expect(verdicts(paper)).toEqual(['checked', 'failed', 'failed']);
  expect(paper.failures).toEqual([
    { kind: 'failed', failure },
    { kind: 'failed', failure: null },
  ]);
  await paper.choose('solutions', lesson);
  expect(checks.length).toBe(3);

  const again = paper.again();
  (await check(4)).finish(passed);
  (await check(5)).finish(passed);
  await again;
  expect(checks.map(({ id }) => id)).toEqual(['1', '2', '3', '2', '3']);
  expect(verdicts(paper)).toEqual(['checked', 'checked', 'checked']);
});

test('a task that cannot be read keeps none of the others from the paper', async () => {
  const paper = made({
    programOf: async (task) => {
      if (task === 'starter/2') throw new Error('storage is gone');
      return '';
    },
  });
  await paper.choose('solutions', lesson);
  expect(paper.gathering).toEqual({ kind: 'ready', done: 3, total: 3 });
  expect(paper.leftOut).toEqual([{ title: '#/starter/2', kind: 'unreadable' }]);
  expect(paper.sheets.map(({ task }) => task.id)).toEqual(['1', '3']);
  expect(verdicts(paper)).toEqual([undefined, undefined]);
  expect(checks).toEqual([]);
});
