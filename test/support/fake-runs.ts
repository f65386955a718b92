/** A test with everything a run needs, made anew for it: doubles of writers, checker and storage. */

import { test as anyTest } from 'vitest';
import type { Plan } from '../../src/evaluation/plans/plan.ts';
import { type RunEvent, type RunOptions, runSamples } from '../../src/evaluation/running/runner.ts';
import { MemoryRunStore } from '../../src/evaluation/runs/memory-run-store.ts';
import { createRun } from '../../src/evaluation/runs/new-run.ts';
import {
  type Run,
  RunStoreError,
  type Sample,
  type SampleOutcome,
} from '../../src/evaluation/runs/run.ts';
import { FakeRunChecker, FakeWriters } from './fake-writers.ts';
import { planOf } from './plans.ts';
import { taskOf } from './tasks.ts';

export const threeTasks = ['a', 'b', 'c'].map((id) =>
  taskOf(['assert f(1) == 8', 'assert f(2) == 8'], { id, text: id, referenceCode: 'def f(x): 8' }),
);

/** The results of a run of three tasks that nothing disturbs. */
export const undisturbed = [
  'a0 failed-assertion',
  'a1 passed',
  'b0 failed-assertion',
  'b1 passed',
  'c0 failed-assertion',
  'c1 passed',
];

/** Refuses to store from the moment it is told to. */
class FillingStore extends MemoryRunStore {
  isFull = false;
  readonly puts: Sample[] = [];

  override async putRun(run: Run): Promise<void> {
    if (this.isFull) throw new RunStoreError('full');
    await super.putRun(run);
  }

  override async putSamples(samples: readonly Sample[]): Promise<void> {
    if (this.isFull) throw new RunStoreError('full');
    this.puts.push(...samples);
    await super.putSamples(samples);
  }
}

export const test = anyTest
  .extend('store', () => new FillingStore())
  .extend('writers', () => new FakeWriters())
  .extend('checker', () => new FakeRunChecker())
  /** Of all runs of the test. */
  .extend('events', (): RunEvent[] => [])
  .extend('newRun', ({ store, checker }) => (fields: Partial<Plan> = {}, set = threeTasks) => {
    const plan = planOf({ writer: { kind: 'web-llm', modelId: 'fake' }, ...fields });
    return createRun({ plan, tasks: set, set, madeWith: 'a test' }, { store, reader: checker });
  })
  .extend(
    'go',
    ({ store, checker, writers, events }) =>
      (run: Run, options: Partial<RunOptions> = {}) => {
        const signal = new AbortController().signal;
        const onEvent = (event: RunEvent) => void events.push(event);
        return runSamples(run, { store, checker, writers }, { signal, onEvent, ...options });
      },
  )
  /** "a0 passed": task, index and how it went, sorted. */
  .extend('results', ({ store }) => async (run: Run): Promise<string[]> => {
    const word = ({ task, index, status, failure }: SampleOutcome) =>
      `${task}${index} ${status ?? failure ?? 'unchecked'}`;
    return (await store.outcomes(run.id)).map(word).sort();
  });
