/** Which tests may stand beside the question of a prediction: none of those that hold its answer. */

import type { PredictionAsk } from './task-kind.ts';
import type { Task } from './task.ts';

/** Without those of the call, and without those of the value where a call that returns it is asked for. */
export function otherTests({ tests }: Task, { kind, call, value }: PredictionAsk): string[] {
  const hasAnswer = (test: string) =>
    test.includes(call) || (kind === 'input' && test.trim().endsWith(`== ${value}`));
  return tests.filter((test) => !hasAnswer(test));
}
