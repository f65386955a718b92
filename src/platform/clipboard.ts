/** Text for a person to paste elsewhere. */

import { answerLimitMs, inTime } from './refusals.ts';

/** Rejects where the browser has no clipboard for this page, refuses it, or does not answer. */
export async function copyText(text: string): Promise<void> {
  const silent = Symbol();
  const copied = await inTime(navigator.clipboard.writeText(text), silent, answerLimitMs);
  if (copied === silent) throw new Error('The clipboard does not answer.');
}
