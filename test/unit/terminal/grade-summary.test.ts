import { expect, test } from 'vitest';
import type { Status } from '../../../src/checking/verdict.ts';
import { type Grade, summaryLines } from '../../../src/terminal/grade-summary.ts';
import type { TaskSetId } from '../../../src/tasks/task.ts';
import { contaminationText } from '../../../src/texts/result-texts.ts';
import { planOf, runOf } from '../../support/plans.ts';
import { passAt } from '../../support/recomputed.ts';

function graded(tasks: Readonly<Record<string, readonly Status[]>>): Grade[] {
  return Object.entries(tasks).flatMap(([taskId, statuses]) =>
    statuses.map((status) => ({ taskId, status, isUnisolated: false, isBasePassed: null })),
  );
}

const ownSet = (taskCount: number) => ({ source: 'own-file', taskCount }) as const;

test('a pass rate has its interval, over the tasks that have completions, as on the page', () => {
  const grades = graded({
    a: ['passed', 'timeout'],
    b: ['passed', 'passed'],
    c: ['syntax-error', 'timeout'],
  });
  const { value, low, high } = passAt(1, [
    { task: 'a', n: 2, c: 1 },
    { task: 'b', n: 2, c: 2 },
    { task: 'c', n: 2, c: 0 },
  ]);
  const [size, rate] = summaryLines(grades, ownSet(8), 1500);
  expect(size).toBe('6 samples of 3 tasks in 1.5 s');
  expect(rate).toBe(
    `pass@1  ${value.toFixed(4)} (95% interval ${low.toFixed(4)} to ${high.toFixed(4)}, over 3 tasks)`,
  );
});

test('samples that could not be graded bound the rate', () => {
  const lines = summaryLines(graded({ a: ['passed'], b: ['sandbox-fault'] }), ownSet(2), 0);
  expect(lines[1]).toMatch(/^pass@1 {2}1\.0000 .*, over 1 of 2 tasks\)$/);
  expect(lines[2]).toBe(
    'pass@1 would be 0.5000 if the sample not graded failed, 1.0000 if it passed.',
  );
});

test('where nothing was graded there is no rate, not a rate of 0', () => {
  expect(summaryLines(graded({ a: ['sandbox-fault'] }), ownSet(1), 0)[1]).toBe(
    'pass@1  not known: no sample counts',
  );
});

test('base inputs alone have a rate over the tasks that have hidden inputs', () => {
  const [one, other] = graded({ a: ['failed-assertion'], b: ['passed'] });
  if (!one || !other) throw new Error('There are two.');
  const lines = summaryLines([{ ...one, isBasePassed: true }, other], ownSet(2), 0);
  expect(lines[2]).toMatch(/^ {2}base {2}1\.0000 .*, over 1 of 2 tasks\)$/);
  expect(lines[3]).toMatch(/^ {2}plus {2}0\.0000 .*, over 1 of 2 tasks\)$/);
});

test('tasks without a completion are told beside the rates', () => {
  const [a, b] = [graded({ a: ['passed'] }), graded({ a: ['passed'], b: ['passed'] })];
  expect(summaryLines(a, ownSet(3), 0).at(-1)).toBe(
    '2 of the 3 tasks have no completion and are in no rate.',
  );
  expect(summaryLines(b, ownSet(3), 0).at(-1)).toBe(
    '1 of the 3 tasks has no completion and is in no rate.',
  );
  expect(summaryLines(b, ownSet(2), 0).join()).not.toContain('no completion');
});

test('what the page says of published tasks is said of their grades', () => {
  const lines = (source: TaskSetId) =>
    summaryLines(graded({ 11: ['passed'] }), { source, taskCount: 1 }, 0);
  const plan = planOf({
    ...{ tasks: { source: 'mbpp', which: { kind: 'all' } } },
    writer: { kind: 'imported', from: 'a.jsonl' },
  });
  expect(lines('mbpp').at(-1)).toBe(contaminationText(runOf({ plan })));
  expect(lines('mbpp').at(-1)).toMatch(/^MBPP was published in 2021/);
  expect(lines('own-file').join()).not.toContain('published');
});
