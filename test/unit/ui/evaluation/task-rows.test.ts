import { expect, test } from 'vitest';
import { runResults } from '../../../../src/evaluation/results/run-results.ts';
import type { RunTask } from '../../../../src/evaluation/runs/run.ts';
import {
  filterTasks,
  listedTasks,
  noRowFilter,
  samplesOf,
  sortTasks,
  tellingSample,
  type RowFilter,
} from '../../../../src/ui/evaluation/results/task-rows.ts';
import { outcomesOf, runOfLetters } from '../../../support/made-up-runs.ts';
import { taskOf } from '../../../support/tasks.ts';

function resultsOf(id: string, tasks: Readonly<Record<string, string>>) {
  return runResults(runOfLetters(id, tasks), outcomesOf(id, tasks));
}

const own = resultsOf('a', { 2: 'pf', 3: 'ff', 10: 'pp', 11: '!-L' });
const other = resultsOf('b', { 2: 'ff', 3: 'fp', 10: 'pp', 11: 'pp' });
const tasks: readonly RunTask[] = ['2', '3', '10', '11'].map((id) => {
  const task = taskOf([], { id, text: `Sort list ${id === '3' ? 'backwards' : 'upwards'}.` });
  return { run: 'a', task, prompt: null, functionName: null };
});
const listed = listedTasks(own, tasks, [other]);

function idsFor(filter: Partial<RowFilter>): string[] {
  return filterTasks(listed, { ...noRowFilter, ...filter }).map(({ row }) => row.task);
}

test.for([
  ['nothing', {}, ['2', '3', '10', '11']],
  ['words of the statement', { query: 'LIST backw' }, ['3']],
  ['a number, which is an id and no part of one', { query: '1' }, []],
  ['an id', { query: '10' }, ['10']],
  ['a status of any sample', { state: 'failed-assertion' }, ['2', '3']],
  ['what the engine failed to give', { state: 'failed' }, ['11']],
  ['what the model cannot take', { state: 'prompt-too-long' }, ['11']],
  ['what is not checked', { state: 'not-checked' }, ['11']],
  // Task 11 has no sample of the first run that counts.
  ['disagreement', { agreement: 'disagree' }, ['2', '3']],
  ['tasks that this run alone solves', { agreement: 'only-this' }, ['2']],
  ['tasks that the other alone solves', { agreement: 'only-other' }, ['3']],
  ['tasks that both solve', { agreement: 'all' }, ['10']],
  ['tasks that none solves', { agreement: 'none' }, []],
] as const)('filtered by %s', ([, filter, expected]) => {
  expect(idsFor(filter)).toEqual(expected);
});

test('who solves a task is told by as many samples as every run has', () => {
  const many = [
    resultsOf('a', { 2: 'fp' }),
    resultsOf('b', { 2: 'pf' }),
    resultsOf('c', { 2: 'f' }),
  ];
  const [first = own, ...others] = many;
  const filtered = (agreement: RowFilter['agreement'], beside: typeof others) =>
    filterTasks(listedTasks(first, tasks, beside), { ...noRowFilter, agreement }).length;
  expect(filtered('all', others.slice(0, 1))).toBe(1);
  // On the first sample of each, the second run alone solves it.
  expect(filtered('only-other', others)).toBe(1);
  expect(filtered('disagree', others)).toBe(1);
});

test('sorted by rate, equal ones keep their order and those without a rate come last', () => {
  const order = (column: 'run-0' | 'run-1' | 'task', isDescending: boolean) =>
    sortTasks(listed, { column, isDescending }).map(({ row }) => row.task);
  expect(order('run-0', false)).toEqual(['3', '2', '10', '11']);
  expect(order('run-0', true)).toEqual(['10', '2', '3', '11']);
  expect(order('run-1', true)).toEqual(['10', '11', '3', '2']);
  expect(order('task', true)).toEqual(['11', '10', '3', '2']);
});

test('samples are those of the listed tasks, in their order and of the status asked for', () => {
  const keys = samplesOf(listed, 'passed').map(({ task, index }) => `${task}/${index}`);
  expect(keys).toEqual(['2/0', '10/0', '10/1']);
  expect(samplesOf(listed, null)).toHaveLength(9);
});

test('a prediction is listed by its call, which is what tells it from its siblings', () => {
  const [row] = listedTasks(
    resultsOf('a', { '2#1': 'p' }),
    [
      {
        run: 'a',
        prompt: null,
        functionName: 'f',
        task: {
          ...taskOf([], { id: '2#1', text: 'Sort a list.' }),
          asks: { kind: 'output', call: 'f([2, 1])', value: '[1, 2]', shows: 'code' },
        },
      },
    ],
    [],
  );
  expect(row?.text).toBe('f([2, 1]) == ?? · Sort a list.');
});

test.for([
  ['-pf', null, 2],
  ['p-', null, 0],
  ['-!', null, 1],
  ['-', null, 0],
  ['fp', 'passed', 1],
] as const)(
  'of the samples %s, in the state %s, number %i tells most',
  ([letters, state, index]) => {
    const [row] = resultsOf('a', { 2: letters }).rows;
    expect(row && tellingSample(row, state)?.index).toBe(index);
  },
);
