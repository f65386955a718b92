/** What files for other harnesses take of a run: ids as they write them, programs, checked samples. */

import { type Verdict, isUnisolated } from '../../checking/verdict.ts';
import { anyOwnSet } from '../../tasks/own-set-id.ts';
import { mbpp } from '../../tasks/sets/mbpp.ts';
import { harnessIdOf } from '../../tasks/task-sets.ts';
import { isCounted } from '../results/run-results.ts';
import type { Run, RunStore, Sample } from '../runs/run.ts';

export async function* repliedSamples(store: RunStore, run: Run): AsyncIterable<Sample> {
  for await (const batch of store.samples(run.id)) {
    for (const sample of batch) if (sample.reply !== null) yield sample;
  }
}

/** Those with a verdict that says something of the program. */
export async function* checkedSamples(store: RunStore, run: Run) {
  for await (const sample of repliedSamples(store, run)) {
    const { verdict } = sample;
    if (verdict !== null && isCounted(verdict)) yield { sample, verdict };
  }
}

/**
 * By the tasks of the run: no harness is to take one set's tasks for another's. Runs of a time when
 * own files were not told apart had hidden inputs of MBPP+ alone.
 */
export async function harnessIds(store: RunStore, run: Run): Promise<(taskId: string) => string> {
  const { source } = run.plan.tasks;
  const tasks = new Map((await store.tasks(run.id)).map(({ task }) => [task.id, task]));
  const isOldMbppPlus = source === anyOwnSet && Boolean(run.hiddenInputs);
  return (id) =>
    harnessIdOf({
      ...(tasks.get(id) ?? { source, id }),
      ...(isOldMbppPlus && { idPrefix: mbpp.idPrefix }),
    });
}

export function programOf({ extraction }: Sample): string {
  return extraction?.program ?? '';
}

/** Beyond what those harnesses know; their readers leave it alone. */
export function isolationOf({ tests }: Verdict): { readonly not_isolated?: true } {
  return tests.some(isUnisolated) ? { not_isolated: true } : {};
}
