/** Walks with a real model: fail, hint, solved; several samples; a reload in mid-reply. */

import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { faultsLightAndDark } from '../support/axe.ts';
import { useTinyModel } from '../support/use-tiny-model.ts';
import { useVisits } from './page-visits.ts';

const wrong = '```python\ndef last_word(sentence):\n    return sentence.split()[0]\n```\n';
const right = '```python\ndef last_word(sentence):\n    return sentence.split()[-1]\n```\n';
const long = Array.from({ length: 900 }, (_, line) => `# thought ${line}\n`).join('');

/** The tiny model answers to the name that is said most: a hint can name another way. */
const replies = [
  { functionName: 'last_word', reply: wrong },
  { functionName: 'from_the_end', reply: right },
  { functionName: 'invited_twice', reply: `\`\`\`python\n${long}` },
];
const hint = `Count ${'from_the_end, '.repeat(8)}please.`;

const visits = useVisits();

async function visit(task: number): Promise<Page> {
  const page = await visits.open(`#/starter/${task}`);
  await page
    .getByText(/ gives /)
    .first()
    .waitFor();
  await useTinyModel(page, replies);
  return page;
}

test('a wrong program, what failed told with one press, then a hint, and the next one is right', async () => {
  const page = await visit(3);
  const dialog = page.getByRole('region', { name: 'Dialog' });
  await page.getByRole('button', { name: 'Generate' }).click();
  await page.getByRole('heading', { name: '1 of 3 tests passed' }).waitFor();
  await page.getByRole('button', { name: 'Send the failing test' }).click();
  await dialog
    .getByText("This test fails: assert last_word('the cat sat') == 'sat'. It returns 'the'")
    .waitFor();
  await page.getByRole('button', { name: 'Attempt 2 1 of 3' }).waitFor();

  await page.getByLabel(/What is wrong/).fill(hint);
  await page.getByRole('button', { name: 'Send hint' }).click();
  await page.getByRole('heading', { name: 'All 3 tests passed' }).waitFor();
  await dialog.getByText('Count from_the_end').waitFor();
  expect((await dialog.getByRole('deletion').textContent())?.trim()).toBe(
    'return sentence.split()[0]',
  );
  expect((await dialog.getByRole('insertion').textContent())?.trim()).toBe(
    'return sentence.split()[-1]',
  );
  // It is there on the next visit too.
  await page.reload();
  await page.getByRole('button', { name: 'Attempt 3 Passed' }).waitFor();
  await page.getByText('2 other attempts').click();
  await page.getByRole('button', { name: 'Attempt 1 1 of 3' }).waitFor();
});

test('five samples come with a verdict each and pass@k', async () => {
  const page = await visit(3);
  await page.getByText('Sampling', { exact: false }).first().click();
  await page.getByLabel('Samples').fill('5');
  await page.getByLabel('Samples').blur();
  await page.getByRole('button', { name: 'Generate 5' }).click();
  await page.getByText('5 samples, 0 passed: pass@1 0.0%, pass@3 0.0%, pass@5 0.0%').waitFor();
  expect(await page.getByRole('button', { name: /^Attempt \d/ }).count()).toBe(5);
});

test('a dialog that is held to the protocol and samples without a person make the curve of hints', async () => {
  const page = await visit(3);
  await page.getByRole('button', { name: 'Generate' }).click();
  await page.getByRole('heading', { name: '1 of 3 tests passed' }).waitFor();
  await page.getByRole('checkbox', { name: 'Follow the paper’s protocol' }).check();
  const field = page.getByLabel(/What is wrong/);
  await field.fill(`${hint} Write words[-1] instead.`);
  await page.getByText('The protocol allows one sentence.').waitFor();
  await page.getByText('This looks like code.').waitFor();
  await field.fill(hint);
  await page.getByText('The protocol allows one sentence.').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Send hint' }).click();
  await page.getByRole('heading', { name: 'All 3 tests passed' }).waitFor();
  await page.getByText('Sampling', { exact: false }).first().click();
  await page.getByLabel('Samples').fill('5');
  await page.getByLabel('Samples').blur();
  await page.getByRole('button', { name: 'Generate 5' }).click();
  await page.getByText('5 samples, 0 passed').waitFor();

  await page.goto(`${visits.address}#/evaluation/studies/hints`);
  await page
    .getByText('1 dialog on 1 task; 0.0% solved without a hint, 100.0% with up to four.')
    .waitFor();
  await page
    .getByText('on 1 task with five samples or more: 0.0% solved with one sample, 0.0% with five.')
    .waitFor();
  expect(await page.getByText(/Hints that left the protocol|nobody held/).count()).toBe(0);
  expect(await faultsLightAndDark(page)).toEqual([]);
});

test('a reload in the middle of a reply keeps what there was of it', async () => {
  const page = await visit(6);
  await page.getByText('Sampling', { exact: false }).first().click();
  await page.getByLabel('Max tokens').fill('2000');
  await page.getByLabel('Max tokens').blur();
  await page.getByRole('button', { name: 'Generate' }).click();
  await page.getByText('# thought 2', { exact: true }).waitFor();
  await page.reload();
  await page.getByRole('button', { name: /Interrupted/ }).waitFor();
  await page.locator('summary', { hasText: /^\s*Reply/ }).click();
  await page.getByText('Stopped early.').waitFor();
});

test('whoever wants to solve tasks alone sees nothing that writes programs', async () => {
  const page = await visits.open('#/starter/3');
  await page.getByRole('button', { name: 'Solve it yourself' }).click();
  expect(await page.getByRole('button', { name: 'Generate' }).count()).toBe(0);
  await page.reload();
  await page
    .getByRole('textbox', { name: 'Program' })
    .fill('def last_word(sentence):\n    return sentence.split()[-1]\n');
  await page.getByRole('button', { name: 'Check' }).click();
  await page.getByRole('heading', { name: 'All 3 tests passed' }).waitFor();
  expect(await page.getByRole('button', { name: /Generate|Model:/ }).count()).toBe(0);
});
