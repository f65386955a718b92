/** Hosts differ: in their headers, in where the site lies, and in how they serve .gz files. */
import type { Browser } from 'playwright';
import { beforeAll, expect, test } from 'vitest';
import type {} from '../../src/headless.ts';
import { launchChromium, serveSite, sharedChromium, type SiteOptions } from '../support/site.ts';
import { taskOf } from '../support/tasks.ts';
import { tinyModel } from '../support/tiny-model.ts';

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

// As in a school's network: such a page is no secure context, and has no storage but IndexedDB.
test('a model writes on a page over plain http, which says that it does not stay', async () => {
  const site = await serveSite();
  const school = await launchChromium(['--host-resolver-rules=MAP school.example 127.0.0.1']);
  try {
    const page = await school.newPage();
    const reply = 'def seconds_since_midnight(h, m, s):\n    return h * 3600 + m * 60 + s\n';
    const model = tinyModel([{ functionName: 'seconds_since_midnight', reply }], {
      hasChatTemplate: true,
    });
    const headers = { 'access-control-allow-origin': '*' };
    await page.route('https://models.example/tiny.gguf', (route) =>
      route.fulfill({ body: Buffer.from(model), headers }),
    );
    await page.goto(`${site.address.replace('127.0.0.1', 'school.example')}#/starter/2`);
    expect(await page.evaluate(() => isSecureContext || 'storage' in navigator)).toBe(false);
    await page.getByRole('button', { name: /^Model: / }).click();
    await page.getByText('Your own model file').click();
    await page.getByLabel('URL of a GGUF file').fill('https://models.example/tiny.gguf');
    await page.getByRole('button', { name: 'Use', exact: true }).click();
    await page.getByRole('button', { name: 'Model: tiny' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('models are downloaded again on your next visit').waitFor();
    expect(await dialog.getByText(/on this device|Keep downloads/).count()).toBe(0);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Generate' }).click();
    await page.getByRole('heading', { name: 'All 3 tests passed' }).waitFor();
  } finally {
    await school.close();
    await site.close();
  }
});
