/** Samples that no run writes: of a log that was put together or changed by hand. */

import { statusOf } from '../../checking/test-result.ts';
import type { Verdict } from '../../checking/verdict.ts';
import type { Run, Sample } from '../runs/run.ts';

export type SampleFault =
  /** Of a task that the run does not have, or beyond the samples that it asks for. */
  | { readonly kind: 'not-of-run'; readonly task: string; readonly index: number }
  /** Said to have passed, and a test that decides did not. */
  | { readonly kind: 'contradicts-tests'; readonly task: string; readonly index: number };

export function sampleFaultIn(run: Run, { task, index, verdict }: Sample): SampleFault | null {
  if (index >= run.plan.samplesPerTask || !tasksOf(run).has(task)) {
    return { kind: 'not-of-run', task, index };
  }
  return verdict && contradictsTests(verdict) ? { kind: 'contradicts-tests', task, index } : null;
}

/** By the checker's own rule: beside hidden inputs, asserts decide nothing. */
function contradictsTests({ status, tests, hidden }: Verdict): boolean {
  if (status !== 'passed') return false;
  // Where the results of hidden inputs are not told one by one, nobody can say.
  const isCounted = hidden && !tests.some(({ group }) => group === 'hidden');
  return !isCounted && statusOf(tests) !== 'passed';
}

/** Asked for each of thousands of samples. */
const known = new WeakMap<Run, ReadonlySet<string>>();

function tasksOf(run: Run): ReadonlySet<string> {
  const tasks = known.get(run) ?? new Set(run.taskIds);
  known.set(run, tasks);
  return tasks;
}
