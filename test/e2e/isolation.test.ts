/**
 * On a host that sends no headers the page isolates itself from its second visit on, for the threads
 * of llama.cpp; and all that reaches beyond the site works as before.
 */
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type {} from '../../src/headless.ts';
import { firefox } from '../support/engines/firefox.ts';
import { serveFile, serveHeldModel } from '../support/held-server.ts';
import { randomModel } from '../support/random-model.ts';
import { serveSite, sharedChromium, type Site } from '../support/site.ts';
import { tinyModel } from '../support/tiny-model.ts';

let site: Site;
beforeAll(async () => (site = await serveSite()));
afterAll(() => site?.close());

const lastWord = '```python\ndef last_word(sentence):\n    return sentence.split()[-1]\n```\n';

test('Chromium: sandbox, models of another origin, threads and an own server, once isolated', async () => {
  const browser = await sharedChromium();
  const page = await browser.newPage();
  const host = await serveFile(
    tinyModel([{ functionName: 'last_word', reply: lastWord }], { hasChatTemplate: true }),
  );
  const held = await serveHeldModel(['```python\n# from a server\n', '```\n']);
  held.goOn();
  try {
    await page.goto(`${site.address}#/starter/3`);
    await page.evaluate(async () => {
      if (crossOriginIsolated) throw new Error('The first visit is isolated already.');
      await navigator.serviceWorker.ready;
    });
    await page.reload();
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);

    const model = page.getByRole('button', { name: /^Model: / });
    await model.click();
    await page.getByText('Your own model file').click();
    await page.getByLabel('URL of a GGUF file').fill(`${host.address}/tiny.gguf`);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Model: tiny' }).waitFor();
    await page.getByRole('button', { name: 'Generate' }).click();
    await page.getByRole('heading', { name: 'All 3 tests passed' }).waitFor();

    await model.click();
    await page.getByText('CPU threads are measured').waitFor();
    await page.getByText('Your own model file').click();
    await page.getByLabel('GGUF file', { exact: true }).setInputFiles({
      name: 'random.gguf',
      mimeType: 'application/octet-stream',
      buffer: Buffer.from(randomModel({ width: 512, layers: 5, words: [] })),
    });
    await page.getByRole('button', { name: 'Model: random' }).click();
    await page.getByText(/Models on the CPU run on (1 thread|\d+ threads)/).waitFor();
    await page.getByRole('button', { name: 'Measure again' }).click();
    await page.getByText('CPU threads are measured').waitFor();

    await page.getByText('Your own server').click();
    await page.getByLabel('Server URL').fill(held.address.replace('127.0.0.1', 'localhost'));
    await page.getByRole('button', { name: 'List models' }).click();
    await page.getByRole('button', { name: 'Use this server' }).click();
    await page.getByRole('button', { name: 'Model: held' }).waitFor();
    await page.getByRole('button', { name: 'Generate' }).click();
    await page.getByRole('textbox', { name: 'Program' }).getByText('# from a server').waitFor();

    await tell(page, 'DO_NOT_ISOLATE', true);
    // This tab is isolated still, and starts only what is too. Any script of the site will do.
    const [started] = await Promise.all([
      page.waitForEvent('worker', (worker) => worker.url().endsWith('/sw.js')),
      page.evaluate(() => void new Worker('sw.js')),
    ]);
    expect(await started.evaluate(() => crossOriginIsolated)).toBe(true);
    await page.reload();
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
    await tell(page, 'ISOLATE', false);
    await page.reload();
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  } finally {
    await page.close();
    await Promise.all([host.close(), held.close()]);
  }
});

/** What the page says to its service worker where no sandbox starts. */
async function tell(page: Page, type: string, hasLeft: boolean): Promise<void> {
  await page.evaluate((data) => navigator.serviceWorker.controller?.postMessage(data), { type });
  await expect.poll(() => page.evaluate(() => caches.has('synthpad-not-isolated'))).toBe(hasLeft);
}

const hasFirefox = firefox.isInstalled();
if (!hasFirefox) console.log(`Firefox was not found: ${firefox.help}.`);

describe.skipIf(!hasFirefox)('Firefox', () => {
  test(
    'is isolated on the second visit, and its sandbox checks',
    { timeout: 240_000 },
    async () => {
      const page = await firefox.launch();
      try {
        await page.open(site.address);
        await page.evaluate(async () => void (await navigator.serviceWorker.ready), null);
        await page.open(`${site.address}?again#/starter/1`);
        expect(await page.evaluate(() => crossOriginIsolated, null)).toBe(true);
        const verdict = await page.evaluate(async () => {
          const until = async <Found>(look: () => Found | null | undefined): Promise<Found> => {
            for (;;) {
              const found = look();
              if (found) return found;
              await new Promise((resolve) => setTimeout(resolve, 100));
            }
          };
          const named = (name: string) =>
            [...document.querySelectorAll('button')].find(
              (button) => button.textContent.trim() === name && !button.disabled,
            );
          (await until(() => named('Generate'))).click();
          const heading = await until(() =>
            [...document.querySelectorAll('h2, h3')].find(({ textContent }) =>
              /passed/.test(textContent),
            ),
          );
          return heading.textContent.trim();
        }, null);
        expect(verdict).toBe('All 3 tests passed');
      } finally {
        await page.close();
      }
    },
  );
});
