/** How long a run will take yet, by what it took so far. */

import { expect, test } from 'vitest';
import type { Plan } from '../../../../src/evaluation/plans/plan.ts';
import { TimeLeft } from '../../../../src/evaluation/running/time-left.ts';
import { planOf } from '../../../support/plans.ts';

const taskIds = ['a', 'b', 'c', 'd'];
const gguf = { kind: 'gguf-address', address: 'https://host.example/tiny.gguf' } as const;

/** After `count` samples of the first round, each read in 100 ms and written in 10; loaded at 500. */
function after(count: number, fields: Partial<Plan>): number | null {
  const plan = planOf({ samplesPerTask: 11, ...fields });
  const left = new TimeLeft({ plan, taskIds }, 0);
  left.loaded(500);
  let now = 500;
  for (const [at, task] of taskIds.slice(0, count).entries()) {
    left.begun({ task, index: 0 }, now);
    left.spoke((now += 100));
    left.spoke((now += 10));
    left.stored(at + 1, now);
  }
  return left.msFor({ total: taskIds.length * plan.samplesPerTask, done: count });
}

test('nothing is said before there is a sample', () => {
  expect(after(0, { writer: gguf })).toBeNull();
});

test('a model that reads each prompt for each sample takes as long for all', () => {
  expect(after(2, { writer: { kind: 'web-llm', modelId: 'm' } })).toBe(42 * 110);
});

test('where a prompt is read once for its samples, the first round is not the measure', () => {
  // Two prompts of the round, and four for all samples after it.
  expect(after(2, { writer: gguf })).toBe(42 * 10 + 6 * 100);
  expect(after(4, { writer: gguf })).toBe(40 * 10 + 4 * 100);
  expect(after(2, { writer: gguf, samplesPerTask: 1 })).toBe(2 * 10 + 2 * 100);
});
