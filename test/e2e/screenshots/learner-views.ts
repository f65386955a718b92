/** What a learner sees: hints to a task, and a task that a link opened to be solved alone. */

import type { Page } from 'playwright';
import { packText } from '../../../src/app/sharing/packed-text.ts';
import { ready, usualHash, type View } from './view.ts';

export const learnerViews: readonly View[] = [
  { name: 'hints-closed', hash: usualHash, show: (page) => hints(page, 0) },
  { name: 'hints-three', hash: '#/starter/20', show: (page) => hints(page, 3) },
  { name: 'hints-all', hash: '#/starter/20', show: (page) => hints(page, 5) },
  { name: 'hints-expression', hash: usualHash, show: (page) => hints(page, 4) },
  { name: 'hints-off', hash: usualHash, show: hintsOff },
  { name: 'solve-link', hash: usualHash, show: solveLink },
];

async function hints(page: Page, count: number): Promise<void> {
  await ready(page);
  await page.locator('summary').filter({ hasText: 'Hints' }).click();
  for (let opened = 0; opened < count; opened++) {
    await page.getByRole('button', { name: /^(First|Next) hint$/ }).click();
    await page.getByText(`${opened + 1} of 5 opened`).waitFor();
  }
  if (count > 0) await page.getByText(/The reference solution /).waitFor();
}

async function hintsOff(page: Page): Promise<void> {
  await hints(page, 0);
  await page.getByRole('button', { name: 'No hints for me' }).click();
}

async function solveLink(page: Page): Promise<void> {
  await ready(page);
  const task = { source: 'starter', id: '3' };
  const shared = { version: 2, task, turns: [], program: '', solving: 'without-hints' };
  const packed = await packText(JSON.stringify(shared));
  await page.evaluate((hash) => (location.hash = hash), `#/shared/${packed}`);
  await page.getByText('A link opened this task in').waitFor();
}
