/** Builds the site before the end-to-end tests, unless `npm test` has built it already. */

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

export function setup(): void {
  if (process.env['SYNTHPAD_SITE']) return;
  // In a process of its own: in this one NODE_ENV is "test", and libraries would come for developers.
  execFileSync(join('node_modules', '.bin', 'vite'), ['build', '--logLevel', 'warn'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, NODE_ENV: 'production', VITEST: '' },
  });
  process.env['SYNTHPAD_SITE'] = 'dist';
}
