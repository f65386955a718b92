/** Text for a person to paste elsewhere. */

import { answerLimitMs, inTime } from './refusals.ts';

/**
 * Rejects where the browser has no clipboard for this page, refuses it, or does not answer; and as
 * the text does. To be called in the press itself: text that is still to come is handed over as a
 * promise, because WebKit refuses what asks for the clipboard any later.
 */
export async function copyText(text: string | Promise<string>): Promise<void> {
  const silent = Symbol();
  const copied = await inTime(written(text), silent, answerLimitMs);
  if (copied === silent) throw new Error('The clipboard does not answer.');
}

function written(text: string | Promise<string>): Promise<void> {
  const { clipboard } = navigator;
  if (typeof text === 'string') return clipboard.writeText(text);
  if (typeof ClipboardItem === 'undefined') return text.then((ready) => clipboard.writeText(ready));
  const type = 'text/plain';
  const blob = text.then((ready) => new Blob([ready], { type }));
  return clipboard.write([new ClipboardItem({ [type]: blob })]);
}
