/** What a sample asks of the writer and of the checker, going by the plan and its task. */

import type { CheckRequest } from '../checking/checker.ts';
import type { GenerationRequest } from '../synthesis/engine.ts';
import { shownTestsOf, stopStringsFor } from '../synthesis/prompt-settings.ts';
import type { HiddenInputs } from '../tasks/task.ts';
import type { Plan } from './plan.ts';
import type { RunTask } from './run.ts';

/** `index` is the sample's within its task. */
export function requestOf(plan: Plan, asked: RunTask, index: number): GenerationRequest {
  const { task, prompt, functionName } = asked;
  const { text, setupCode } = task;
  const sent = prompt ?? ({ kind: 'completion', text: '' } as const);
  return {
    brief: { text, functionName, shownTests: shownTestsOf(task, plan.prompt), setupCode },
    prompt: sent,
    sampling: {
      ...plan.sampling,
      // Seeds end below 2^31 and begin again at 0.
      seed: (plan.baseSeed + index) % 2 ** 31,
      stop: stopStringsFor(sent),
    },
  };
}

export function checkRequestOf(
  { checking }: Plan,
  { task }: RunTask,
  program: string | null,
  hidden: HiddenInputs | undefined,
): CheckRequest {
  const { limitMs, floatTolerance, isOrderInsensitive } = checking;
  return {
    task: hidden ? { ...task, hidden } : task,
    program,
    ...(limitMs === null ? {} : { limits: { timeMs: limitMs } }),
    oracle: { floatTolerance, isOrderInsensitive },
  };
}
