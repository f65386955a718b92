/**
 * Studies on the built page, end to end with a real model: their numbers are worked out here again,
 * from the logs in their files, and a study goes to another person and is compared with theirs.
 */

import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { faults, faultsLightAndDark } from '../support/axe.ts';
import { bleuByPython } from '../support/bleu-by-python.ts';
import { hasPython } from '../support/native-python.ts';
import {
  laterTasksModel,
  pairAdapter,
  pairBase,
  predictingModel,
  sizedModels,
  studyModelName,
  undecidedModel,
} from '../support/study-model.ts';
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
  share,
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
  await page.getByText('Scroll the table sideways for more columns.').waitFor();
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

/** Runs what is chosen, and has the page's rates compared with the log's. */
async function runStudy(page: Page, tasks: string, samples: string, runs: number): Promise<string> {
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

test('temperatures are compared by pass@k, each from one pool of samples', async () => {
  const page = await visits.open('#/evaluation/studies/temperature', { reducedMotion: 'reduce' });
  await giveModel(page, 'GGUF file for the run', undecidedModel);
  const pools = samplesByRun(await runStudy(page, '2', '2', 4));
  const curves = await savedBy(page, 'CSV of pass@k by temperature');
  const rows = curves.trim().split('\r\n').slice(1);
  const solved = (samples: LoggedSample[], k: 1 | 2) => {
    const passing = samples.filter(({ verdict }) => verdict.status === 'passed');
    // One sample passes as often as samples do; of two it is enough that one does.
    if (k === 1) return passing.length / samples.length;
    return new Set(passing.map(({ task }) => task)).size / 2;
  };
  expect(
    rows.map((row) => {
      const [name, k, rate] = row.split(',');
      return [name, Number(k), Number(rate)];
    }),
  ).toEqual(
    [0.2, 0.5, 0.8, 1.1].flatMap((degree, at) =>
      ([1, 2] as const).map((k) => [`temperature ${degree}`, k, solved(pools[at] ?? [], k)]),
    ),
  );
  expect(await faultsLightAndDark(page)).toEqual([]);
});

test('models of several sizes give a line, and numbers of examples a curve', async () => {
  const page = await visits.open('#/evaluation/studies/model-size', { reducedMotion: 'reduce' });
  for (const [name, model] of Object.entries(sizedModels)) {
    await page.getByLabel('GGUF file for the run').setInputFiles({
      ...{ name, mimeType: 'application/octet-stream', buffer: Buffer.from(model) },
    });
    await page.getByRole('button', { name: 'Add this model' }).click();
  }
  const sizes = ratesIn(await runStudy(page, '2', '1', 3));
  expect(sizes.map(([, , solved]) => solved).toSorted()).toEqual(['0.0%', '100.0%', '50.0%']);
  // From 0 to 1/2 to 1 over two powers of ten.
  await page.getByText('Ten times the size adds +50.0 points, from 3 models').waitFor();
  expect(await faultsLightAndDark(page)).toEqual([]);

  await page.goto(`${visits.address}#/evaluation/studies/example-count`);
  await giveModel(page, 'GGUF file for the run');
  await runStudy(page, '1', '1', 4);
  await page.getByRole('img', { name: 'Solved by number of examples in the prompt' }).waitFor();
});

test('outputs are predicted in four ways, and counted by their tasks', async () => {
  const page = await visits.open('#/evaluation/studies/predicted-outputs', {
    viewport: { width: 380, height: 900 },
  });
  await giveModel(page, 'GGUF file for the run', predictingModel);
  await page.getByLabel('Number of tasks').fill('2');
  await page.getByLabel('Max tokens').fill('32');
  await page.getByLabel('Max tokens').blur();
  // Three calls of each task, once each.
  await page.getByText('4 runs. 24 samples').waitFor();
  expect(await page.getByLabel('Samples per task').count()).toBe(0);
  await page.getByRole('button', { name: 'Start study' }).click();
  await finish(page, 4);
  const expected = samplesByRun(await savedStudy(page)).map((samples) => {
    const tasks = ['1', '2'].map((id) =>
      samples
        .filter(({ task }) => task.startsWith(`${id}#`))
        .map(({ verdict }) => verdict.status === 'passed'),
    );
    const any = tasks.filter((calls) => calls.includes(true)).length;
    const all = tasks.filter((calls) => !calls.includes(false)).length;
    const right = tasks.flat().filter(Boolean).length;
    return ['2', '6', share(any, 2), share(all, 2), share(right, 6)];
  });
  // From the code alone both second calls are predicted, and nothing else.
  expect(expected[0]).toEqual(['2', '6', '100.0%', '0.0%', '33.3%']);
  const table = page.getByRole('region', { name: 'All runs in numbers' });
  const shown = async () => {
    const rows = await table.locator('tbody tr').all();
    const cells = await Promise.all(rows.map((row) => row.locator('td').allTextContents()));
    return cells.map((row) => [1, 2, 3, 6, 9].map((column) => row[column] ?? ''));
  };
  await expect.poll(shown).toEqual(expected);
  await page.getByText('With code only, 2 of 6 calls are predicted right (33.3%').waitFor();
  // Of all six outputs no two are equal.
  expect(await page.getByText('is right for 0 of these calls (0.0%)').count()).toBe(4);
  expect(await faultsLightAndDark(page)).toEqual([]);
});

test('a model with its adapter is compared with its base, task by task', async () => {
  const page = await visits.open('#/evaluation/studies/fine-tuned', {
    viewport: { width: 380, height: 900 },
  });
  const tuned = page.getByRole('group', { name: 'Fine-tuned model' });
  const base = page.getByRole('group', { name: 'Its base' });
  const give = (label: string, name: string, model: Uint8Array) =>
    tuned.getByLabel(label).setInputFiles({
      ...{ name, mimeType: 'application/octet-stream', buffer: Buffer.from(model) },
    });
  await give('GGUF file for the run', studyModelName, pairBase);
  await page.getByText('These are one model.').waitFor();
  await tuned.getByText('LoRA adapter', { exact: true }).click();
  await give('GGUF file of the adapter', 'lora.gguf', pairAdapter);
  await tuned.getByText('With lora.gguf.').waitFor();
  // By itself the base is that of the adapter.
  expect(await base.getByRole('combobox').locator('option:checked').textContent()).toBe(
    'tiny.gguf',
  );
  await page.getByLabel('Number of tasks').fill('4');
  await page.getByLabel('Samples per task').fill('1');
  await page.getByLabel('Max tokens').fill('64');
  await page.getByLabel('Max tokens').blur();
  await page.getByText('2 runs. 8 samples').waitFor();
  expect(await faults(page)).toEqual([]);
  await page.getByRole('button', { name: 'Start study' }).click();
  await finish(page, 2);
  const file = await savedStudy(page);
  const passed = samplesByRun(file).map((samples) =>
    samples.filter(({ verdict }) => verdict.status === 'passed').map(({ task }) => task),
  );
  expect(passed.map((ids) => ids.sort())).toEqual([
    ['1', '2'],
    ['2', '3'],
  ]);
  const table = page.getByRole('region', { name: 'Paired by task' });
  const names = ['Both', 'Only the base', 'Only the fine-tuned model', 'Neither'];
  await expect
    .poll(() => table.locator('tbody :is(th, td)').allTextContents())
    .toEqual(names.flatMap((name) => [name, '1', '25.0%']));
  await table.getByText('p = 1.000').waitFor();
  await table.getByText('about +10 points').waitFor();
  await page.getByText('1 only with fine-tuned, 1 only with base').waitFor();
  // The log says what ran, of the adapter how strongly.
  const models = file
    .split('\n')
    .filter((line) => line.startsWith('{"kind":"run"'))
    .map((line) => JSON.parse(line).run)
    .map(({ modelName, modelDetails }) => [modelName, modelDetails.files.at(-1).adapterScale]);
  expect(models).toEqual([
    ['tiny + lora', 1],
    ['tiny', undefined],
  ]);
  expect(await faultsLightAndDark(page)).toEqual([]);
});
