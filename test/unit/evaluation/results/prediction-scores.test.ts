/** MAX1, ALL3 and the copy baseline, on a few calls of our own. */

import { expect, test } from 'vitest';
import {
  copiedOutputs,
  predictionScores,
} from '../../../../src/evaluation/results/prediction-scores.ts';
import type { TaskRow } from '../../../../src/evaluation/results/run-results.ts';
import { taskOf } from '../../../support/tasks.ts';

function row(task: string, value: string, c: number, n = 1): TaskRow {
  const asks = { kind: 'output', call: 'f(1)', value, shows: 'code' } as const;
  const asked = taskOf([], { id: task, asks });
  return {
    task,
    asked,
    position: 0,
    n,
    c,
    rate: n === 0 ? null : c / n,
    outcomes: [],
    counted: [],
  };
}

test('tasks count by any and by all of their calls', () => {
  const rows = [
    ...[row('11#1', '2', 1), row('11#2', '3', 1), row('11#3', '2', 1)],
    ...[row('12#1', '1', 0), row('12#2', '1', 1), row('12#3', '1', 0)],
    ...[row('13#1', '7', 0), row('13#2', '8', 0)],
    // One of its calls is still to come.
    ...[row('14#1', '7', 1), row('14#2', '8', 0, 0)],
  ];
  expect(predictionScores(rows)).toEqual({
    ...{ tasks: 3, any: 2, all: 1 },
    copied: { calls: 10, right: 5 },
  });
});

test('a run of tasks that are no calls of others has no such scores', () => {
  expect(predictionScores([row('sample_0', '2', 1)])).toBeNull();
  expect(predictionScores([])).toBeNull();
});

test('an output counts as copied where another test of the same task has it, to the character', () => {
  const tasks = [row('1#1', "'a'", 0), row('1#2', '"a"', 0), row('2#1', "'a'", 0)];
  expect(copiedOutputs(tasks.map(({ asked, task }) => asked ?? { id: task }))).toEqual({
    ...{ calls: 3, right: 0 },
  });
});
