/** Addresses lead where they say: opened, reloaded, copied, and with the buttons back and forward. */

import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { dropFile } from '../support/drop-file.ts';
import { logOf, madeUpRuns } from '../support/result-logs.ts';
import { useVisits } from './page-visits.ts';

const visits = useVisits();

const hashOf = (page: Page) => page.evaluate(() => location.hash);

/** The plan's form has found its tasks: whatever moves the address has moved it by then. */
async function planIsReady(page: Page): Promise<void> {
  await page.getByText(/^\d+ samples?[.,]/).waitFor();
}

async function startRun(page: Page): Promise<string> {
  await page.getByLabel('Number of tasks').fill('1');
  await page.getByLabel('Time limit per task (s)').fill('1');
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.getByText(/Finished\./).waitFor();
  return hashOf(page);
}

test('the evaluation, a run and a plan keep their address, and the playground is one press away', async () => {
  const page = await visits.open('#/evaluation');
  await planIsReady(page);
  expect(await hashOf(page)).toBe('#/evaluation');

  const run = await startRun(page);
  expect(run).toMatch(/^#\/evaluation\/[0-9a-f]{32}$/);
  await page.reload();
  await page.getByText(/Finished\./).waitFor();
  await page.getByRole('link', { name: 'New run' }).click();
  await planIsReady(page);
  await page.goBack();
  await page.getByText(/Finished\./).waitFor();
  expect(await hashOf(page)).toBe(run);

  await page.getByRole('link', { name: 'Playground' }).click();
  await page.getByRole('heading', { name: /^Task 1 / }).waitFor();
  expect(await hashOf(page)).toBe('#/starter/1');
  await page.goBack();
  await page.getByText(/Finished\./).waitFor();
  await page.goForward();
  await page.getByRole('heading', { name: /^Task 1 / }).waitFor();
  await page.getByRole('link', { name: 'Evaluation' }).click();
  await planIsReady(page);
});

test('a link to a plan stays in the address bar', async () => {
  const sender = await visits.open('#/evaluation', {
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  await planIsReady(sender);
  await sender.getByLabel('Name').fill('A bookmark');
  await sender.getByRole('button', { name: 'Copy link' }).click();
  await sender.getByText('Link copied.').waitFor();
  const hash = new URL(await sender.evaluate(() => navigator.clipboard.readText())).hash;
  const receiver = await visits.open(hash);
  await planIsReady(receiver);
  expect(await hashOf(receiver)).toBe(hash);
  await receiver.reload();
  const name = receiver.getByRole('textbox', { name: 'Name' });
  await expect.poll(() => name.inputValue()).toBe('A bookmark');
});

test('a reload in the middle of a run comes back to it, by its name', async () => {
  const page = await visits.open('#/evaluation');
  await page.getByLabel('Name').fill('Cut short');
  await page.getByLabel('Number of tasks').fill('4');
  await page.getByLabel('Time limit per task (s)').fill('2');
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.getByText(/^\d of 4 done/).waitFor();
  const heading = page.getByRole('heading', { level: 1 });
  const before = await heading.textContent();
  const hash = await hashOf(page);
  await page.reload();
  await page.getByText('“Cut short” was not finished').waitFor();
  expect(await hashOf(page)).toBe(hash);
  expect(await heading.textContent()).toBe(before);
});

test('an address that leads nowhere leads home, and one of an unknown run says so', async () => {
  const page = await visits.open('#/nonsense/7');
  await page.getByRole('heading', { name: /^Task 1 / }).waitFor();
  expect(await hashOf(page)).toBe('#/starter/1');
  await page.goto(`${visits.address}#/evaluation/0123`);
  await page.getByText('This run is not on this device.').waitFor();
  expect(await hashOf(page)).toBe('#/evaluation/0123');
});

test('an address of a sample that comes before its log opens the sample once the log is imported', async () => {
  const [run] = madeUpRuns(1, 12);
  if (!run) throw new Error('There is no run.');
  const hash = '#/evaluation/made-up-0?task=15&sample=1';
  const page = await visits.open(hash);
  await page.getByText('This run is not on this device.').waitFor();
  await dropFile(page, 'log.jsonl', logOf(run));
  await page.getByRole('heading', { name: /^Task 15\b/ }).waitFor();
  expect(await hashOf(page)).toBe(hash);
});
