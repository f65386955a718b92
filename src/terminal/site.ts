/** The built site on this machine's loopback address, and a headless Chromium looking at it. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright';
import { build, preview } from 'vite';
import { browserArguments, browserHelp, findBrowser } from './find-browser.mjs';

export interface OpenSite {
  readonly page: Page;
  close(): Promise<void>;
}

/**
 * Builds the site and opens one of its documents. The build is a copy of its own: commands may
 * run side by side for hours, and no other build takes it away. `SYNTHPAD_SITE` names the folder
 * of a site that is built already.
 */
export async function openSite(path: string): Promise<OpenSite> {
  const executablePath = await findBrowser();
  if (!executablePath) throw new Error(browserHelp);
  const given = process.env['SYNTHPAD_SITE'] || null;
  const outDir = given ?? (await mkdtemp(join(tmpdir(), 'synthpad-')));
  if (!given) await build({ logLevel: 'error', build: { outDir, emptyOutDir: true } });
  const server = await preview({
    logLevel: 'error',
    build: { outDir },
    preview: { port: 0, host: '127.0.0.1' },
  });
  const browser = await chromium.launch({ executablePath, args: browserArguments });
  const page = await browser.newPage();
  await page.goto(new URL(path, server.resolvedUrls?.local[0]).href);
  return {
    page,
    async close() {
      await browser.close();
      await server.close();
      if (!given) await rm(outDir, { recursive: true, force: true });
    },
  };
}
