/** A task and its program in every state. */

import type { Page } from 'playwright';
import { serveHeldModel } from '../../support/held-server.ts';
import { useServer } from '../../support/use-server.ts';
import {
  check,
  examplesOnly,
  generate,
  ready,
  usualHash,
  type View,
  write,
  wrong,
} from './view.ts';

export const playgroundViews: readonly View[] = [
  { name: 'task', hash: usualHash, show: ready },
  { name: 'wrong-value', hash: usualHash, show: (page) => check(page, wrong, /of 3 tests passed/) },
  {
    name: 'exception',
    hash: usualHash,
    show: (page) =>
      check(page, 'def last_word(sentence):\n    return sentence[0]()\n', /Runtime error/),
  },
  {
    name: 'syntax-error',
    hash: usualHash,
    show: (page) => check(page, 'def last_word(sentence:\n    return 1\n', /Syntax error/),
  },
  {
    name: 'missing-function',
    hash: usualHash,
    show: (page) => check(page, 'def lastword(sentence):\n    return 1\n', /not defined/),
  },
  {
    name: 'timeout',
    hash: usualHash,
    show: (page) =>
      check(page, 'def last_word(sentence):\n    while True:\n        pass\n', /Timed out/),
  },
  {
    name: 'examples-only',
    hash: usualHash,
    show: (page) => check(page, examplesOnly, /Passes the shown tests|All 3/),
  },
  {
    name: 'counter-example',
    hash: usualHash,
    async show(page) {
      await check(page, examplesOnly, /Passes the shown tests|All 3/);
      const found = page.getByText('The reference returns something else.');
      const longer = page.getByRole('button', { name: 'Search longer' });
      await found.or(longer).waitFor();
      if (await longer.isVisible()) await longer.click();
      await found.waitFor();
    },
  },
  {
    name: 'common-mistake',
    hash: usualHash,
    async show(page) {
      const prints = 'def last_word(sentence):\n    print(sentence.split()[-1])\n';
      await check(page, prints, /of 3 tests passed/);
      await page.getByRole('region', { name: 'What to look at' }).waitFor();
    },
  },
  {
    name: 'off-by-one',
    hash: usualHash,
    async show(page) {
      const early =
        'def last_word(sentence):\n    words = sentence.split()\n    last = None\n    for i in range(len(words) - 1):\n        last = words[i]\n    return last\n';
      await check(page, early, /of 3 tests passed/);
      await page.getByText('one step at this bound').waitFor();
    },
  },
  {
    name: 'checking',
    hash: usualHash,
    async show(page) {
      await write(page, 'def last_word(sentence):\n    while True:\n        pass\n');
      await page.getByRole('button', { name: 'Check' }).click();
      await page.getByText('Checking …').waitFor();
    },
  },
  {
    name: 'changed-since-check',
    hash: usualHash,
    async show(page) {
      await check(page, wrong, /of 3 tests passed/);
      await write(page, examplesOnly);
      await page.getByText(/has changed since/).waitFor();
    },
  },
  {
    name: 'searched',
    hash: usualHash,
    async show(page) {
      await ready(page);
      await page.getByRole('button', { name: 'Generate' }).click();
      await page.getByRole('heading', { name: /All 3 tests/ }).waitFor();
    },
  },
  { name: 'generating', hash: usualHash, show: generateSlowly },
  { name: 'attempts', hash: usualHash, show: (page) => generate(page, 5) },
  {
    name: 'dialog',
    hash: usualHash,
    async show(page) {
      await generate(page, 1);
      const hint = 'Count '.concat('from_the_end, '.repeat(8)).concat('please.');
      await page.getByLabel(/What is wrong/).fill(hint);
      await page.getByRole('button', { name: 'Send hint' }).click();
      await page.getByRole('heading', { name: 'All 3 tests passed' }).waitFor();
    },
  },
  {
    name: 'prompt',
    hash: usualHash,
    async show(page) {
      await generate(page, 1);
      for (const title of [/^\s*Reply/, /^\s*Prompt\s*what/, /^\s*Sampling/]) {
        await page.locator('summary').filter({ hasText: title }).click();
      }
    },
  },
  {
    name: 'reference',
    hash: '#/starter/20',
    async show(page) {
      await ready(page);
      await page.getByText('outline first').click();
      await page.getByRole('region', { name: 'Outline of the reference' }).waitFor();
    },
  },
  {
    name: 'solo',
    hash: usualHash,
    async show(page) {
      await ready(page);
      await page.getByRole('button', { name: 'Solve it yourself' }).click();
    },
  },
  {
    name: 'large-type',
    hash: usualHash,
    async show(page) {
      await page.getByRole('button', { name: 'Settings' }).click();
      await page.getByRole('switch', { name: 'Large type' }).click();
      await page.keyboard.press('Escape');
      await check(page, wrong, /of 3 tests passed/);
    },
  },
];

/** A server's model, in the middle of its reply. */
async function generateSlowly(page: Page): Promise<void> {
  const server = await serveHeldModel(['```python\ndef last_word(sentence):\n', '```\n']);
  page.once('close', () => void server.close());
  await ready(page);
  await useServer(page, server.address, 'held');
  await page.getByRole('button', { name: 'Generate' }).click();
  await page.locator('.cm-content').getByText('last_word').waitFor();
}
