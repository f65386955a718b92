/**
 * npm run bench -- evaluation [--every N] [--samples N] [--imported N]: a run of all MBPP tasks,
 * five samples each by the small test model, 40,000 imported samples, and the published completions
 * imported and graded on the page: time, log size, load time, memory, and the longest tasks of the
 * page. `--every 10` takes every tenth task.
 */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright';
import { runLine, sampleLine, taskLine } from '../../src/evaluation/log/run-log.ts';
import { type HeadlessPage, openHeadlessPage } from '../support/headless-page.ts';
import { visitToImport } from '../support/import-on-page.ts';
import { takeLongTasks, watchLongTasks } from '../support/long-tasks.ts';
import { longestTaskMs } from '../support/main-thread.ts';
import { runOf, runTaskOf, sampleOf } from '../support/plans.ts';
import { prepare } from '../support/prepare.ts';
import { logOf, madeUpRuns } from '../support/result-logs.ts';
import { browserMemoryBytes } from '../support/process-memory.ts';
import { has, starterTasks, tasksOf } from '../support/published.ts';
import { starterModel, starterModelName, starterPlan } from '../support/starter-model.ts';
import { machine } from './search/machine.ts';

export async function main(args: readonly string[]): Promise<number> {
  const text = { type: 'string' } as const;
  const options = { every: text, samples: text, imported: text };
  const { values } = parseArgs({ args: [...args], options });
  await prepare();
  console.log(`On ${await machine()}.`);
  const headless = await openHeadlessPage();
  await watchLongTasks(headless.page);
  await made(headless.page, Number(values.every ?? 1), Number(values.samples ?? 5));
  await imported(headless.page, Number(values.imported ?? 40_000));
  await shown(headless, Number(values.imported ?? 40_000));
  await graded(headless);
  await headless.close();
  return 0;
}

async function made(page: Page, every: number, samplesPerTask: number): Promise<void> {
  const all = has('mbpp') ? tasksOf('mbpp') : starterTasks();
  const tasks = all.filter((_, index) => index % every === 0);
  const buffer = Buffer.from(starterModel);
  const file = { name: starterModelName, mimeType: 'application/octet-stream', buffer };
  await page.getByLabel('Model file').setInputFiles(file);
  const prompt = { style: 'instruction', exampleCount: 0, shownTestCount: 0 } as const;
  const plan = starterPlan({ samplesPerTask, prompt });
  const count = tasks.length * samplesPerTask;
  console.log(`\n${tasks.length} tasks, ${samplesPerTask} samples each, by the small test model`);
  const begun = await timed(() =>
    page.evaluate(([asked, of]) => window.synthpad.beginRun(asked, of), [plan, tasks] as const),
  );
  line('prompts made and stored', seconds(begun.ms));
  const before = browserMemoryBytes();
  const run = await timed(() =>
    page.evaluate((id) => window.synthpad.continueRun(id), begun.result),
  );
  line('run', `${seconds(run.ms)}, ${((1000 * count) / run.ms).toFixed(1)} samples a second`);
  line('how it ended', run.result.kind);
  line('memory before and after', `${megabytes(before)}, ${megabytes(browserMemoryBytes())}`);
  await sayStored(page, begun.result);
}

async function imported(page: Page, count: number): Promise<void> {
  const tasks = Array.from({ length: Math.ceil(count / 80) }, (_, at) => String(at + 1));
  const pieces = logPieces(tasks, 80);
  console.log(`\n${tasks.length * 80} imported samples`);
  await page.exposeFunction('synthpadRead', () => pieces.next().value ?? null);
  const before = browserMemoryBytes();
  const { ms } = await timed(() => page.evaluate(() => window.synthpad.importLog()));
  line('import', seconds(ms));
  line('memory before and after', `${megabytes(before)}, ${megabytes(browserMemoryBytes())}`);
  await sayStored(page, importedId);
}

/** As a person does: the results of a large run, sorted, filtered and its failures grouped. */
async function shown({ browser, address }: HeadlessPage, count: number): Promise<void> {
  const [run] = madeUpRuns(1, Math.ceil(count / 80), 80);
  if (!run) return;
  const folder = await mkdtemp(join(tmpdir(), 'synthpad-'));
  const path = join(folder, 'run.jsonl');
  await writeFile(path, logOf(run));
  const page = await (await browser.newContext({ serviceWorkers: 'block' })).newPage();
  page.setDefaultTimeout(patienceMs);
  await page.goto(`${address}#/evaluation`);
  await page.getByText('Import', { exact: true }).click();
  console.log(`\nThe results of ${run.samples.length} samples on the page`);
  const longest = (work: () => Promise<void>) => longestTaskMs(browser, page, work);
  const importing = await longest(async () => {
    await page.getByLabel('Run log or plan').setInputFiles(path);
    await page.getByText('. Finished.').waitFor();
    await page.getByText(/failed samples, /).waitFor();
  });
  line('longest task, importing and grouping', `${importing.toFixed(0)} ms`);
  const looking = await longest(async () => {
    await page.getByRole('columnheader', { name: 'Passed' }).getByRole('button').click();
    await page.getByRole('button', { name: 'Samples', exact: true }).click();
    await page.getByRole('search').getByLabel('Status').selectOption('Timed out');
    await page.getByText(/ of [\d,]+ samples$/).waitFor();
  });
  line('longest task, sorting and filtering', `${looking.toFixed(0)} ms`);
  await page.context().close();
  await rm(folder, { recursive: true });
}

/** On the page itself: no task of it is to take 50 ms. */
async function graded({ browser, address }: HeadlessPage): Promise<void> {
  if (!has('sanitized', 'samples')) return console.log('\nThere are no completions to import.');
  console.log('\nThe published completions, imported and graded on the page');
  const { page, grade } = await visitToImport(browser, address, patienceMs);
  await watchLongTasks(page);
  const { ms } = await timed(grade);
  const long = await takeLongTasks(page);
  line('import and grading', seconds(ms));
  line('tasks of the page over 50 ms', `${long.length}`);
  line(
    'the longest of them',
    long
      .map((each) => `${each.toFixed(0)} ms`)
      .slice(0, 5)
      .join(', '),
  );
  await page.context().close();
}

const patienceMs = 10 * 60_000;
const importedId = 'imported';

/** A log as another machine would have written it, a task at a time. */
function* logPieces(tasks: readonly string[], samplesPerTask: number): Generator<string, null> {
  const plan = starterPlan({ samplesPerTask });
  yield runLine(runOf({ id: importedId, plan, createdAt: Date.now(), taskIds: tasks }));
  for (const task of tasks) {
    const samples = Array.from({ length: samplesPerTask }, (_, index) =>
      sampleLine(sampleOf({ task, index })),
    );
    yield taskLine(runTaskOf(importedId, task)) + samples.join('');
  }
  return null;
}

async function sayStored(page: Page, id: string): Promise<void> {
  const [longestSoFar = 0] = await takeLongTasks(page);
  const outcomes = await page.evaluate(async (run) => {
    const startedAt = performance.now();
    const { length } = await window.synthpad.outcomes(run);
    return { length, ms: performance.now() - startedAt };
  }, id);
  line('longest task of the page until then', `${longestSoFar.toFixed(0)} ms`);
  line(`${outcomes.length} outcomes loaded`, `${outcomes.ms.toFixed(0)} ms`);
  const [longest = 0] = await takeLongTasks(page);
  line('longest task meanwhile', `${longest.toFixed(0)} ms`);
  const log = await page.evaluate(async () => {
    const startedAt = performance.now();
    const { length } = await window.synthpad.runLog();
    return { length, ms: performance.now() - startedAt };
  });
  line('log', `${megabytes(log.length)}, written in ${seconds(log.ms)}`);
}

async function timed<Result>(work: () => Promise<Result>): Promise<{ result: Result; ms: number }> {
  const startedAt = performance.now();
  const result = await work();
  return { result, ms: performance.now() - startedAt };
}

function line(name: string, value: string): void {
  console.log(`${name.padEnd(38)} ${value}`);
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function megabytes(bytes: number | null): string {
  return bytes === null ? 'unknown' : `${(bytes / 1e6).toFixed(1)} MB`;
}
