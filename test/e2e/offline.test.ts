/** The page after its first visit, with the network cut; and an update that waits its turn. */

import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium, serveSite } from '../support/site.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(async () => {
  await browser?.close();
});

async function kept(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    if (active?.state === 'activated') return;
    await new Promise<void>((resolve) =>
      active?.addEventListener('statechange', () => active.state === 'activated' && resolve()),
    );
  });
}

test('after one visit a task can be opened, solved by hand and checked without a network', async () => {
  const site = await serveSite({ path: '/some/where/' });
  const page = await (await browser.newContext()).newPage();
  await page.goto(site.address);
  await page.getByRole('heading', { name: /^Task 1 / }).waitFor();
  await kept(page);
  await site.close();

  await page.goto(`${site.address}#/starter/3`);
  await page.reload();
  await page.getByRole('heading', { name: /^Task 3 / }).waitFor();
  await page.getByRole('textbox', { name: 'Program' }).click();
  await page.keyboard.insertText('def last_word(sentence):\n    return sentence.split()[-1]\n');
  await page.getByRole('button', { name: 'Check' }).click();
  await page.getByRole('heading', { name: 'All 3 tests passed' }).waitFor();
  await page.context().close();
});

test('an update is announced, waits, and comes when it is taken', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'synthpad-'));
  await cp('dist', folder, { recursive: true });
  const site = await serveSite({ folder });
  const page = await (await browser.newContext()).newPage();
  await page.goto(site.address);
  await page.getByRole('heading', { name: /^Task 1 / }).waitFor();
  await kept(page);
  await page.getByRole('textbox', { name: 'Program' }).click();
  await page.keyboard.insertText('# my work');

  await publish(folder);
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
  await page.getByText('A newer version of Synthpad is ready').waitFor();
  expect(await page.title()).not.toContain('second edition');
  expect(await page.getByRole('textbox', { name: 'Program' }).innerText()).toContain('# my work');

  await page.getByRole('button', { name: 'Update now' }).click();
  await page.waitForFunction(() => document.documentElement.dataset['edition'] === 'second');
  await page.context().close();
  await site.close();
  await rm(folder, { recursive: true });
});

/** A newer build, as far as a service worker can tell: another page, another version. */
async function publish(folder: string): Promise<void> {
  const page = join(folder, 'index.html');
  const html = await readFile(page, 'utf8');
  await writeFile(page, html.replace('<html lang="en">', '<html lang="en" data-edition="second">'));
  const worker = join(folder, 'sw.js');
  const script = await readFile(worker, 'utf8');
  const changed = script.replace(/"version":"\w+"/, '"version":"second"');
  if (changed === script) throw new Error('The service worker has no version to change.');
  await writeFile(worker, changed);
}
