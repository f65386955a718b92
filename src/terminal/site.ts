/** The built site on this machine's loopback address, and a headless Chromium looking at it. */

import { chromium, type Page } from 'playwright';
import { build, preview } from 'vite';
import { browserArguments, browserHelp, findBrowser } from './find-browser.mjs';

export interface OpenSite {
  readonly page: Page;
  close(): Promise<void>;
}

/** Builds the site and opens one of its documents. */
export async function openSite(path: string): Promise<OpenSite> {
  const executablePath = await findBrowser();
  if (!executablePath) throw new Error(browserHelp);
  await build({ logLevel: 'error' });
  const server = await preview({ logLevel: 'error', preview: { port: 0, host: '127.0.0.1' } });
  const browser = await chromium.launch({ executablePath, args: browserArguments });
  const page = await browser.newPage();
  await page.goto(new URL(path, server.resolvedUrls?.local[0]).href);
  return {
    page,
    async close() {
      await browser.close();
      await server.close();
    },
  };
}
