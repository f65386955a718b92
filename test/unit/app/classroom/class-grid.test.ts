/** The grid of a class: which tasks are its columns, how each cell stands, and the order of rows. */
import { expect, test } from 'vitest';
import { classGrid, inRowOrder, tasksMet } from '../../../../src/app/classroom/class-grid.ts';
import { KnownTasks } from '../../../../src/app/classroom/known-tasks.ts';
import type { PupilWork } from '../../../../src/app/classroom/pupil-work.ts';
import { workAt } from '../../../../src/app/classroom/work-at.ts';
import { nothingRechecked, programKey } from '../../../../src/app/classroom/wrong-answers.ts';
import { type AttemptRecord, newAttempt } from '../../../../src/app/work/records.ts';
import type { Status, Verdict } from '../../../../src/checking/verdict.ts';
import { atOnce } from '../../../../src/platform/in-turns.ts';
import type { Task } from '../../../../src/tasks/task.ts';
import { cellText, classGridTexts } from '../../../../src/texts/class-grid-texts.ts';

const tried = (task: string, status: Status | null, program = 'a'): AttemptRecord => ({
  ...newAttempt(task),
  ...{ program, status },
});

function pupil(name: string, attempts: readonly AttemptRecord[], more: Partial<PupilWork> = {}) {
  const byTask = new Map<string, AttemptRecord[]>();
  for (const each of attempts) byTask.set(each.task, [...(byTask.get(each.task) ?? []), each]);
  return {
    ...{ id: name, name, attempts: byTask, programs: new Map(), hints: new Map() },
    ...{ solvedByOthers: new Set<string>(), othersPrograms: new Map(), unreadableCount: 0 },
    ...more,
  } satisfies PupilWork;
}

const taskOf = (source: string, id: string, text: string) => ({ source, id, text }) as Task;
const sets: Record<string, Task[]> = {
  starter: [
    taskOf('starter', '2', 'Write a function to double a number.'),
    taskOf('starter', '1', 'Write a function to halve a number.'),
  ],
};
const known = () => new KnownTasks(async (set) => sets[set] ?? null);

async function gridOf(pupils: readonly PupilWork[], rechecked = nothingRechecked) {
  const { tasks } = await known().inOrder(tasksMet(pupils));
  return atOnce(classGrid(pupils, tasks, rechecked));
}

test('columns come set by set, as each set has them, and those that nobody knows by number', async () => {
  const keys = ['mbpp/10', 'starter/1', 'starter/9', 'mbpp/9', 'starter/2', 'mbpp/9', 'nonsense'];
  const { tasks, unopened } = await known().inOrder(keys);
  expect(tasks.map(({ key, title }) => [key, title])).toEqual([
    ['starter/2', 'Double a number.'],
    ['starter/1', 'Halve a number.'],
    ['starter/9', null],
    ['mbpp/9', null],
    ['mbpp/10', null],
  ]);
  expect(unopened).toEqual(['mbpp']);
});

test('a set that cannot be read is one that is not here', async () => {
  const broken = new KnownTasks(() => Promise.reject(new Error('storage')));
  const { tasks, unopened } = await broken.inOrder(['starter/1']);
  expect([tasks.length, unopened]).toEqual([1, ['starter']]);
});

test('each cell says how far its pupil came, and rows and columns count', async () => {
  const others = { solvedByOthers: new Set(['starter/1', 'starter/2']) };
  const { rows, columns } = await gridOf([
    pupil('ann', [tried('starter/1', 'failed-assertion'), tried('starter/1', 'passed')]),
    pupil('ben', [tried('starter/1', 'timeout'), tried('starter/1', 'failed-assertion')], {
      ...others,
      hints: new Map([['starter/1', 2]]),
    }),
    pupil('cleo', [tried('starter/2', null)], { programs: new Map([['starter/1', 'pass']]) }),
  ]);
  const texts = rows.map(({ cells }) => cells.map(cellText));
  expect(texts).toEqual([
    ['not started', '2 attempts, solved'],
    ['solved by a model only', '2 attempts, not solved, solved by a model, 2 hints'],
    ['a program that was not checked', 'a program that was not checked'],
  ]);
  expect(rows.map(({ solved, tried }) => [solved, tried])).toEqual([
    [1, 1],
    [0, 1],
    [0, 2],
  ]);
  expect(columns.map(({ id, solved, tried }) => [id, solved, tried])).toEqual([
    ['2', 0, 1],
    ['1', 1, 3],
  ]);
});

test('a check here decides over what the file says', async () => {
  const forged = tried('starter/1', 'passed');
  const failed: Verdict = {
    ...{ status: 'failed-assertion', tests: [], exception: null, output: '' },
    ...{ isOutputTruncated: false, oracle: [], ms: 1 },
  };
  const rechecked = new Map([[programKey(forged), failed]]);
  const ann = pupil('ann', [forged]);
  const { rows } = await gridOf([ann], rechecked);
  expect(rows[0]?.cells[0]?.state).toBe('unsolved');
  expect(workAt(ann, 'starter/1', rechecked).attempts).toMatchObject([
    { state: 'unsolved', isCheckedHere: true },
  ]);
  expect(workAt(ann, 'starter/1', nothingRechecked).attempts).toMatchObject([
    { state: 'solved', isCheckedHere: false },
  ]);
});

test('what the editor has is shown where no attempt is the same', () => {
  const program = (text: string) => ({ programs: new Map([['starter/1', text]]) });
  const attempts = [tried('starter/1', 'passed', 'a = 1\n')];
  const shown = (text: string) =>
    workAt(pupil('ann', attempts, program(text)), 'starter/1', nothingRechecked).program;
  expect([shown('a = 1'), shown('a = 2')]).toEqual([null, 'a = 2']);
});

test('files are ordered by what they solved, equals by what they tried and then by name', async () => {
  const { rows } = await gridOf([
    pupil('ann', [tried('starter/1', 'timeout')]),
    pupil('ben', [tried('starter/1', 'passed')]),
    pupil('cleo', [tried('starter/1', 'timeout'), tried('starter/2', 'timeout')]),
    pupil('dan', [tried('starter/1', 'timeout')]),
  ]);
  const names = (order: Parameters<typeof inRowOrder>[1]) =>
    inRowOrder(rows, order).map(({ name }) => name);
  expect(names('name')).toEqual(['ann', 'ben', 'cleo', 'dan']);
  expect(names('most-solved')).toEqual(['ben', 'cleo', 'ann', 'dan']);
  expect(names('least-solved')).toEqual(['ann', 'dan', 'cleo', 'ben']);
});

test('a title is cut between words', () => {
  const title = 'Find the shared elements from the given two lists.';
  expect(classGridTexts.shortTitle(title)).toBe('Find the shared elements from the given …');
  expect(classGridTexts.shortTitle('x'.repeat(80))).toBe(`${'x'.repeat(40)} …`);
  expect(classGridTexts.shortTitle('Halve it.')).toBe('Halve it.');
});
