/**
 * Studies on sets that a person downloads or opens: MBPP as it was and as it was edited, with the
 * training data made of it; MathQA in two languages; hidden inputs in a file of one's own.
 */

import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { expect, test, vi } from 'vitest';
import { zipEntries } from '../../src/platform/zip.ts';
import { mathQaPython } from '../../src/tasks/sets/mathqa-python.ts';
import { mbpp } from '../../src/tasks/sets/mbpp.ts';
import { sanitizedMbpp } from '../../src/tasks/sets/sanitized-mbpp.ts';
import { main as trainData } from '../../src/terminal/train-data.ts';
import { faults, faultsLightAndDark } from '../support/axe.ts';
import { mathQaFiles, problems, zipOf } from '../support/mathqa.ts';
import { has, pathOf } from '../support/published.ts';
import { editedTasksModel, wordProblemsModel } from '../support/study-model.ts';
import { useVisits } from './page-visits.ts';
import { finish, giveModel, ratesIn, ratesOn, samplesByRun, savedStudy } from './study-pages.ts';

const visits = useVisits();
const headers = { 'Access-Control-Allow-Origin': '*' };

/** In one of two languages each of the two problems is solved. */
test('word problems are solved by programs and by formulas, and paired by id', async () => {
  const page = await visits.open(
    '#/evaluation/studies/mathqa',
    { viewport: { width: 380, height: 900 } },
    async (context) => {
      await context.route(mathQaPython.origin.address, (route) =>
        route.fulfill({ body: Buffer.from(zipOf(mathQaFiles())), headers }),
      );
    },
  );
  const ids = ['volume_cube', 'square_area'].map(
    (name) =>
      `train-${problems.findIndex((each) => each.Problem.startsWith(`what is ${name} of`))}`,
  );
  await page.getByText('This study needs word problems with numbers.').waitFor();
  await page.getByLabel('Task set').selectOption('MathQA-Python');
  await page.getByRole('button', { name: /^Download MathQA/ }).click();
  await giveModel(page, 'GGUF file for the run', wordProblemsModel);
  await page.getByLabel('Which tasks').selectOption('By ID');
  await page.getByLabel('Task IDs').fill(ids.join(' '));
  await page.getByLabel('Samples per task').fill('1');
  await page.getByLabel('Max tokens').fill('32');
  await page.getByLabel('Max tokens').blur();
  await page.getByText('2 runs. 4 samples').waitFor();
  await page.getByRole('button', { name: 'Start study' }).click();
  await finish(page, 2);
  const file = await savedStudy(page);
  const passed = samplesByRun(file).map((samples) =>
    samples.filter(({ verdict }) => verdict.status === 'passed').map(({ task }) => task),
  );
  expect(passed).toEqual([[ids[0]], [ids[1]]]);
  await expect.poll(() => ratesOn(page)).toEqual(ratesIn(file));
  await page.getByText('1 only with ').first().waitFor();
  await page.getByText('33.4%').first().waitFor();
  expect(await faultsLightAndDark(page)).toEqual([]);

  // A sample that is a formula is worked out step by step: here the wrong one, 9 instead of 27.
  const [first] = file
    .split('\n')
    .flatMap((line) =>
      line.includes('"formula"') && line.startsWith('{"kind":"run"')
        ? [JSON.parse(line).run.id]
        : [],
    );
  await page.goto(`${visits.address}#/evaluation/${first}?task=${ids[0]}&sample=1`);
  await page.getByText('what is volume_cube of 3').first().waitFor();
  await page.getByRole('listitem').filter({ hasText: 'answer == ??' }).getByText('27').waitFor();
  const steps = page.getByRole('region', { name: 'The formula step by step' });
  await steps.getByRole('row').nth(2).waitFor();
  const rows = await steps.getByRole('row').allInnerTexts();
  expect(rows.map((row) => row.split(/\s*[\t\n]\s*/))).toEqual([
    ['Line', 'Value'],
    ['n0 = 3.0', '3'],
    ['#0 = square_area(n0)', 'square area', '9'],
  ]);
  expect(await faults(page)).toEqual([]);
});

/** The shown asserts of the first two hold for a double and for a square; those of the third do not. */
const plusRows = (
  [
    ['x * 2', 2],
    ['x * x', 2],
    ['x * x', 3],
  ] as const
).map(([value, shown], at) => {
  const [name, asserts] = [
    `f${at}`,
    `assert f${at}(0) == 0\nassert f${at}(${shown}) == ${shown ** 2}\n`,
  ];
  return JSON.stringify({
    ...{ task_id: `Mbpp/${20_001 + at}`, entry_point: name, assertion: asserts },
    prompt: `"""\nWrite a function that gives a number.\n${asserts}"""\n`,
    canonical_solution: `def ${name}(x):\n    return ${value}\n`,
    ...{ base_input: [[0], [shown]], plus_input: [[4], [7]], atol: 0 },
  });
});

test('what the search finds is judged by the hidden inputs of a file', async () => {
  const page = await visits.open('#/own-file');
  await page
    .getByLabel('Task file', { exact: true })
    .first()
    .setInputFiles({
      name: 'plus.jsonl',
      mimeType: '',
      buffer: Buffer.from(plusRows.join('\n')),
    });
  await page.getByRole('heading', { name: /plus\.jsonl/ }).waitFor();
  await page.goto(`${visits.address}#/evaluation/studies/search-overfit`);
  await page.getByLabel('Task set').selectOption('plus.jsonl');
  await page.getByLabel('Samples per task').fill('1');
  await page.getByLabel('Samples per task').blur();
  await page.getByRole('button', { name: 'Start study' }).click();
  await finish(page, 1);
  const [samples = []] = samplesByRun(await savedStudy(page));
  const ofGroup = (group: string) =>
    samples.filter(({ verdict: { tests } }) =>
      tests.every((each) => each.group !== group || each.outcome === 'passed'),
    );
  const wrong = samples.filter(({ verdict }) => verdict.status !== 'passed').length;
  expect([samples.length, ofGroup('shown').length, ofGroup('hidden').length]).toEqual([
    3,
    3,
    3 - wrong,
  ]);
  // Which of the two it finds, its seed decides; the third has but one short solution.
  expect(wrong).toBeLessThan(3);
  await page
    .getByText(
      new RegExp(
        `^3 of 3 samples pass the shown asserts, and ${wrong} of these fail${wrong === 1 ? 's' : ''} a hidden input`,
      ),
    )
    .waitFor();
  await page.getByRole('img', { name: 'Shown asserts and held-out tests' }).waitFor();
  expect(await faults(page)).toEqual([]);
});

test.runIf(has('mbpp', 'sanitized'))(
  'the original and the edited tasks are paired by id, and their differences are marked',
  async () => {
    const page = await visits.open(
      '#/evaluation/studies/edited-text',
      { viewport: { width: 380, height: 900 } },
      async (context) => {
        for (const [{ origin }, file] of [
          [mbpp, 'mbpp'],
          [sanitizedMbpp, 'sanitized'],
        ] as const) {
          await context.route(origin.address, (route) =>
            route.fulfill({ path: pathOf(file), headers }),
          );
        }
      },
    );
    await page.getByText('This study needs tasks that were edited.').waitFor();
    await giveModel(page, 'GGUF file for the run', editedTasksModel);
    await page.getByRole('button', { name: 'Small, for a browser' }).click();
    await page.getByLabel('Task IDs').fill('11 16 17 57');
    await page.getByLabel('Samples per task').fill('1');
    await page.getByLabel('Max tokens').fill('64');
    await page.getByLabel('Max tokens').blur();
    const start = page.getByRole('button', { name: 'Start study' });
    await page.getByRole('button', { name: 'Download MBPP sanitized' }).click();
    await page.getByText('4 tasks.').waitFor();
    // The other version is not here yet.
    expect(await start.isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Download MBPP' }).click();
    await page.getByText('2 runs. 8 samples').waitFor();
    expect(await faults(page)).toEqual([]);
    await start.click();
    await finish(page, 2);
    const file = await savedStudy(page);
    const [original, edited] = samplesByRun(file).map((samples) =>
      samples.filter(({ verdict }) => verdict.status === 'passed').map(({ task }) => task),
    );
    expect([original?.sort(), edited?.sort()]).toEqual([
      ['17', '57'],
      ['16', '17'],
    ]);
    await expect.poll(() => ratesOn(page)).toEqual(ratesIn(file));
    await page.getByText('1 only with edited text, 1 only with original text').waitFor();
    await page.getByText('Of 4 tasks, 3 have another text').waitFor();
    const list = page.getByRole('region', { name: 'Solved in one version only' });
    expect(await list.getByRole('heading', { level: 4 }).allTextContents()).toEqual([
      'Task 16: only with the edited text',
      'Task 57: only with the original text',
    ]);
    const last = list.getByRole('listitem').last();
    expect(await last.locator('ins').allTextContents()).toEqual(['list of ']);
    expect(await last.locator('del').allTextContents()).toEqual([',3', ',4', ',4']);
    expect(await faultsLightAndDark(page)).toEqual([]);
    // The runs alone are paired by id as a choice.
    await page.getByRole('button', { name: 'Open runs side by side' }).click();
    await page.getByText('These runs have no tasks in common').waitFor();
    await page.getByRole('checkbox', { name: 'Pair 4 more tasks by ID' }).check();
    await page.getByText('On the 4 tasks that all runs have samples for.').waitFor();
    await givesTrainingDataAsTheCommand(page);
  },
);

/** With MBPP on this device: the zip file has what the command writes, byte for byte. */
async function givesTrainingDataAsTheCommand(page: Page): Promise<void> {
  await page.goto(`${visits.address}#/evaluation/studies`);
  await page.getByLabel('Prompts').selectOption('Instruction');
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download training data' }).click();
  const archive = new Uint8Array(await readFile(await (await saving).path()));
  await page.getByText('368 training and 90 validation rows. Without 6 tasks').waitFor();
  const folder = await mkdtemp(join(tmpdir(), 'synthpad-training-'));
  vi.spyOn(console, 'log').mockImplementation(() => undefined);
  try {
    const args = ['--set', 'mbpp', '--tasks', pathOf('mbpp'), '--format', 'chat'];
    const open = async () => {
      const headless = await page.context().newPage();
      await headless.goto(`${visits.address}headless.html`);
      return { page: headless, close: () => headless.close() };
    };
    expect(await trainData([...args, '--out', folder], open)).toBe(0);
    const entries = zipEntries(archive);
    expect(entries.map(({ name }) => name).toSorted()).toEqual((await readdir(folder)).toSorted());
    for (const { name, read } of entries) {
      const own = Buffer.from(await read(1e7));
      expect([name, own.equals(await readFile(join(folder, name)))]).toEqual([name, true]);
    }
  } finally {
    vi.restoreAllMocks();
    await rm(folder, { recursive: true, force: true });
  }
}
