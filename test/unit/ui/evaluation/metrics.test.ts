/** The paper's metrics are shown where they are numbers of their own, each with the tasks it is over. */

import { expect, test } from 'vitest';
import { runResults } from '../../../../src/evaluation/results/run-results.ts';
import { metricsOf } from '../../../../src/ui/evaluation/results/metrics.ts';
import { outcomesOf, runOf } from '../../../support/made-up-runs.ts';

function metrics(samplesPerTask: number, tasks: Readonly<Record<string, string>>) {
  const run = runOf('a', Object.keys(tasks));
  const plan = { ...run.plan, samplesPerTask };
  return metricsOf(runResults({ ...run, plan }, outcomesOf('a', tasks)));
}

const terms = (...given: Parameters<typeof metrics>) => metrics(...given).map(({ term }) => term);

test('with as many samples of each task they are ends of the curve, and not told again', () => {
  expect(terms(1, { 2: 'p', 3: 'f' })).toEqual([]);
  expect(terms(2, { 2: 'pf', 3: 'ff' })).toEqual([]);
});

test('where samples are missing for good, both say over which tasks and samples they are', () => {
  expect(metrics(3, { 2: 'pff', 3: 'p!!', 4: '!!!' })).toMatchObject([
    { share: { value: 1 }, over: 'over 2 of 3 tasks, with 1 to 3 samples each' },
    { share: { value: 0.5 }, over: 'over 2 of 3 tasks, with 1 to 3 samples each' },
  ]);
});

test('while samples are still to be made, no share is called one of samples that is none', () => {
  const [solved, ...others] = metrics(3, { 2: 'pff', 3: 'f', 4: '' });
  expect(solved).toMatchObject({
    term: 'Tasks solved at least once',
    over: 'over 2 of 3 tasks so far, with 1 to 3 samples each',
  });
  expect(others).toEqual([]);
  // The same number of those tasks that were begun: nothing but the curve.
  expect(terms(3, { 2: 'pf', 3: 'ff', 4: '' })).toEqual([]);
});
