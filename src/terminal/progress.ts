/** A progress bar in a terminal; nothing where the output is not a terminal. */

import { terminalTexts } from '../texts/terminal-texts.ts';

/** A bar in a terminal; nothing where the output goes elsewhere. */
export function showProgress(done: number, total: number, note = ''): void {
  if (!process.stderr.isTTY) return;
  const width = 30;
  // Whatever the numbers, a bar is never what ends a run.
  const share = total > 0 ? Math.min(1, Math.max(0, done / total)) : 1;
  const filled = Math.round(width * share);
  const bar = '#'.repeat(filled) + '.'.repeat(width - filled);
  process.stderr.write(
    `\r[${bar}] ${terminalTexts.progress(done, total, note)}${done === total ? '\n' : ''}`,
  );
}
