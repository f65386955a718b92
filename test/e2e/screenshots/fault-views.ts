/** What goes wrong around a task, and what the page says of links, tabs and stored work. */

import type { BrowserContext } from 'playwright';
import { type Refusal, refuse, type RefusedPart } from '../../support/refusing-browser.ts';
import { examplesOnly, give, ready, usualHash, type View, write, wrong } from './view.ts';

const refuseParts = (context: BrowserContext, parts: readonly RefusedPart[], refusal: Refusal) =>
  context.addInitScript(refuse, [parts, refusal] as const);

export const faultViews: readonly View[] = [
  {
    name: 'model-failed',
    hash: usualHash,
    async show(page) {
      await ready(page);
      await page.getByRole('button', { name: 'Model: Built-in search' }).click();
      await page.getByText('Your own model file').click();
      await page.getByLabel('URL of a GGUF file').fill(`${new URL(page.url()).origin}/none.gguf`);
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: /^Load .* again/ }).waitFor();
    },
  },
  {
    name: 'no-python',
    hash: usualHash,
    prepare: (context) => context.route(/\/sandbox\//, (route) => route.abort()),
    async show(page) {
      await page.getByRole('textbox', { name: 'Program in Python' }).fill(wrong);
      await page.getByRole('button', { name: 'Check' }).click();
      await page.getByText('Could not load Python').waitFor();
    },
  },
  {
    name: 'parts-missing',
    hash: usualHash,
    prepare: (context) => context.route(/\/TaskDetails-/, (route) => route.abort()),
    show: (page) => page.getByText('Could not load this part').waitFor(),
  },
  {
    name: 'damaged-link',
    hash: '#/shared/abcdef',
    show: (page) => page.getByText('incomplete or damaged').waitFor(),
  },
  {
    name: 'link-copied',
    hash: usualHash,
    options: { permissions: ['clipboard-read', 'clipboard-write'] },
    async show(page) {
      await write(page, wrong);
      await page.getByRole('button', { name: 'Copy share link' }).click();
      await page.getByText('It contains the task').waitFor();
    },
  },
  {
    name: 'link-to-copy',
    hash: usualHash,
    prepare: (context) => refuseParts(context, ['navigator.clipboard'], 'rejects'),
    async show(page) {
      await write(page, wrong);
      await page.getByRole('button', { name: 'Copy share link' }).click();
      await page.getByLabel('Share link').waitFor();
    },
  },
  {
    name: 'link-received',
    hash: usualHash,
    options: { permissions: ['clipboard-read', 'clipboard-write'] },
    async show(page) {
      await write(page, wrong);
      await page.getByRole('button', { name: 'Copy share link' }).click();
      await page.getByText('It contains the task').waitFor();
      const link = await page.evaluate(() => navigator.clipboard.readText());
      await write(page, examplesOnly);
      await page.goto('about:blank');
      await page.goto(link);
      await page.getByText('This came from a link').waitFor();
      await page.getByRole('heading', { name: /of 3 tests passed/ }).waitFor();
    },
  },
  {
    name: 'other-tab',
    hash: usualHash,
    async show(page) {
      await write(page, wrong);
      const other = await page.context().newPage();
      await other.goto(page.url());
      await write(other, examplesOnly);
      await other.waitForTimeout(2_000);
      await write(page, `${wrong}# more`);
      await write(other, `${examplesOnly}# else`);
      await page.bringToFront();
      await page.getByRole('button', { name: 'Keep this version' }).waitFor();
    },
  },
  {
    name: 'nothing-stored',
    hash: usualHash,
    prepare: (context) => refuseParts(context, ['indexedDB'], 'throws when called'),
    show: (page) => page.getByText(/does not let the page store/).waitFor(),
  },
  {
    name: 'delete-work',
    hash: usualHash,
    async show(page) {
      await ready(page);
      await page.getByRole('button', { name: 'Delete my work' }).click();
      await page.getByRole('button', { name: 'Keep my work' }).waitFor();
    },
  },
  {
    name: 'import-work',
    hash: usualHash,
    async show(page) {
      await ready(page);
      await give(page, 'File of exported work', 'work.json', '{"no": "work"}');
      await page.waitForTimeout(500);
    },
  },
];
