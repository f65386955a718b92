/**
 * Studies on the built page, end to end with a real model: their numbers are worked out here again,
 * from the logs in their files, and a study goes to another person and is compared with theirs.
 */

import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { faults } from '../support/axe.ts';
import { bleuByPython } from '../support/bleu-by-python.ts';
import { hasPython } from '../support/native-python.ts';
import { laterTasksModel } from '../support/study-model.ts';
import { dropFile } from '../support/drop-file.ts';
import { useVisits } from './page-visits.ts';
import {
  finish,
  giveModel,
  type LoggedSample,
  ratesIn,
  ratesOn,
  samplesByRun,
  savedBy,
  savedStudy,
} from './study-pages.ts';

const visits = useVisits();

/** The first three starter tasks, as a person chooses them. */
async function choose(page: Page, samples: string): Promise<void> {
  await giveModel(page, 'GGUF file for the run');
  await page.getByLabel('Number of tasks').fill('3');
  await page.getByLabel('Samples per task').fill(samples);
  await page.getByLabel('Max tokens').fill('64');
  await page.getByLabel('Max tokens').blur();
}

/** Task, mean BLEU-4 as Python has it, and share of samples that pass, from a study of one run. */
function bleuByTask(file: string): (readonly [number, number, number])[] {
  const entries = file
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  return entries
    .filter(({ kind }) => kind === 'task')
    .map(({ task: { id, referenceCode } }) => {
      const own = entries.filter(({ kind, task }) => kind === 'sample' && task === id);
      const pairs = own.map(({ extraction }) => [extraction.program, referenceCode] as const);
      const bleu = bleuByPython(pairs).reduce((sum, each) => sum + (each?.bleu ?? NaN), 0);
      const passing = own.filter(({ verdict }) => verdict.status === 'passed').length;
      return [Number(id), bleu / own.length, passing / own.length] as const;
    });
}

/** Spearman's, of the last two numbers of each row. */
function rhoOf(rows: readonly (readonly number[])[]): number {
  const centredRanks = (values: readonly number[]) =>
    values.map((value) => {
      const below = values.filter((each) => each < value).length;
      const even = values.filter((each) => each === value).length;
      return below + even / 2 - values.length / 2;
    });
  const [xs, ys] = [1, 2].map((column) => centredRanks(rows.map((row) => row[column] ?? NaN)));
  const product = (left: readonly number[] = [], right: readonly number[] = []) =>
    left.reduce((sum, each, at) => sum + each * (right[at] ?? NaN), 0);
  return product(xs, ys) / Math.sqrt(product(xs, xs) * product(ys, ys));
}

/** Of the runs without an assert and with one: which tasks only the latter solves, in words. */
function findingOf(file: string): string {
  const [none = [], one = []] = samplesByRun(file);
  const solvedIn = (samples: LoggedSample[]) =>
    new Set(samples.filter((each) => each.verdict.status === 'passed').map(({ task }) => task));
  const [before, after] = [solvedIn(none), solvedIn(one)];
  const only = [...after].filter((task) => !before.has(task)).length;
  return `${only} only with 1 assert, 0 only with 0 asserts`;
}

test('the study of asserts is run, looked at, given away and compared', async () => {
  const page = await visits.open('#/evaluation/studies', { reducedMotion: 'reduce' });
  await page.getByRole('heading', { name: 'Studies' }).waitFor();
  expect(await faults(page)).toEqual([]);
  await page.getByRole('link', { name: 'Run it here: Asserts in the prompt' }).click();
  await page.getByText('only 3 tasks more were solved than with 1').waitFor();
  await choose(page, '2');
  await page.getByText('4 runs. 24 samples.').waitFor();
  expect(await faults(page)).toEqual([]);

  // In part first: only the run without asserts.
  await page.getByLabel('Name', { exact: true }).fill('Mine');
  await page.getByRole('button', { name: 'Set up without starting' }).click();
  await page.getByText('You will see: The share of solved tasks').waitFor();
  await page.getByRole('button', { name: 'Start 0 asserts' }).click();
  await finish(page, 1);
  await page.getByRole('button', { name: 'Start all' }).click();
  await finish(page, 4);

  const file = await savedStudy(page);
  const rates = ratesIn(file);
  const solved = rates.map(([, , each]) => each);
  expect([solved[0], solved[3]]).toEqual(['0.0%', '100.0%']);
  expect(await page.getByText(/^With 1 assert, /).textContent()).toContain(findingOf(file));
  await expect.poll(() => ratesOn(page)).toEqual(rates);
  expect(await faults(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await faults(page)).toEqual([]);

  // Where the page was closed meanwhile, it names the file that it cannot keep, and takes no other.
  await page.getByRole('link', { name: 'New study' }).click();
  await page.getByLabel('Samples per task').fill('1');
  await page.getByLabel('Samples per task').blur();
  await page.getByLabel('Name', { exact: true }).fill('Later');
  await page.getByRole('button', { name: 'Set up without starting' }).click();
  await page.getByRole('heading', { name: 'Later' }).waitFor();
  await page.reload();
  await page.getByText('Before these runs can start, choose again').waitFor();
  await page.getByLabel('Model file of the run').setInputFiles({
    ...{ name: 'other.gguf', mimeType: 'application/octet-stream', buffer: Buffer.from([1]) },
  });
  await page.getByText('No run of this study asks for other.gguf').waitFor();
  await giveModel(page, 'Model file of the run');
  await page.getByRole('button', { name: 'Start all' }).and(page.locator(':enabled')).waitFor();
  await page.getByRole('button', { name: 'Delete study', exact: true }).click();
  await page.getByRole('button', { name: 'Delete study, keep its runs' }).click();
  await page.getByRole('link', { name: 'Mine' }).click();

  // Another study of the same choices finds its runs there, and it is all there on the next visit.
  await page.getByRole('link', { name: 'New study' }).click();
  await page.getByLabel('Samples per task').fill('2');
  await page.getByLabel('Samples per task').blur();
  await page.getByText('4 runs, 4 of them already here. 0 samples').waitFor();
  await page.reload();
  await page.getByRole('link', { name: 'Mine' }).click();
  await expect.poll(() => ratesOn(page)).toEqual(rates);

  // Somebody else takes it, begins the same with fewer samples, and sees both.
  const theirs = await visits.open('#/evaluation/studies/shown-asserts');
  // Dropped on the Evaluation, it is told for what it is.
  const dropped = await visits.open('#/evaluation');
  await dropped.getByRole('heading', { name: 'New run' }).waitFor();
  await dropFile(dropped, 'study.jsonl', Buffer.from(file));
  await dropped.getByRole('heading', { name: 'Mine (imported)' }).waitFor();
  const give = (content: string | Buffer) =>
    theirs.getByLabel('File of a study').setInputFiles({
      ...{ name: 'study.jsonl', mimeType: 'application/jsonl', buffer: Buffer.from(content) },
    });
  await give(Buffer.from([0xff, 0xfe, 0x00, 0x80]));
  await theirs.getByText('This is not a study that this version can read.').waitFor();
  // A file that was cut brings what stands in it, and the whole one the rest.
  await give(file.slice(0, file.lastIndexOf('{"kind":"sample"') + 30));
  await theirs.getByText('with 4 new runs. The file ends early').waitFor();
  await theirs.getByRole('heading', { name: 'Mine (imported)' }).waitFor();
  await theirs.getByText('5 of 6').waitFor();
  // On the page of the run that was cut, too, another model file than its own is named.
  await theirs.getByRole('row').filter({ hasText: '5 of 6' }).getByRole('link').click();
  await theirs.getByLabel('Model file of the run').setInputFiles({
    ...{ name: 'other.gguf', mimeType: 'application/octet-stream', buffer: Buffer.from([1]) },
  });
  await theirs.getByText(/^This run began with .* and other\.gguf has 1\./).waitFor();
  await theirs.goBack();
  await give(file);
  await theirs.getByText('1 sample was added to runs that were here already.').waitFor();
  await expect.poll(() => ratesOn(theirs)).toEqual(rates);
  await theirs.getByRole('link', { name: 'New study' }).click();
  await choose(theirs, '2');
  await theirs.getByText('4 runs. 24 samples').waitFor();
  await theirs.getByLabel('Name', { exact: true }).fill('Here');
  await theirs.getByRole('button', { name: 'Set up without starting' }).click();
  await theirs.getByRole('button', { name: 'Start 1 assert' }).click();
  await finish(theirs, 1);
  await theirs.getByLabel('Compare with').selectOption('Mine (imported)');
  const numbers = theirs.getByRole('region', { name: 'All runs in numbers' }).locator('tbody tr');
  await expect.poll(() => numbers.count()).toBe(5);
  expect(await numbers.first().locator('td').allTextContents()).toEqual(
    expect.arrayContaining(['Here', '1 assert', ...(rates[1] ?? [])]),
  );
  expect(await faults(theirs)).toEqual([]);
});

test('seeds draw the examples, and all of them together solve more', async () => {
  const page = await visits.open('#/evaluation/studies/which-examples', {
    viewport: { width: 380, height: 900 },
  });
  // The search is what a new visit begins with, and reads no examples.
  await page.getByText('The built-in search reads no prompt').waitFor();
  await choose(page, '1');
  await giveModel(page, 'GGUF file for the run', laterTasksModel);
  // A task that is graded cannot be an example in its own prompt.
  await page.getByText('Some of these tasks are kept for the examples').waitFor();
  expect(await page.getByRole('button', { name: 'Start study' }).isDisabled()).toBe(true);
  await page.getByLabel('Which tasks').selectOption('By ID');
  await page.getByLabel('Task IDs').fill('11 13 17');
  await page.getByLabel('Task IDs').blur();
  const name =
    'Examples for the course in winter, on the three tasks that no seed draws, once more';
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByRole('button', { name: 'Start study' }).click();
  await page.getByRole('heading', { name }).waitFor();
  // Long names wrap: the page is as wide as the window.
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(380);
  await finish(page, 6);
  const file = await savedStudy(page);
  const rates = ratesIn(file);
  const solved = rates.map(([, , each]) => each);
  // Examples with task 6 mislead the model; another seed has none such.
  const { parts } = JSON.parse(file.slice(0, file.indexOf('\n'))).study;
  const exampleIds: string[][] = parts.map(
    ({ plan }: { plan: { prompt: { exampleIds: string[] } } }) => plan.prompt.exampleIds,
  );
  const misled = solved.filter((_, at) => exampleIds[at]?.includes('6'));
  expect(new Set(misled)).toEqual(new Set(['0.0%']));
  expect(solved).toContain('100.0%');
  await expect.poll(() => ratesOn(page)).toEqual(rates);
  await page.getByText(/All 6 seeds together solve 3; 0 are solved with every seed/).waitFor();
  await page.getByText('Paper: best seed, about 60%').waitFor();
  expect(await faults(page)).toEqual([]);
});

test('a program that fits only the asserts it was shown is over-credited', async () => {
  const page = await visits.open('#/evaluation/studies/challenge-tests');
  await choose(page, '2');
  await page.getByRole('button', { name: 'Start study' }).click();
  await finish(page, 1);
  const counted = async () => {
    const [samples = []] = samplesByRun(await savedStudy(page));
    const all = (group: string) => (each: LoggedSample) =>
      each.verdict.tests.every((one) => one.group !== group || one.outcome === 'passed');
    const passed = samples.filter(all('shown'));
    return [samples.length, passed.length, passed.filter((each) => !all('challenge')(each)).length];
  };
  expect(await counted()).toEqual([6, 6, 2]);
  await page
    .getByText('6 of 6 samples pass the shown asserts, and 2 of these fail a challenge test.')
    .waitFor();
  await page.getByText('Passes the shown asserts only 2').waitFor();
  await page.getByRole('button', { name: 'Look for hard-coded answers' }).click();
  await page.getByText('3 programs looked at: 0 hard-coded.').waitFor();
  expect(await faults(page)).toEqual([]);

  // The search has a study of its own, which leaves no choice of a model.
  await page.goto(`${visits.address}#/evaluation/studies/search-overfit`);
  await page.getByLabel('Samples per task').fill('1');
  await page.getByLabel('Samples per task').blur();
  expect(await page.getByRole('heading', { name: 'Model', exact: true }).count()).toBe(0);
  await page.getByRole('button', { name: 'Start study' }).click();
  await finish(page, 1);
  const [total, fitting, wrong] = await counted();
  expect(total).toBe(3);
  await page
    .getByText(`${fitting} of 3 samples pass the shown asserts, and ${wrong} of these fail`)
    .waitFor();
  await page.getByRole('img', { name: 'Shown asserts and held-out tests' }).waitFor();
  expect(await faults(page)).toEqual([]);
});

test('errors, lengths and BLEU are shown for each model, and one run serves three studies', async () => {
  const page = await visits.open('#/evaluation/studies/difficulty', {
    viewport: { width: 380, height: 900 },
  });
  await choose(page, '2');
  await page.getByLabel('Number of tasks').fill('5');
  await page.getByRole('button', { name: 'Start study' }).click();
  await finish(page, 1);
  const [samples = []] = samplesByRun(await savedStudy(page));
  const failed = samples.filter(({ verdict }) => verdict.status !== 'passed').length;
  await page.getByText(`Passed ${samples.length - failed}`).waitFor();
  await page.getByRole('heading', { name: 'Samples that pass by length' }).waitFor();
  expect(await faults(page)).toEqual([]);
  await page.goto(`${visits.address}#/evaluation/studies/model-size`);
  await page.getByText('1 run, 1 of them already here.').waitFor();

  await page.goto(`${visits.address}#/evaluation/studies/bleu`);
  await page.getByRole('button', { name: 'Start study' }).click();
  const finding = page.getByText(/^Over 5 tasks, Spearman’s rho/);
  const table = await savedBy(page, 'CSV of Likeness to the reference and passing the tests');
  const [header, ...rows] = table.trim().split('\r\n');
  expect(header).toBe('series,task,mean BLEU-4,samples that pass');
  const numbers = rows.map((row) => row.split(',').slice(1).map(Number));
  const file = await savedStudy(page);
  const byTask = hasPython ? bleuByTask(file) : numbers;
  expect(numbers).toEqual(byTask.map(([id, bleu, part]) => [id, expect.closeTo(bleu, 12), part]));
  expect(await finding.textContent()).toContain(` is ${rhoOf(numbers).toFixed(2)} (too few tasks`);
  // Task 1 is solved by its reference, word for word.
  expect(await finding.textContent()).toContain(
    '2 of 10 samples match the reference token for token',
  );
  expect(await faults(page)).toEqual([]);
});
