/** Writers side by side: what they need, at work, and with their verdicts. */

import type { Page } from 'playwright';
import { useTinyModel } from '../../support/use-tiny-model.ts';
import { ready, replies, usualHash, type View } from './view.ts';

async function open(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Side by side' }).click();
  await page.getByRole('region', { name: /^Writer 2,/ }).waitFor();
}

export const sideBySideViews: readonly View[] = [
  {
    name: 'side-by-side-needs',
    hash: usualHash,
    async show(page) {
      await ready(page);
      await open(page);
    },
  },
  {
    name: 'side-by-side-verdicts',
    hash: usualHash,
    async show(page) {
      await ready(page);
      await useTinyModel(page, replies);
      await open(page);
      const view = page.getByRole('dialog', { name: 'Side by side' });
      await view.getByRole('button', { name: 'Generate', exact: true }).click();
      await view
        .getByRole('heading', { name: /of 3 tests passed/ })
        .first()
        .waitFor();
      await view
        .getByText(/verdict after/)
        .nth(1)
        .waitFor();
    },
  },
  {
    name: 'side-by-side-three',
    hash: usualHash,
    async show(page) {
      await ready(page);
      await useTinyModel(page, replies);
      await open(page);
      const view = page.getByRole('dialog', { name: 'Side by side' });
      await view.getByRole('button', { name: 'Generate', exact: true }).click();
      await view
        .getByText(/verdict after/)
        .nth(1)
        .waitFor();
      await view.getByRole('button', { name: 'Add a writer' }).click();
    },
  },
  {
    name: 'side-by-side-searches',
    hash: usualHash,
    async show(page) {
      await ready(page);
      await open(page);
      const view = page.getByRole('dialog', { name: 'Side by side' });
      await view.getByRole('button', { name: /^Writer 1:/ }).click();
      await page.getByRole('button', { name: 'Use: Built-in search' }).click();
      await view.getByLabel('Shown tests, writer 1').selectOption('sees 1 of 3 tests');
      await view.getByRole('button', { name: 'Generate', exact: true }).click();
      await view
        .getByText(/verdict after/)
        .nth(1)
        .waitFor();
    },
  },
];
