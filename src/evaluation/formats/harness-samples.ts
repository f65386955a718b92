/** What files for other harnesses take of a run: ids as they write them, programs, checked samples. */

import { type Verdict, isUnisolated } from '../../checking/verdict.ts';
import { anyOwnSet } from '../../tasks/own-set-id.ts';
import { mbpp } from '../../tasks/sets/mbpp.ts';
import { harnessIdOf } from '../../tasks/task-sets.ts';
import { isCounted } from '../results/run-results.ts';
import type { Run, RunStore, Sample } from '../runs/run.ts';

/** Those that say what the model did: its replies, and prompts it cannot take where these count. */
export async function* attemptedSamples(store: RunStore, run: Run): AsyncIterable<Sample> {
  for await (const batch of store.samples(run.id)) {
    for (const sample of batch) if (isAttempted(sample, run)) yield sample;
  }
}

export function isAttempted(sample: Sample, { countsPromptsTooLong }: Run): boolean {
  return sample.reply !== null || Boolean(countsPromptsTooLong && isPromptTooLong(sample));
}

/** Those that count, with their verdict; null where the prompt was too long, which is not solved. */
export async function* countedSamples(
  store: RunStore,
  run: Run,
): AsyncIterable<{ readonly sample: Sample; readonly verdict: Verdict | null }> {
  for await (const sample of attemptedSamples(store, run)) {
    const { verdict } = sample;
    if (verdict === null ? isPromptTooLong(sample) : isCounted(verdict)) yield { sample, verdict };
  }
}

function isPromptTooLong({ failure }: Sample): boolean {
  return failure?.kind === 'prompt-too-long';
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

/** "" where there is none: as a program, that fails. */
export function programOf({ extraction }: Sample): string {
  return extraction?.program ?? '';
}

/** Beyond what those harnesses know; their readers leave it alone. */
export function isolationOf(verdict: Verdict | null): { readonly not_isolated?: true } {
  return verdict?.tests.some(isUnisolated) ? { not_isolated: true } : {};
}
