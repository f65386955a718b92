/** A progress bar in a terminal; nothing where the output is not a terminal. */

import { terminalTexts } from '../texts/terminal-texts.ts';

/** A bar in a terminal; nothing where the output goes elsewhere. */
export function showProgress(done: number, total: number, note = ''): void {
  if (!process.stderr.isTTY) return;
  const width = 30;
  const filled = total === 0 ? width : Math.round((width * done) / total);
  const bar = '#'.repeat(filled) + '.'.repeat(width - filled);
  process.stderr.write(
    `\r[${bar}] ${terminalTexts.progress(done, total, note)}${done === total ? '\n' : ''}`,
  );
}
