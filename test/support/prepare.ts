/** What `npm test` does before its browsers start, for commands that run on their own. */

import { build } from 'vite';
import { browserHelp, findBrowser } from '../../src/terminal/find-browser.mjs';

/** Builds the site and finds the Chromium to drive. */
export async function prepare(): Promise<void> {
  const path = await findBrowser();
  if (!path) throw new Error(browserHelp);
  process.env['SYNTHPAD_CHROMIUM'] = path;
  await build({ logLevel: 'error' });
}
