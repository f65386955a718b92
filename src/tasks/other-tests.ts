/** Which tests may stand beside the question of a prediction: none of those that hold its answer. */

import type { PredictionAsk } from './task-kind.ts';
import type { Task } from './task.ts';

/**
 * Without those of the call, and without those of the value where a call that returns it is asked
 * for. People write `==(5)` as well: blanks and brackets make no difference, and a test too many
 * that is left out gives nothing away.
 */
export function otherTests({ tests }: Task, { kind, call, value }: PredictionAsk): string[] {
  const [ownCall, ownEnd] = [bare(call), `==${bare(value)}`];
  return tests.filter((test) => {
    const text = bare(test);
    return !(text.includes(ownCall) || (kind === 'input' && text.endsWith(ownEnd)));
  });
}

function bare(source: string): string {
  return source.replace(/[\s()]/g, '');
}
