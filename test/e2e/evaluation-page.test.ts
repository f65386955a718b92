/** The evaluation on the built page: from a plan to results, with a real model. */

import { AxeBuilder } from '@axe-core/playwright';
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { starterModel, starterModelName } from '../support/starter-model.ts';
import { startVisits, type Visits } from './page-visits.ts';

let visits: Visits;

beforeAll(async () => {
  visits = await startVisits();
});

afterAll(async () => {
  await visits?.close();
});

async function savedLog(page: Page) {
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save Complete log' }).click();
  const text = await readFile(await (await saving).path(), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

async function faults(page: Page): Promise<string[]> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
}

test('a plan is put together, run and looked at', async () => {
  const page = await visits.open('#/evaluation', { reducedMotion: 'reduce' });
  await page.getByLabel('GGUF file for the run').setInputFiles({
    ...{ name: starterModelName, mimeType: 'application/octet-stream' },
    buffer: Buffer.from(starterModel),
  });
  await page.getByLabel('How many').fill('4');
  await page.getByLabel('Per task').fill('2');
  await page.getByLabel('Temperature').fill('0');
  await page.getByText('8 samples.').waitFor();
  expect(await faults(page)).toEqual([]);

  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.getByText('tiny. Finished.').waitFor();
  // Two of the four tasks are right each time, one raises, one reply holds no code.
  await page.getByText('50.0%', { exact: true }).first().waitFor();
  await page.getByRole('row', { name: /last word of a sentence/ }).click();
  await page.getByText('KeyError').first().waitFor();
  expect(await faults(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await faults(page)).toEqual([]);

  await page.getByText('Take it out').click();
  const [head, ...lines] = await savedLog(page);
  expect(head).toMatchObject({ kind: 'run', format: 'synthpad-run', version: 1 });
  const statuses = lines.flatMap(({ kind, verdict }) =>
    kind === 'sample' ? [verdict.status] : [],
  );
  const twice = (status: string) => [status, status];
  expect(statuses.sort()).toEqual(['no-code', 'passed', 'passed', 'runtime-error'].flatMap(twice));

  // All of it is there on the next visit.
  await page.reload();
  await page.getByText('tiny. Finished.').waitFor();
  await page.context().close();
});

test('a run is paused, continued, and a copy of its plan compared with it', async () => {
  const page = await visits.open('#/evaluation');
  await page.getByLabel('How many').fill('3');
  await page.getByLabel('Seconds per task').fill('2');
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByText('Search, no download. Finished.').waitFor();
  await page.getByRole('link', { name: 'Change a copy' }).click();
  await page.getByLabel('Name').fill('The second');
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.getByText('Search, no download. Finished.').waitFor();
  await page.getByRole('checkbox', { name: 'Compare One minute' }).check();
  await page
    .getByRole('heading', { name: /The second/ })
    .first()
    .waitFor();
  await page
    .getByText(/McNemar/)
    .first()
    .waitFor();
  await page.context().close();
});

test('a plan travels by link', async () => {
  const page = await visits.open('#/evaluation', {
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  await page.getByLabel('Name').fill('From a friend');
  await page.getByRole('button', { name: 'Copy a link' }).click();
  await page.getByText('The link is copied.').waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const other = await visits.open(link.slice(visits.address.length));
  await other.getByRole('textbox', { name: 'Name' }).waitFor();
  await expect
    .poll(() => other.getByRole('textbox', { name: 'Name' }).inputValue())
    .toBe('From a friend');
  const damaged = await visits.open('#/plan/abc');
  await damaged.getByText('was cut or changed on its way').waitFor();
});
