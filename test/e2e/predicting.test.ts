/** Predicting on the playground with real Python: guess, truth, steps and scores, kept across visits. */
import type { Page } from 'playwright';
import { expect, onTestFinished, test } from 'vitest';
import { faultsLightAndDark } from '../support/axe.ts';
import { serveHeldModel } from '../support/held-server.ts';
import { useServer } from '../support/use-server.ts';
import { useTinyModel } from '../support/use-tiny-model.ts';
import { useVisits } from './page-visits.ts';

/** Whatever it is asked about this function. */
const reply = 'Count them:\n```python\n2\n```\n';
const visits = useVisits();

async function predict(page: Page) {
  await page.getByRole('button', { name: 'Predict what it returns' }).click();
  const dialog = page.getByRole('dialog', { name: 'Predict' });
  await dialog.getByRole('heading', { name: 'What does this call return?' }).waitFor();
  return dialog;
}

test('a person guesses what a call returns before a model does, and learns it step by step where that is wrong', async () => {
  const page = await visits.open('#/starter/22', { reducedMotion: 'reduce' });
  const found: string[] = [];
  const look = async (name: string) =>
    found.push(...(await faultsLightAndDark(page)).map((fault) => `${name}: ${fault}`));

  await useTinyModel(page, [{ functionName: 'trips_needed', reply }], { isAskedInCode: true });
  const dialog = await predict(page);
  await dialog.getByText('trips_needed([4, 4, 4], 8) == ??').waitFor();
  expect(await dialog.getByText('It returns').count()).toBe(0);
  await look('the question');
  const field = dialog.getByLabel('Your guess, as a Python literal');
  await field.fill('three');
  await page.keyboard.press('Enter');
  await dialog.getByText(/^Not a value in Python/).waitFor();
  expect(await dialog.getByText('It returns').count()).toBe(0);

  await field.fill('3');
  await page.keyboard.press('Enter');
  await dialog.getByText('Wrong, both as a value and as text').waitFor();
  await dialog.getByText('You: 0 of 1').waitFor();
  await dialog.getByText('Line 2 is next').waitFor();
  await dialog.getByText('The call returned 2.').waitFor();
  await dialog.getByText('Right, both as a value and as text').waitFor();
  await dialog.getByText('tiny: 1 of 1').waitFor();
  await dialog.getByText('Full reply').click();
  expect(await dialog.getByLabel('Full reply').textContent()).toBe(reply);
  await dialog.getByText('what it is sent').click();
  expect(await dialog.getByLabel('Message').inputValue()).toContain('trips_needed([4, 4, 4], 8)');
  await field.focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowRight');
  await dialog.getByText('Line 3 is next').waitFor();
  await look('a wrong guess');

  await dialog.getByRole('button', { name: 'Next call' }).click();
  await dialog.getByText('trips_needed([5, 3, 5, 3], 8) == ??').waitFor();
  await field.fill('2.0');
  await page.reload();
  await predict(page);
  await dialog.getByRole('button', { name: 'trips_needed([5, 3, 5, 3], 8)' }).click();
  expect(await field.inputValue()).toBe('2.0');
  await dialog.getByRole('button', { name: 'Guess', exact: true }).click();
  await dialog.getByText('Right as a value; Python prints it in another way').waitFor();
  await dialog.getByText('You: 1 of 2').waitFor();

  // A call of one's own, of which the tests know nothing, and one that raises.
  await dialog.getByText('A call of your own').click();
  for (const [call, guess, told] of [
    ['trips_needed([9] * 3, 9)', '3', 'Right, both as a value and as text'],
    ["trips_needed(['a'], 9)", '1', /^The function returns nothing here/],
  ] as const) {
    await dialog.getByRole('textbox', { name: 'A call of your own' }).fill(call);
    await dialog.getByRole('button', { name: 'Ask', exact: true }).click();
    await dialog.getByText(`${call} == ??`).waitFor();
    await field.fill(guess);
    await dialog.getByRole('button', { name: 'Guess', exact: true }).click();
    await dialog.getByText(told).waitFor();
  }
  await dialog.getByText('You: 2 of 3').waitFor();
  await page.setViewportSize({ width: 380, height: 800 });
  await look('narrow');
  expect(found).toEqual([]);
});

test('both guesses can be stopped, and what was stopped counts for nobody', async () => {
  const held = await serveHeldModel(['```python\n', '0\n```\n']);
  onTestFinished(() => held.close());
  const page = await visits.open('#/starter/25', { reducedMotion: 'reduce' });
  await useServer(page, held.address, 'held');
  const dialog = await predict(page);
  const field = dialog.getByLabel('Your guess, as a Python literal');
  const button = (name: string) => dialog.getByRole('button', { name, exact: true });
  // The lift never stops at half a floor.
  await dialog.getByText('A call of your own').click();
  const own = dialog.getByRole('textbox', { name: 'A call of your own' });
  await own.fill('busiest_floor([0.5])');
  await button('Ask').click();
  await field.fill('0');
  await page.keyboard.press('Enter');
  await dialog.getByText('Running the function …').waitFor();
  await button('Stop').click();
  await button('Guess').waitFor();
  expect(await field.inputValue()).toBe('0');
  expect(await dialog.getByText(/It returns|You: /).count()).toBe(0);

  // A prompt for a server waits for a word.
  const first = dialog.getByRole('button', { name: /^busiest_floor/ }).first();
  await first.click();
  await field.fill('99');
  await button('Guess').click();
  await dialog.getByText('You: 0 of 1').waitFor();
  await button('Let it guess').click();
  await dialog.getByText('The model is guessing …').waitFor();
  await dialog.locator('.stream').waitFor();
  await button('Stop').click();
  await button('Let it guess').waitFor();
  expect(await dialog.getByText(/^held: |Full reply/).count()).toBe(0);
  // Closing stops it too, and the next visit to the dialog may ask again.
  await button('Let it guess').click();
  await button('Stop').waitFor();
  await page.keyboard.press('Escape');
  await predict(page);
  await first.click();
  await button('Let it guess').waitFor();
  expect(await dialog.getByText(/^held: /).count()).toBe(0);
});

test('any call that returns the value is a right guess', async () => {
  const page = await visits.open('#/starter/22', { reducedMotion: 'reduce' });
  const dialog = await predict(page);
  await dialog.getByLabel('Predict', { exact: true }).selectOption('A call returning a value');
  await dialog.getByText('trips_needed(??) == 2').last().waitFor();
  const guess = async (text: string) => {
    await dialog.getByLabel('Your call, or its arguments alone').fill(text);
    await dialog.getByRole('button', { name: 'Guess', exact: true }).click();
  };
  await guess('trips_needed(list(), 8)');
  await dialog.getByText(/^Not a call with values/).waitFor();
  // The tests have no boxes of half a weight, and none that is nearly nothing.
  await guess('(0.5, 1e-9, 7.75), limit=8');
  await dialog.getByText('Right: this call returns the value').waitFor();
  await dialog.getByText('trips_needed([4, 4, 4], 8)').waitFor();
  await dialog.getByRole('button', { name: 'Next call' }).click();
  await dialog.getByText('trips_needed(??) == 4').last().waitFor();
  await guess('[9], 8');
  await dialog.getByText('Wrong: it returns 1').waitFor();
  await dialog.getByText('The call returned 1.').waitFor();
  await dialog.getByText('You: 1 of 2').waitFor();
  expect(await faultsLightAndDark(page)).toEqual([]);
});
