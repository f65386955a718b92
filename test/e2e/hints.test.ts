/** Hints on the built page, by keyboard; and a link that opens a task to be solved without them. */
import { expect, test } from 'vitest';
import { useVisits } from './page-visits.ts';

const visits = useVisits();

const permissions = { permissions: ['clipboard-read', 'clipboard-write'] };

test('hints are opened by keyboard, outlive a reload, and stay out of a link that allows none', async () => {
  const page = await visits.open('#/starter/3', permissions);
  await page.getByText("last_word('hello')").first().waitFor();
  const summary = page.locator('summary').filter({ hasText: 'Hints' });
  await summary.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'First hint' }).waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText('It takes a string and returns a string.').waitFor();
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  expect(await focused()).toBe('Hint: What kind of task it is');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText('the parts of a string').waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const outline = page.getByRole('region', { name: 'Its outline' });
  await outline.getByText('return').waitFor();
  expect(await outline.innerText()).toContain('…');

  await page.reload();
  await page.getByText('3 of 5 opened').waitFor();
  await page.getByText("last_word('hello')").first().waitFor();
  const program = 'def last_word(sentence):\n    return sentence.split()[-1]\n';
  await page.getByRole('textbox', { name: 'Program in Python' }).fill(program);
  await page.getByRole('checkbox', { name: 'Hints allowed' }).uncheck();
  await page.getByRole('button', { name: 'Copy link to solve it' }).click();
  await page.getByText('It opens the task in “Solve it yourself”').waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());

  const pupil = await visits.open(new URL(link).hash);
  await pupil.getByText('A link opened this task in “Solve it yourself”').waitFor();
  await pupil.getByText('asks you to solve it without hints').waitFor();
  await pupil.getByText("last_word('hello')").first().waitFor();
  expect(await pupil.getByRole('button', { name: 'Predict what it returns' }).count()).toBe(0);
  expect(await pupil.getByRole('button', { name: 'Generate' }).count()).toBe(0);
  expect(await pupil.locator('.cm-content').innerText()).not.toContain('split');
  await pupil.getByRole('button', { name: 'Leave “Solve it yourself”' }).click();
  await pupil.locator('summary').filter({ hasText: 'Hints' }).waitFor();
  await pupil.getByRole('button', { name: 'Generate' }).waitFor();
});
