/** The page without a face, open in a headless Chromium: requests in, verdicts out. */

import type { Browser, Page } from 'playwright';
import type {} from '../../src/headless.ts';
import type { CheckRequest } from '../../src/checking/checker.ts';
import type { Verdict } from '../../src/checking/verdict.ts';
import { launchChromium, serveSite, type SiteOptions } from './site.ts';

export interface HeadlessPage {
  readonly page: Page;
  readonly browser: Browser;
  readonly address: string;
  /** Verdicts in the order of the requests. */
  check(requests: readonly CheckRequest[]): Promise<Verdict[]>;
  close(): Promise<void>;
}

export interface HeadlessOptions extends SiteOptions {
  /** Null for as many as the page chooses. */
  readonly workers?: number | null;
  /** Switches beside those that every run needs. */
  readonly browserArguments?: readonly string[];
}

/** Small calls, more of them than interpreters, so that a slow program holds up few others. */
const requestsPerCall = 5;
const callsAtOnce = 4;

/** Serves the built site and starts its checker. */
export async function openHeadlessPage(options: HeadlessOptions = {}): Promise<HeadlessPage> {
  const site = await serveSite(options);
  const browser = await launchChromium(options.browserArguments);
  const page = await browser.newPage();
  await page.goto(`${site.address}headless.html`);
  await page.evaluate((workers) => window.synthpad.start(workers), options.workers ?? null);
  return {
    page,
    browser,
    address: site.address,
    async check(requests) {
      const verdicts: Verdict[] = [];
      let next = 0;
      const lane = async () => {
        while (next < requests.length) {
          const from = next;
          next += requestsPerCall;
          const some = requests.slice(from, next);
          const batch = await page.evaluate((all) => window.synthpad.check(all), some);
          batch.forEach((verdict, index) => (verdicts[from + index] = verdict));
        }
      };
      await Promise.all(Array.from({ length: callsAtOnce }, lane));
      return verdicts;
    },
    async close() {
      await browser.close();
      await site.close();
    },
  };
}
