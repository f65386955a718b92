/** Work that outlives the visit: programs, progress, settings; and a person's say over them. */

import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import type { WorkExport } from '../../src/app/work/records.ts';
import { dropFile } from '../support/drop-file.ts';
import { useVisits } from './page-visits.ts';

const visits = useVisits();

/** As the first version wrote it. */
const earlierWork = 'test/data/version-0.1/synthpad-work.json';
const nothing = { task: '', program: '' };

test('a program written by hand is there after a reload, and can be saved and deleted', async () => {
  const page = await visits.open('#/starter/3');
  const program = page.getByRole('textbox', { name: 'Program' });
  await program.fill('def last_word(sentence):\n    return sentence.split()[-1]\n');
  await page.getByRole('button', { name: 'Check' }).click();
  await page.getByRole('heading', { name: 'All 3 tests passed' }).waitFor();

  await page.reload();
  await page.getByText('sentence.split()').waitFor();
  await page.getByText('Last verdict: Passed').waitFor();

  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export my work' }).click();
  await page.getByText('Your work was saved as “synthpad-work.json”').waitFor();
  const saved = JSON.parse(await readFile(await (await saving).path(), 'utf8'));
  expect(saved).toMatchObject({
    format: 'synthpad-memory',
    version: 1,
    programs: [{ task: 'starter/3' }],
    attempts: [{ task: 'starter/3', author: { kind: 'person' }, status: 'passed' }],
  });

  await page.getByRole('button', { name: /^Attempt 1 Passed/ }).waitFor();
  await page.getByRole('button', { name: 'Delete my work' }).click();
  await page.getByRole('button', { name: 'Delete all programs and attempts' }).click();
  await page.getByRole('button', { name: 'Delete my work' }).waitFor();
  await expect.poll(() => page.getByRole('button', { name: /^Attempt 1/ }).count()).toBe(0);
  // Undo brings back what was replaced, but nothing that was deleted.
  await page.locator('.cm-content').click();
  await page.keyboard.press('Control+z');
  await page.keyboard.insertText('# new');
  await page.keyboard.press('Control+z');
  expect(await page.locator('.cm-content').innerText()).not.toContain('sentence.split()');
  await page.reload();
  await page.getByRole('heading', { name: /^Task 3 / }).waitFor();
  await page.getByRole('textbox', { name: 'Program' }).waitFor();
  expect(await page.getByText('sentence.split()').count()).toBe(0);
});

test('exported work is imported where there is other work, and replaces none of it', async () => {
  const page = await visits.open('#/starter/3');
  await page.getByRole('textbox', { name: 'Program' }).fill('# here before');
  const { programs, attempts } = JSON.parse(await readFile(earlierWork, 'utf8')) as WorkExport;
  const theirs = programs.find(({ task }) => task === 'starter/3')?.program ?? '';
  const tried = attempts.filter(({ task }) => task === 'starter/3');

  await page.getByLabel('File of exported work').setInputFiles(earlierWork);
  await page
    .getByText(/^Imported \d+ programs, \d+ attempts and \d+ plans?\. Nothing here/)
    .waitFor();
  await expect.poll(() => page.locator('.cm-content').innerText()).toContain('# here before');
  const isHeld = tried.some(({ program }) => program === theirs);
  const chips = page.getByRole('button', { name: /^Attempt \d+ /, includeHidden: true });
  await expect.poll(() => chips.count()).toBe(tried.length + (isHeld ? 0 : 1));

  await page.getByLabel('File of exported work').setInputFiles(earlierWork);
  await page.getByText('Everything in this file is already here.').waitFor();
  // Dropped, it is known by what it says, and not taken for tasks.
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await dropFile(page, 'work.json', await readFile(earlierWork, 'utf8'));
  await page.getByText('Everything in this file is already here.').waitFor();
  await page.getByRole('heading', { name: /^Task 3 / }).waitFor();

  // A task that was empty here has its program.
  const { task, program } = programs.find((record) => record.task === 'starter/2') ?? nothing;
  await page.goto(`${visits.address}#/${task}`);
  await expect
    .poll(() => page.locator('.cm-content').innerText())
    .toContain(program.trim().split('\n')[0]);
});

/** Around the pause after which typing is stored: some end a visit in the middle of that. */
const waitsMs = [0, 200, 390, 400, 405, 410, 420, 440];

test('what was typed just before a visit ends is there on the next', async () => {
  const page = await visits.open('#/starter/3');
  // What is typed before storage is open waits for it, and a visit may end meanwhile.
  await page.getByText('are stored in this browser only').waitFor();
  await page.getByRole('textbox', { name: 'Program' }).click();
  for (const [index, waitMs] of waitsMs.entries()) {
    await page.locator('.cm-content').click();
    await page.keyboard.press('Control+End');
    await page.keyboard.insertText(`# visit ${index}`);
    await page.waitForTimeout(waitMs);
    await (index % 2 ? page.reload() : page.goto('about:blank'));
    await page.goto(`${visits.address}#/starter/3`);
    await expect
      .poll(() => page.locator('.cm-content').innerText(), { timeout: 10_000 })
      .toContain(`# visit ${index}`);
  }
});
