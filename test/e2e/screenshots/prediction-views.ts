/** Predicting what a call returns, in every state. */

import type { Page } from 'playwright';
import { useTinyModel } from '../../support/use-tiny-model.ts';
import { ready, type View } from './view.ts';

async function open(page: Page): Promise<void> {
  await ready(page);
  await page.getByRole('button', { name: 'Predict what it returns' }).click();
  await page.getByRole('textbox', { name: /^Your guess/ }).waitFor();
}

async function guess(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: /^Your guess/ }).fill(text);
  await page.getByRole('button', { name: 'Guess', exact: true }).click();
}

/** Told by a word of the code. */
const replies = [{ functionName: 'trips_needed', reply: 'Two trips:\n```python\n2\n```\n' }];

const hash = '#/starter/22';

export const predictionViews: readonly View[] = [
  { name: 'predict-question', hash, show: open },
  {
    name: 'predict-wrong',
    hash,
    async show(page) {
      await open(page);
      await guess(page, '3');
      await page.getByText(/^Line \d+ is next/).waitFor();
    },
  },
  {
    name: 'predict-model',
    hash,
    async show(page) {
      await ready(page);
      await useTinyModel(page, replies, { isAskedInCode: true });
      await open(page);
      await guess(page, '3');
      await page.getByText('Right, both as a value and as text').waitFor();
      await page.getByText('what it is sent').click();
    },
  },
  {
    name: 'predict-input',
    hash,
    async show(page) {
      await open(page);
      await page.getByLabel('Predict', { exact: true }).selectOption('input');
      await page.getByLabel('Shown with the call').selectOption('text-and-tests');
      await page.getByRole('textbox', { name: /^Your call/ }).fill("['a'], 8");
      await page.getByRole('button', { name: 'Guess', exact: true }).click();
      await page.getByText('Wrong: this call raises an exception').waitFor();
    },
  },
  {
    name: 'predict-slip',
    hash,
    async show(page) {
      await open(page);
      await guess(page, 'a list');
      await page.getByText(/Not a value in Python/).waitFor();
    },
  },
];
