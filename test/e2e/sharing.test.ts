/** One link: who opens it sees the same and checks it again, without any model. */

import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { useVisits } from './page-visits.ts';

const visits = useVisits();

async function linkFrom(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Copy share link' }).click();
  await page.getByText('It contains the task').waitFor();
  return page.evaluate(() => navigator.clipboard.readText());
}

async function write(page: Page, program: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Program' }).fill(program);
}

const permissions = { permissions: ['clipboard-read', 'clipboard-write'] };

test('a program for a starter task travels by link and is checked where it arrives', async () => {
  const sender = await visits.open('#/starter/3', permissions);
  await sender.getByText('last_word', { exact: true }).first().waitFor();
  await write(sender, 'def last_word(sentence):\n    return sentence.split()[-1]\n');
  const link = await linkFrom(sender);

  const receiver = await visits.open(new URL(link).hash);
  await receiver.getByRole('heading', { name: /^Task 3 / }).waitFor();
  await receiver.getByText('sentence.split()').waitFor();
  await receiver.getByRole('heading', { name: 'All 3 tests passed' }).waitFor();
  expect(receiver.url()).toBe(`${visits.address}#/starter/3`);
});

test('a task of one’s own travels with it', async () => {
  const sender = await visits.open('#/own-file', permissions);
  const row = { task_id: 'mine', text: 'Add two.', code: '', test_list: ['assert plus(1) == 3'] };
  await sender
    .getByLabel('Task file', { exact: true })
    .first()
    .setInputFiles({ name: 'mine.jsonl', mimeType: '', buffer: Buffer.from(JSON.stringify(row)) });
  await sender.getByRole('heading', { name: /^Task mine/ }).waitFor();
  await write(sender, 'def plus(x):\n    return x + 3\n');
  const link = await linkFrom(sender);

  // Pasted into a tab in which the page is open already.
  const receiver = await visits.open();
  await receiver.getByRole('heading', { name: /^Task 1 / }).waitFor();
  await receiver.goto(link);
  await receiver.getByRole('heading', { name: /^Task mine/ }).waitFor();
  await receiver.getByText('assert plus(1) == 3').first().waitFor();
  await receiver.getByRole('heading', { name: /0 of 1 test/ }).waitFor();
});

test('a damaged link opens the plain page with a sentence', async () => {
  const page = await visits.open('#/shared/abcdef');
  await page.getByText('incomplete or damaged').waitFor();
  await page.getByRole('heading', { name: /^Task 1 / }).waitFor();
});

test('a link takes nothing from whoever opens it: undo, a press and a reload bring it back', async () => {
  const sender = await visits.open('#/starter/3', permissions);
  await write(sender, 'def last_word(sentence):\n    return sentence.split()[-1]\n');
  const link = await linkFrom(sender);

  const receiver = await visits.open('#/starter/3');
  await write(receiver, '# mine');
  const shown = receiver.locator('.cm-content');
  await expect.poll(() => shown.innerText()).toContain('# mine');
  // In a new visit, so that the editor has not seen what the link takes the place of.
  await receiver.goto('about:blank');
  await receiver.goto(link);
  await receiver.getByText('This came from a link').waitFor();
  await receiver.getByText('Your own program is kept').waitFor();
  await expect.poll(() => shown.innerText()).toContain('split');
  await shown.click();
  await receiver.keyboard.press('Control+z');
  await expect.poll(async () => (await shown.innerText()).trim()).toBe('# mine');
  await receiver.keyboard.press('Control+y');
  await expect.poll(() => shown.innerText()).toContain('split');

  await receiver.reload();
  await expect.poll(() => shown.innerText()).toContain('split');
  await receiver.getByRole('button', { name: /^Attempt \d .*by You$/ }).click();
  await expect.poll(async () => (await shown.innerText()).trim()).toBe('# mine');
});
