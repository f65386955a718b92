/** Which state of the source a site was built from, for the runs that it makes. */

import { execFileSync } from 'node:child_process';

/** 12 digits, with a "+" where files were changed since; null outside a checkout, or without git. */
export function commitOfCheckout(): string | null {
  try {
    const git = (...args: string[]) =>
      execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
    const isChanged = git('status', '--porcelain', '--untracked-files=no') !== '';
    return git('rev-parse', '--short=12', 'HEAD') + (isChanged ? '+' : '');
  } catch {
    return null;
  }
}
