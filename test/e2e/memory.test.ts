/** Work that outlives the visit: programs, progress, settings; and a person's say over them. */

import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { useVisits } from './page-visits.ts';

const visits = useVisits();

test('a program written by hand is there after a reload, and can be saved and deleted', async () => {
  const page = await visits.open('#/starter/3');
  const program = page.getByRole('textbox', { name: 'Program' });
  await program.click();
  await page.keyboard.insertText('def last_word(sentence):\n    return sentence.split()[-1]\n');
  await page.getByRole('button', { name: 'Check' }).click();
  await page.getByRole('heading', { name: 'All 3 tests passed' }).waitFor();

  await page.reload();
  await page.getByText('sentence.split()').waitFor();

  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export my work' }).click();
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
  expect(await page.getByRole('button', { name: /^Attempt 1/ }).count()).toBe(0);
  await page.reload();
  await page.getByRole('heading', { name: /^Task 3 / }).waitFor();
  await page.getByRole('textbox', { name: 'Program' }).waitFor();
  expect(await page.getByText('sentence.split()').count()).toBe(0);
});
