/** Visits to the built site, each by a person of its own with nothing stored yet. */
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { serveSite, sharedChromium, type Site } from '../support/site.ts';

export interface Visits {
  /** Ends in a slash. */
  readonly address: string;
  /** `prepare` may meddle with the network before the page opens. */
  open(
    hash?: string,
    options?: BrowserContextOptions,
    prepare?: (context: BrowserContext) => Promise<void>,
  ): Promise<Page>;
}

/** What a browser keeps for the next load takes a twentieth of a visit; few visits load again. */
const headers = { 'Cache-Control': 'no-store' };

/**
 * For a file of tests. A visit ends with its test, so that no interpreter boots beside the next,
 * or with the file where tests share one.
 */
export function useVisits({ areShared = false } = {}): Visits {
  let site: Site | undefined;
  const contexts: BrowserContext[] = [];
  const leave = async () => {
    for (const context of contexts.splice(0)) await context.close();
  };

  beforeAll(async () => {
    site = await serveSite({ headers });
  });
  if (!areShared) afterEach(leave);
  afterAll(async () => {
    await leave();
    await site?.close();
  });

  return {
    get address() {
      return site?.address ?? '';
    },
    async open(hash = '', options = {}, prepare) {
      const browser = await sharedChromium();
      const context = await browser.newContext({ serviceWorkers: 'block', ...options });
      contexts.push(context);
      await prepare?.(context);
      const page = await context.newPage();
      await page.goto(this.address + hash);
      return page;
    },
  };
}
