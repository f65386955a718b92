/** What the walks through studies have in common: models given, runs waited for, files and tables read. */

import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright';
import { expect } from 'vitest';
import { studyModel, studyModelName } from '../support/study-model.ts';

export async function giveModel(page: Page, label: string, model = studyModel): Promise<void> {
  await page.getByLabel(label).setInputFiles({
    ...{ name: studyModelName, mimeType: 'application/octet-stream' },
    buffer: Buffer.from(model),
  });
}

export async function finish(page: Page, runs: number): Promise<void> {
  const finished = page.getByRole('region', { name: 'Runs of this study' }).getByText('Finished');
  await expect.poll(() => finished.count(), { timeout: 120_000 }).toBe(runs);
}

export function savedStudy(page: Page): Promise<string> {
  return savedBy(page, 'Export study');
}

export async function savedBy(page: Page, button: string): Promise<string> {
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: button }).click();
  return readFile(await (await saving).path(), 'utf8');
}

export interface LoggedSample {
  readonly task: string;
  readonly verdict: {
    readonly status: string;
    readonly tests: readonly { readonly group: string; readonly outcome: string }[];
  };
}

/** The samples of each run in a study's file, in the file's order. */
export function samplesByRun(file: string): LoggedSample[][] {
  const runs: LoggedSample[][] = [];
  for (const line of file.trim().split('\n').slice(1)) {
    const entry = JSON.parse(line);
    if (entry.kind === 'run') runs.push([]);
    if (entry.kind === 'sample') runs.at(-1)?.push(entry);
  }
  return runs;
}

/** As the page writes a share. */
export const share = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)}%`;

/** Tasks, samples, share of solved tasks and, with several samples a task, of passing ones, by run. */
export function ratesIn(file: string): string[][] {
  const byRun = samplesByRun(file);
  const isSingle = byRun.every(
    (samples) => new Set(samples.map(({ task }) => task)).size === samples.length,
  );
  return byRun.map((samples) => {
    const tasks = [...new Set(samples.map(({ task }) => task))];
    const passes = ({ verdict }: LoggedSample) => verdict.status === 'passed';
    const solved = tasks.filter((id) => samples.some((each) => each.task === id && passes(each)));
    const passing = samples.filter(passes).length;
    return [
      ...[String(tasks.length), String(samples.length)],
      share(solved.length, tasks.length),
      ...(isSingle ? [] : [share(passing, samples.length)]),
    ];
  });
}

/** The same columns of the table on the page. */
export async function ratesOn(page: Page): Promise<string[][]> {
  const table = page.getByRole('region', { name: 'All runs in numbers' });
  const rows = await table.locator('tbody tr').all();
  return Promise.all(
    rows.map(async (row) => {
      const cells = await row.locator('td').allTextContents();
      return [1, 2, 3, 6].flatMap((column) => cells[column] ?? []);
    }),
  );
}

/** Runs what is chosen, and has the page's rates compared with the log's. */
export async function runStudy(
  page: Page,
  tasks: string,
  samples: string,
  runs: number,
): Promise<string> {
  await page.getByLabel('Number of tasks').fill(tasks);
  await page.getByLabel('Samples per task').fill(samples);
  await page.getByLabel('Max tokens').fill('64');
  await page.getByLabel('Max tokens').blur();
  await page.getByRole('button', { name: 'Start study' }).click();
  await finish(page, runs);
  const file = await savedStudy(page);
  await expect.poll(() => ratesOn(page)).toEqual(ratesIn(file));
  return file;
}
