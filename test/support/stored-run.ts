/** Puts a whole run into a store, the way whatever makes one does. */

import type { Run, RunStore, RunTask, Sample } from '../../src/evaluation/runs/run.ts';

export async function storeRun(
  store: RunStore,
  run: Run,
  tasks: readonly RunTask[] = [],
  samples: readonly Sample[] = [],
): Promise<void> {
  await store.beginRun(run);
  await store.putTasks(tasks);
  await store.putSamples(samples);
  await store.putRun(run);
}
