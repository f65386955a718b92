/** The 399 published completions, imported and graded on the evaluation's page as a person would. */

import type { Browser, Page } from 'playwright';
import { sanitizedMbpp } from '../../src/tasks/sets/sanitized-mbpp.ts';
import { pathOf } from './published.ts';

export interface ImportingVisit {
  readonly page: Page;
  /** Resolves when all are graded. */
  grade(): Promise<void>;
}

/** Ready to import: the page has sanitized MBPP, from the copy beside the repository. */
export async function visitToImport(
  browser: Browser,
  address: string,
  patienceMs: number,
): Promise<ImportingVisit> {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const headers = { 'Access-Control-Allow-Origin': '*' };
  await context.route(sanitizedMbpp.origin.address, (route) =>
    route.fulfill({ path: pathOf('sanitized'), headers }),
  );
  const page = await context.newPage();
  page.setDefaultTimeout(patienceMs);
  await page.goto(`${address}#/mbpp-sanitized`);
  await page
    .getByRole('main')
    .getByRole('button', { name: /^Download/ })
    .click();
  await page.getByRole('heading', { name: /^Task/ }).waitFor();
  await page.getByRole('link', { name: 'Evaluation' }).click();
  await page.getByText('Import', { exact: true }).click();
  const list = page.getByRole('complementary', { name: 'Runs' });
  await list.getByLabel('Tasks', { exact: true }).selectOption('mbpp-sanitized');
  const input = page.getByLabel('File of completions', { exact: true });
  return {
    page,
    async grade() {
      await input.setInputFiles(pathOf('samples'));
      await page.getByText('. Finished.').waitFor();
    },
  };
}
