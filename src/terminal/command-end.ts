/** How commands end that cannot go on: each in a sentence, and never with a stack trace. */

import { InputFault } from './input.ts';
import { terminalTexts } from '../texts/terminal-texts.ts';

/** What a command may name in its last sentence. */
export interface CommandEnd {
  readonly out: string;
  /** How to go on; null where there is no way but to begin again. */
  readonly resume: string | null;
}

/** Prints why and gives the exit code. Throws what nobody expected. */
export function endedBy(error: unknown, end: CommandEnd | null): number {
  if (error instanceof InputFault) {
    console.error(error.message);
    return 2;
  }
  const text = sentence(error, end?.out ?? '');
  if (text === null) throw error;
  console.error(end?.resume ? `${text} ${end.resume}` : text);
  return 1;
}

function sentence(error: unknown, out: string): string | null {
  const { code, message } = error instanceof Error ? (error as NodeJS.ErrnoException) : {};
  if (code === 'ENOSPC' || code === 'EDQUOT') return terminalTexts.diskFull(out);
  if (code === 'EIO' || code === 'EROFS' || code === 'EFBIG') return terminalTexts.cannotGoOn(out);
  const isBrowserGone =
    /(Target|Page|Browser|browser|page|context).*(closed|crashed)|Target crashed/.test(
      message ?? '',
    );
  return isBrowserGone ? terminalTexts.browserEnded : null;
}
