/** The machine of a measurement in one line. */

import { execFileSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';
import { findBrowser } from '../../../src/terminal/find-browser.mjs';

export async function machine(): Promise<string> {
  const path = await findBrowser();
  const version = path
    ? execFileSync(path, ['--version'], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }).trim()
    : 'an unknown browser';
  const name = cpus()[0]?.model.trim() ?? 'of an unknown kind';
  return `${cpus().length} cores (${name}), ${Math.round(totalmem() / 1e9)} GB of memory, ${version}`;
}
