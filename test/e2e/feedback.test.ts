/** What a learner is told of wrong programs, on the built page and by the real sandbox. */
import { expect, test } from 'vitest';
import { useVisits } from './page-visits.ts';

const visits = useVisits();

test('an exception is pointed at, a mistake named, and a program that overfits shown by an input', async () => {
  const page = await visits.open('#/starter/3');
  await page.getByText("last_word('hello')").first().waitFor();
  const program = page.getByRole('textbox', { name: 'Program in Python' });
  const tests = page.getByRole('region', { name: 'Tests' });
  const check = page.getByRole('button', { name: 'Check', exact: true });

  await program.fill('def last_word(sentence):\n    return sentence.split()[len(sentence)]\n');
  await check.click();
  await page.getByRole('heading', { name: 'Runtime error' }).waitFor();
  const marked = tests.locator('mark');
  await marked.first().waitFor();
  expect(await marked.allInnerTexts()).toEqual(['sentence.split()[len(sentence)]']);
  await tests.getByText("sentence = 'the cat sat'").waitFor();

  await program.fill('def last_word(sentence):\n    print(sentence.split()[-1])\n');
  await check.click();
  const mistakes = tests.getByRole('region', { name: 'What to look at' });
  await mistakes.getByText(/prints the result and returns nothing/).waitFor();

  await program.fill(
    "def last_word(sentence):\n    words = sentence.strip().split(' ')\n    return 'four' if len(words) == 4 else words[-1] if len(words) != 2 else words[0]\n",
  );
  await check.click();
  await page.getByRole('heading', { name: /^All 3 tests passed, / }).waitFor();
  const box = tests.getByRole('region', { name: 'Where it goes wrong' });
  // It begins by itself; on a slow machine three seconds may be too few.
  const found = box.getByRole('listitem');
  const longer = box.getByRole('button', { name: 'Search longer' });
  await found.or(longer).first().waitFor();
  if (await longer.isVisible()) await longer.click();
  await found.getByText('The reference returns something else.').waitFor();
  expect(await found.locator('code').first().innerText()).toMatch(/^last_word\('\S+ \S+'\)$/);
  await found.getByRole('button', { name: /^Step through last_word/ }).click();
  await page.getByRole('dialog', { name: 'Step through' }).getByText('Line 2 is next').waitFor();
});
