/** The evaluation on the built page: from a plan to results, with a real model; and an import. */

import { AxeBuilder } from '@axe-core/playwright';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sanitizedMbppFile } from '../../src/tasks/published-data.ts';
import { main as grade } from '../../src/terminal/grade.ts';
import { has, pathOf } from '../support/published.ts';
import { starterModel, starterModelName } from '../support/starter-model.ts';
import { startVisits, type Visits } from './page-visits.ts';

let visits: Visits;

beforeAll(async () => {
  visits = await startVisits();
});

afterAll(async () => {
  await visits?.close();
});

async function faults(page: Page): Promise<string[]> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
}

async function savedText(page: Page, button: RegExp): Promise<string> {
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: button }).click();
  return readFile(await (await saving).path(), 'utf8');
}

test.for(['light', 'dark'] as const)(
  'a plan is put together, run and looked at, in %s colours',
  async (colorScheme) => {
    const page = await visits.open('#/evaluation', { colorScheme, reducedMotion: 'reduce' });
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

    await page.getByText('Take it out').click();
    const log = (await savedText(page, /Complete log/))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(log[0]).toMatchObject({ kind: 'run', format: 'synthpad-run', version: 1 });
    const statuses = log
      .filter(({ kind }) => kind === 'sample')
      .map(({ sample }) => sample.verdict.status)
      .sort();
    const twice = (status: string) => [status, status];
    expect(statuses).toEqual(['no-code', 'passed', 'passed', 'runtime-error'].flatMap(twice));

    // All of it is there on the next visit, and beside another run of the same plan.
    await page.reload();
    await page.getByText('tiny. Finished.').waitFor();
    await page.context().close();
  },
);

test('a run is paused, continued, and a copy of its plan compared with it', async () => {
  const page = await visits.open('#/evaluation');
  await page.getByLabel('How many').fill('3');
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

test('399 real completions, imported on the page, get the verdicts of the command', async ({
  skip,
}) => {
  if (!has('sanitized', 'samples')) return skip('there are no completions beside the repository');
  const folder = await mkdtemp(join(tmpdir(), 'synthpad-'));
  const out = join(folder, 'verdicts.jsonl');
  const files = ['--tasks', pathOf('sanitized'), '--samples', pathOf('samples'), '--out', out];
  expect(await grade(files)).toBe(0);
  const graded = (await readFile(out, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  await rm(folder, { recursive: true });

  const page = await visits.open('#/mbpp-sanitized', {}, async (context) => {
    const headers = { 'Access-Control-Allow-Origin': '*' };
    await context.route(sanitizedMbppFile.address, (route) =>
      route.fulfill({ path: pathOf('sanitized'), headers }),
    );
  });
  await page
    .getByRole('main')
    .getByRole('button', { name: /^Download/ })
    .click();
  await page.getByRole('heading', { name: /^Task/ }).waitFor();
  await page.getByRole('link', { name: 'Evaluation' }).click();
  await page.getByText('From elsewhere').click();
  await page.getByLabel('Tasks', { exact: true }).selectOption('mbpp-sanitized');
  await page.getByLabel('File of completions').setInputFiles(pathOf('samples'));
  await page.getByText('Finished.').waitFor({ timeout: 100_000 });
  await page.getByText('Take it out').click();
  const log = (await savedText(page, /Complete log/))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const imported = log.flatMap(({ kind, sample }) =>
    kind === 'sample' ? [`${sample.task} ${sample.verdict.status}`] : [],
  );
  const expected = graded.map(({ task_id, status }) => `${String(task_id).slice(5)} ${status}`);
  expect(imported.toSorted()).toEqual(expected.toSorted());
});
