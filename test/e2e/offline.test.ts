/** The page after its first visit, with the network cut; and an update that waits its turn. */

import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { faultsLightAndDark } from '../support/axe.ts';
import { serveFile, serveHeldModel } from '../support/held-server.ts';
import { serveSite, sharedChromium } from '../support/site.ts';
import { tinyModel } from '../support/tiny-model.ts';

let browser: Browser;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  browser = await sharedChromium();
});

afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close();
});

async function visit(address: string): Promise<Page> {
  const context = await browser.newContext();
  contexts.push(context);
  const page = await context.newPage();
  // On a busy machine a page that keeps itself takes its time.
  page.setDefaultTimeout(60_000);
  await page.goto(address);
  await page.getByRole('heading', { name: /^Task 1 / }).waitFor();
  return page;
}

/** Waits until the page is kept for a visit without a network, or says why it is not. */
async function kept(page: Page): Promise<void> {
  const state = () =>
    page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.active?.state);
  for (
    const end = Date.now() + 60_000;
    (await state()) !== 'activated';
    await page.waitForTimeout(50)
  ) {
    if (Date.now() > end) throw new Error(`The page was not kept: ${await whyNotKept(page)}`);
  }
}

async function whyNotKept(page: Page): Promise<string> {
  const found = await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    const { installing, waiting, active } = registration ?? {};
    const script = await fetch('sw.js', { cache: 'reload' });
    const [, list = '[]'] = /"paths":(\[.*?\])/.exec(await script.text()) ?? [];
    const paths = JSON.parse(list) as string[];
    const missing: string[] = [];
    for (const path of paths) if (!(await caches.match(path))) missing.push(path);
    const states = [installing, waiting, active].map((worker) => worker?.state ?? 'none');
    return { status: script.status, states, caches: await caches.keys(), missing };
  });
  return JSON.stringify(found);
}

async function insert(page: Page, program: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Program' }).fill(program);
}

async function openModelPickerAt(page: Page, summary: string): Promise<void> {
  await page.getByRole('button', { name: 'Model: Built-in search' }).click();
  await page.getByText(summary).click();
}

test('after one visit, on which a file failed at first, tasks are solved by hand and by search without a network', async () => {
  // As many hosts do, this one lets the browser's own cache answer for it for a while.
  const headers = { 'Cache-Control': 'max-age=600' };
  const failsOnce = /starter-tasks|index\.html/;
  const site = await serveSite({ path: '/some/where/', headers, failsOnce });
  const page = await visit(site.address);
  await kept(page);
  expect(site.failed.size).toBe(2);
  await site.close();

  await page.goto(`${site.address}#/starter/3`);
  await page.reload();
  await page.getByRole('heading', { name: /^Task 3 / }).waitFor();
  await insert(page, 'def last_word(sentence):\n    return sentence.split()[-1]\n');
  await page.getByRole('button', { name: 'Check' }).click();
  await page.getByRole('heading', { name: 'All 3 tests passed' }).waitFor();

  await page.goto(`${site.address}#/starter/1`);
  await page.reload();
  await page.getByRole('heading', { name: /^Task 1 / }).waitFor();
  await page.getByRole('button', { name: 'Generate' }).click();
  await page.getByRole('heading', { name: 'All 3 tests passed' }).waitFor();

  // llama.cpp was never fetched.
  await openModelPickerAt(page, 'Your own model file');
  await page.getByLabel('GGUF file', { exact: true }).setInputFiles({
    name: 'tiny.gguf',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(tinyModel([{ functionName: 'f', reply: 'def f(): pass' }])),
  });
  await page.getByRole('alert').filter({ hasText: 'needs the network once' }).waitFor();
  await page.getByRole('button', { name: 'Load tiny again' }).waitFor();
});

test('a model that was downloaded writes without a network', async () => {
  const reply = '```python\ndef last_word(sentence):\n    return sentence.split()[-1]\n```\n';
  const model = tinyModel([{ functionName: 'last_word', reply }], { hasChatTemplate: true });
  const host = await serveFile(model);
  const site = await serveSite();
  const page = await visit(site.address);
  await kept(page);
  await openModelPickerAt(page, 'Your own model file');
  await page.getByLabel('URL of a GGUF file').fill(`${host.address}/tiny.gguf`);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Model: tiny' }).waitFor();
  await Promise.all([host.close(), site.close()]);

  await page.goto(`${site.address}#/starter/3`);
  await page.reload();
  await page.getByRole('heading', { name: /^Task 3 / }).waitFor();
  // It was chosen, and is chosen still.
  await page.getByRole('button', { name: 'Model: tiny' }).waitFor();
  await page.getByRole('button', { name: 'Generate' }).click();
  await page.getByRole('heading', { name: 'All 3 tests passed' }).waitFor();
});

test('an update that comes while a reply streams is announced, waits, and comes when it is taken', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'synthpad-'));
  await cp('dist', folder, { recursive: true });
  const site = await serveSite({ folder });
  const model = await serveHeldModel(['```python\n# first half\n', '# second half\n```\n']);
  const page = await visit(site.address);
  await kept(page);
  await openModelPickerAt(page, 'Your own server');
  await page.getByLabel('Server URL').fill(model.address);
  await page.getByRole('button', { name: 'List models' }).click();
  await page.getByRole('button', { name: 'Use this server' }).click();
  await page.getByRole('button', { name: 'Model: held' }).waitFor();
  await page.getByRole('button', { name: 'Generate' }).click();
  const program = page.getByRole('textbox', { name: 'Program' });
  await program.getByText('# first half').waitFor();

  const other = await page.context().newPage();
  await other.goto(site.address);
  await other.getByRole('heading', { name: /^Task 1 / }).waitFor();
  await publish(folder);
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
  await page.getByText('A new version of Synthpad is ready').waitFor();
  expect(await faultsLightAndDark(page)).toEqual([]);
  model.goOn();
  await page.getByRole('button', { name: 'Generate' }).waitFor();
  expect((await program.innerText()).trim()).toBe('# first half\n# second half');

  await page.getByRole('button', { name: 'Update now' }).click();
  await page.waitForFunction(() => document.documentElement.dataset['edition'] === 'second');
  // The other tab is of the older version: what it has not used yet is nowhere else any more.
  await other.keyboard.press('?');
  await other.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
  await other.close();
  await page.reload();
  await page.waitForFunction(async () => {
    const pages = (await caches.keys()).filter((name) => name.startsWith('synthpad-page-'));
    return pages.join() === 'synthpad-page-second';
  });
  await Promise.all([model.close(), site.close()]);
  await rm(folder, { recursive: true });
});

/** A newer build, as far as a service worker can tell: another version, and a part of it gone. */
async function publish(folder: string): Promise<void> {
  const page = join(folder, 'index.html');
  const html = await readFile(page, 'utf8');
  await writeFile(page, html.replace('<html lang="en">', '<html lang="en" data-edition="second">'));
  const worker = join(folder, 'sw.js');
  const script = await readFile(worker, 'utf8');
  const gone = /"(assets\/ShortcutsDialog-[\w-]+\.js)",/;
  const changed = script.replace(/"version":"\w+"/, '"version":"second"').replace(gone, '');
  await rm(join(folder, gone.exec(script)?.[1] ?? 'no such part'));
  if (changed === script) throw new Error('The service worker has no version to change.');
  await writeFile(worker, changed);
}
