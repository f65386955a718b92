import { expect, test } from 'vitest';
import {
  activeCount,
  findTasks,
  inForce,
  noFilter,
  standingsIn,
  type FilterContext,
  type TaskFilter,
} from '../../../../src/app/tasks/task-filter.ts';
import {
  afterAttempt,
  untried,
  type TaskState,
} from '../../../../src/app/work/task-progress.svelte.ts';
import type { Task } from '../../../../src/tasks/task.ts';

function mbpp(id: string, test: string, lines = 2): Task {
  return {
    source: 'mbpp',
    id,
    text: `Write a function to do number ${id}.`,
    referenceCode: Array.from({ length: lines }, () => 'pass').join('\n'),
    setupCode: '',
    tests: [test],
    challengeTests: [],
  };
}

const tasks = [
  mbpp('3', 'assert prime(1) == True', 4),
  mbpp('20', "assert mirror('ab') == 'ba'", 5),
  mbpp('436', 'assert neg_nos([-1, 4]) == -1, 4', 8),
  mbpp('520', 'assert pair((1, 2)) == {1: 2}'),
  mbpp('974', 'assert chars("a") == {"a"}'),
];

const byMe: TaskState = afterAttempt(untried, { author: 'person', isSolved: true });
const states = new Map<string, TaskState>([
  ['mbpp/20', afterAttempt(untried, { author: 'person', isSolved: false })],
  ['mbpp/436', byMe],
  ['mbpp/974', afterAttempt(untried, { author: 'search', isSolved: true })],
  ['mbpp/520', afterAttempt(byMe, { author: 'model', isSolved: true })],
]);
const context: FilterContext = {
  progress: { stateOf: (key) => states.get(key) ?? untried, note: () => undefined },
  subsetIds: new Set(['3', '20']),
  isSolo: false,
};

function found(filter: Partial<TaskFilter>, query = '', given = context): string[] {
  return findTasks(tasks, query, { ...noFilter, ...filter }, given).map((task) => task.id);
}

test.for([
  [{}, ['3', '20', '436', '520', '974']],
  [{ split: 'prompt' }, ['3']],
  [{ split: 'test' }, ['20', '436']],
  [{ split: 'train' }, ['974']],
  [{ subset: 'in' }, ['3', '20']],
  [{ subset: 'out' }, ['436', '520', '974']],
  [{ kind: 'numbers' }, ['3', '436', '520']],
  [{ kind: 'dicts' }, ['520']],
  [{ kind: 'sets' }, ['974']],
  [{ length: 'short' }, ['3', '520', '974']],
  [{ length: 'medium' }, ['20']],
  [{ length: 'long' }, ['436']],
  [{ faults: 'with' }, ['436']],
  [{ standing: 'untried' }, ['3']],
  [{ standing: 'attempted' }, ['20']],
  [{ standing: 'solved-by-me' }, ['436', '520']],
  [{ standing: 'solved-by-model' }, ['520']],
  [{ standing: 'solved-by-search' }, ['974']],
  [{ split: 'test', kind: 'strings' }, ['20']],
] as const)('%j finds %j', ([filter, ids]) => {
  expect(found(filter)).toEqual(ids);
});

test('words and facets narrow together', () => {
  expect(found({ split: 'test' }, 'NEG number')).toEqual(['436']);
  expect(found({ split: 'train' }, 'neg')).toEqual([]);
});

test('without the sanitized set nothing is known to be in or out of it', () => {
  const unknown = { ...context, subsetIds: null };
  expect([found({ subset: 'in' }, '', unknown), found({ subset: 'out' }, '', unknown)]).toEqual([
    [],
    [],
  ]);
});

test('the facets in force are counted', () => {
  expect(activeCount({ ...noFilter, split: 'test', kind: 'sets' })).toBe(2);
});

test('who solves alone finds tasks by what they did themselves', () => {
  const alone = { ...context, isSolo: true };
  expect(found({ standing: 'untried' }, '', alone)).toEqual(['3', '974']);
  expect(found({ standing: 'attempted' }, '', alone)).toEqual(['20']);
  expect(found({ standing: 'solved-by-me' }, '', alone)).toEqual(['436', '520']);
  expect(standingsIn(alone)).toEqual(['untried', 'attempted', 'solved-by-me']);
  const chosen = { ...noFilter, standing: 'solved-by-model', split: 'test' } as const;
  expect(inForce(chosen, alone)).toEqual({ ...noFilter, split: 'test' });
  expect(inForce(chosen, context)).toBe(chosen);
});
