/** Hosts differ: in their headers, in where the site lies, and in how they serve .gz files. */
import type { Browser } from 'playwright';
import { beforeAll, expect, test } from 'vitest';
import type {} from '../../src/headless.ts';
import { serveSite, sharedChromium, type SiteOptions } from '../support/site.ts';
import { taskOf } from '../support/tasks.ts';

const task = taskOf(['assert f(2, 3) == 5']);
const programs = ['def f(a, b): return a + b', 'def f(a, b): return a - b', 'while True: pass'];

let browser: Browser;

beforeAll(async () => {
  browser = await sharedChromium();
});

const hosts: readonly { readonly name: string; readonly options: SiteOptions }[] = [
  {
    name: 'that isolates the site from others',
    options: {
      headers: {
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Cross-Origin-Embedder-Policy': 'require-corp',
      },
    },
  },
  { name: 'with the site below a path', options: { path: '/some/where/' } },
  { name: 'that names .gz files an encoding', options: { isGzipAnEncoding: true } },
];

test.each(hosts)('programs are checked on a host $name', async ({ options }) => {
  const site = await serveSite(options);
  const page = await browser.newPage();
  try {
    await page.goto(`${site.address}headless.html`);
    const verdicts = await page.evaluate(
      async (requests) => {
        await window.synthpad.start(1);
        return window.synthpad.check(requests);
      },
      programs.map((program) => ({ task, program, limits: { timeMs: 1_000 } })),
    );
    expect(verdicts.map((verdict) => verdict.status)).toEqual([
      'passed',
      'failed-assertion',
      'timeout',
    ]);
    const isIsolated = await page.evaluate(() => crossOriginIsolated);
    expect(isIsolated).toBe(options.headers !== undefined);
  } finally {
    await page.close();
    await site.close();
  }
});
