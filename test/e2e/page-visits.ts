/** Visits to the built site, each by a person of its own with nothing stored yet. */
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright';
import { serveSite, sharedChromium } from '../support/site.ts';

export interface Visits {
  readonly address: string;
  /** `prepare` may meddle with the network before the page opens. */
  open(
    hash?: string,
    options?: BrowserContextOptions,
    prepare?: (context: BrowserContext) => Promise<void>,
  ): Promise<Page>;
  close(): Promise<void>;
}

export async function startVisits(): Promise<Visits> {
  const site = await serveSite();
  const browser = await sharedChromium();
  const contexts: BrowserContext[] = [];
  return {
    address: site.address,
    async open(hash = '', options = {}, prepare) {
      const context = await browser.newContext({ serviceWorkers: 'block', ...options });
      contexts.push(context);
      await prepare?.(context);
      const page = await context.newPage();
      await page.goto(site.address + hash);
      return page;
    },
    async close() {
      for (const context of contexts) await context.close();
      await site.close();
    },
  };
}
