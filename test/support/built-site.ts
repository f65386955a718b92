/** Builds the site before the end-to-end tests, unless `npm test` has built it already. */

import { build } from 'vite';

export async function setup(): Promise<void> {
  if (process.env['SYNTHPAD_SITE']) return;
  await build({ mode: 'production', logLevel: 'warn' });
  process.env['SYNTHPAD_SITE'] = 'dist';
}
