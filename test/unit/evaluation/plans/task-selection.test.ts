/** Which tasks a plan means: every way to choose, the same everywhere, and what cannot be chosen. */

import { expect, test } from 'vitest';
import type { TaskSelection } from '../../../../src/evaluation/plans/plan.ts';
import {
  plannedTasks,
  selectTasks,
  shardOf,
} from '../../../../src/evaluation/plans/task-selection.ts';
import { planOf } from '../../../support/plans.ts';
import { taskOf } from '../../../support/tasks.ts';

const mbpp = Array.from({ length: 974 }, (_, index) =>
  taskOf(['assert f(1) == 1'], { source: 'mbpp', id: String(index + 1) }),
);

function chosen(which: TaskSelection['which'], tasks = mbpp): readonly string[] {
  const selected = selectTasks({ source: 'mbpp', which }, tasks);
  return selected.kind === 'tasks' ? selected.tasks.map(({ id }) => id) : [selected.fault.kind];
}

test('all tasks, a split, ids and the first few come in the order of the set', () => {
  expect(chosen({ kind: 'all' })).toEqual(mbpp.map(({ id }) => id));
  expect(chosen({ kind: 'split', split: 'test' })).toEqual(mbpp.slice(10, 510).map(({ id }) => id));
  expect(chosen({ kind: 'ids', ids: ['30', '4', '11', '4'] })).toEqual(['4', '11', '30']);
  expect(chosen({ kind: 'first', count: 3 })).toEqual(['1', '2', '3']);
});

test('more than there are means all', () => {
  expect(chosen({ kind: 'first', count: 2000 })).toHaveLength(974);
  const all = chosen({ kind: 'random', count: 2000, seed: 1 });
  expect(all.toSorted((left, right) => Number(left) - Number(right))).toEqual(
    chosen({ kind: 'all' }),
  );
});

test('a random draw is the same in every browser, and a larger one begins with it', () => {
  const three = chosen({ kind: 'random', count: 3, seed: 42 });
  // Worked out in Python.
  expect(three).toEqual(['214', '896', '73']);
  expect(chosen({ kind: 'random', count: 50, seed: 42 }).slice(0, 3)).toEqual(three);
  expect(chosen({ kind: 'random', count: 3, seed: 43 })).not.toEqual(three);
  expect(new Set(chosen({ kind: 'random', count: 900, seed: 42 })).size).toBe(900);
});

test('ids the set does not have are named, and a choice of nothing is a fault', () => {
  const which = { kind: 'ids' as const, ids: ['2', '975', 'x'] };
  expect(selectTasks({ source: 'mbpp', which }, mbpp)).toEqual({
    kind: 'fault',
    fault: { kind: 'unknown-ids', ids: ['975', 'x'] },
  });
  expect(chosen({ kind: 'ids', ids: [] })).toEqual(['empty']);
  expect(chosen({ kind: 'split', split: 'train' }, mbpp.slice(0, 20))).toEqual(['empty']);
});

test('the shards of a selection are disjoint, complete and alike in size', () => {
  const shards = [1, 2, 3, 4].map((index) => shardOf(mbpp, { index, count: 4 }));
  expect(shards.map(({ length }) => length)).toEqual([244, 244, 243, 243]);
  expect(new Set(shards.flat())).toEqual(new Set(mbpp));
  expect(shards[1]?.slice(0, 2).map(({ id }) => id)).toEqual(['2', '6']);
});

test('examples that a plan names have to be solved tasks of the set', () => {
  const solved = mbpp.map((task) => ({ ...task, referenceCode: task.id === '3' ? '' : 'x = 1' }));
  const planned = (exampleIds: string[], style: 'paper' | 'instruction' = 'paper') =>
    plannedTasks(
      planOf({ prompt: { style, exampleCount: 2, shownTestCount: 3, exampleIds } }),
      solved,
    );
  expect(planned(['2', '4']).kind).toBe('tasks');
  expect(planned(['2', '3', '975'])).toEqual({
    kind: 'fault',
    fault: { kind: 'no-examples', ids: ['3', '975'] },
  });
  expect(planned(['975'], 'instruction').kind).toBe('tasks');
});
