/** Calls of a person's own, on the built page: value, output, reference, steps, and tests to keep. */
import { expect, test } from 'vitest';
import { useVisits } from './page-visits.ts';

const visits = useVisits();

const wrong =
  "def last_word(sentence):\n    print('at', sentence)\n    return sentence.split()[0]\n";

test('a call is tried beside the reference, stepped through, and kept as a test for the next program', async () => {
  const page = await visits.open('#/starter/3');
  await page.getByText("last_word('hello')").first().waitFor();
  const program = page.getByRole('textbox', { name: 'Program in Python' });
  await program.fill(wrong);
  await page.getByText('Try your own input').click();
  const field = page.getByRole('textbox', { name: 'Arguments for last_word' });
  await field.fill("'red green blue'");
  await field.press('Enter');
  const call = "last_word('red green blue')";
  const item = page.getByRole('listitem').filter({ hasText: call });
  await item.getByText('The reference returns something else.').waitFor();
  expect(await item.locator('dd').allInnerTexts()).toEqual([
    "'red'",
    "'blue'",
    'at red green blue\n',
  ]);

  await field.fill("'x'), print(1");
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page
    .getByText("Write arguments for one call of last_word, such as 'the cat sat'.")
    .waitFor();
  await field.fill('7');
  await field.press('Enter');
  await page
    .getByText(/AttributeError: 'int' object has no attribute 'split'/)
    .first()
    .waitFor();
  // A text without its quotes, as most write it first.
  await field.fill('red');
  await field.press('Enter');
  await page.getByText("write quotes around it: 'red'").waitFor();
  await field.fill('7');
  await field.press('Enter');
  // Neither the program nor the reference gives a value for it.
  const fault = page.getByRole('listitem').filter({ hasText: 'last_word(7)' });
  await fault.getByText('it cannot be kept as a test').waitFor();
  expect(await fault.getByRole('button', { name: /^Keep/ }).count()).toBe(0);

  await item.getByRole('button', { name: `Step through ${call}` }).click();
  await page.getByRole('dialog', { name: 'Step through' }).getByText('Line 2 is next').waitFor();
  await page.keyboard.press('Escape');
  await program.fill(`${wrong}# changed\n`);
  await item.getByText('The program has changed since.').waitFor();
  await item.getByRole('button', { name: `Keep ${call} as a test` }).click();
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  await expect.poll(focused).toBe(`Remove ${call}`);

  await page.reload();
  await page.getByText("last_word('hello')").first().waitFor();
  await program.fill('def last_word(sentence):\n    return sentence.split()[-1]\n');
  await page.getByText('Try your own input').click();
  await page.getByRole('button', { name: 'Run your tests' }).click();
  await item.getByText('The reference returns the same.').waitFor();
  await item.getByRole('button', { name: `Remove ${call}` }).click();
  await expect.poll(() => page.getByText('Your own tests').count()).toBe(0);
});
