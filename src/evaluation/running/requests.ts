/** What a sample asks of the writer and of the checker, going by the plan and its task. */

import type { CheckRequest } from '../../checking/checker.ts';
import type { GenerationRequest } from '../../synthesis/engine.ts';
import { plannedKindOf } from '../../synthesis/kinds/kinds.ts';
import { briefOf } from '../../synthesis/prompt-settings.ts';
import type { HiddenCheck, Task } from '../../tasks/task.ts';
import { samplingOf, type Plan } from '../plans/plan.ts';
import type { SampleKey } from './remaining.ts';
import { seedOf } from './seeds.ts';
import type { RunTask, Sample } from '../runs/run.ts';

/** `index` is the sample's within its task. */
export async function requestOf(
  plan: Plan,
  asked: RunTask,
  index: number,
): Promise<GenerationRequest> {
  const { task, prompt, functionName } = asked;
  const kind = await plannedKindOf(task, plan.prompt);
  const sent = prompt ?? ({ kind: 'completion', text: '' } as const);
  return {
    brief: briefOf(task, functionName, plan.prompt),
    prompt: sent,
    sampling: {
      ...samplingOf(plan),
      seed: await seedOf(plan, task.id, index),
      stop: asked.stop ?? kind.stopStringsFor(sent, task),
    },
  };
}

/** What came of a request: a sample that waits for its check, or one that failed. */
export function writtenSample(
  run: string,
  { task, index }: SampleKey,
  { sampling: { seed } }: GenerationRequest,
  { reply, failure }: Pick<Sample, 'reply' | 'failure'>,
): Sample {
  const unchecked = { extraction: null, verdict: null };
  return { run, task, index, seed, madeAt: Date.now(), reply, ...unchecked, failure };
}

export function checkRequestOf(
  { checking }: Plan,
  asked: RunTask,
  program: string | null,
  hidden: HiddenCheck | undefined,
): CheckRequest {
  const { limitMs, floatTolerance, isOrderInsensitive } = checking;
  return {
    task: withHidden(asked, hidden),
    program,
    ...(limitMs === null ? {} : { limits: { timeMs: limitMs } }),
    oracle: { floatTolerance, isOrderInsensitive },
  };
}

/**
 * Right values come from the reference that the inputs were published with. Some tasks of MBPP+
 * carry another name than in MBPP: what was asked for by the one cannot be called by the other.
 */
function withHidden({ task, functionName }: RunTask, given: HiddenCheck | undefined): Task {
  if (!given || (functionName !== null && functionName !== given.functionName)) return task;
  return { ...task, hidden: given.hidden, referenceCode: given.referenceCode };
}
