/** The evaluation: plans, runs in every state, results, files from elsewhere. */

import type { Page } from 'playwright';
import { starterModel, starterModelName } from '../../support/starter-model.ts';
import {
  editedTasksModel,
  pairAdapter,
  pairBase,
  studyModel,
  studyModelName,
} from '../../support/study-model.ts';
import { dropFile } from '../../support/drop-file.ts';
import { logOf, madeUpRuns } from '../../support/result-logs.ts';
import { give, type View } from './view.ts';

const hash = '#/evaluation';

const plans: readonly View[] = [
  {
    name: 'plan',
    hash,
    show: (page) => page.getByText('6 samples, at most').waitFor(),
  },
  {
    name: 'plan-faults',
    hash,
    async show(page) {
      await page.getByLabel('Which tasks').selectOption({ label: 'By ID' });
      await page.getByLabel('Task IDs').fill('1 2 ninety');
      await page.getByLabel('Float tolerance').fill('-1');
      await page.getByLabel('Float tolerance').blur();
      await page.getByText(/has no task/).waitFor();
    },
  },
  {
    name: 'plan-saved',
    hash,
    async show(page) {
      await page.getByRole('button', { name: 'Save plan' }).click();
      await page.getByLabel('Name').fill('All tasks with a long name, as people give them');
      await page.getByRole('button', { name: 'Save plan' }).click();
      await page.getByText('Saved plans').waitFor();
    },
  },
];

const runs: readonly View[] = [
  {
    name: 'running',
    hash,
    async show(page) {
      await page.getByLabel('Number of tasks').fill('20');
      await page.getByRole('button', { name: 'Start', exact: true }).click();
      await page.getByText(/^[1-9]\d* of \d+ done/).waitFor();
    },
  },
  {
    name: 'paused',
    hash,
    async show(page) {
      await page.getByLabel('Number of tasks').fill('20');
      await page.getByRole('button', { name: 'Start', exact: true }).click();
      await page.getByText(/^[1-9]\d* of \d+ done/).waitFor();
      await page.getByRole('button', { name: 'Pause' }).click();
      await page.getByRole('button', { name: 'Stop for good' }).click();
      await page.getByRole('button', { name: 'Stop permanently' }).waitFor();
    },
  },
  {
    name: 'run-missing',
    hash: '#/evaluation/nowhere',
    show: (page) => page.getByText('This run is not on this device').waitFor(),
  },
];

const results: readonly View[] = [
  { name: 'results', hash, show: (page) => run(page, '12', '3') },
  {
    name: 'sample',
    hash,
    async show(page) {
      await run(page, '5', '2');
      await page.getByRole('row', { name: /^3 / }).click();
      await page.getByText('KeyError').first().waitFor();
    },
  },
  {
    name: 'export',
    hash,
    async show(page) {
      await run(page, '5', '2');
      await page.getByText('files for other harnesses').click();
      await page.getByText('same replies, different rules').click();
      await page.getByText('Plan and cost').click();
    },
  },
  {
    name: 'comparison',
    hash,
    async show(page) {
      await run(page, '12', '3');
      await run(page, '12', '3');
      await page.getByRole('checkbox', { name: /^Compare/ }).check();
      await page
        .getByText(/McNemar/)
        .first()
        .waitFor();
    },
  },
  {
    name: 'revised',
    hash,
    async show(page) {
      await run(page, '12', '3');
      await page.getByText('same replies, different rules').click();
      const form = page.getByRole('main').getByLabel('Programs', { exact: true });
      await form.selectOption('given');
      await page.getByRole('button', { name: 'Re-check' }).click();
      const changes = page.getByRole('region', { name: 'Changed verdicts' });
      await changes.getByText(/verdicts changed\.$/).waitFor();
      await changes.locator('summary').first().click();
    },
  },
  { name: 'results-single', hash, show: (page) => importRuns(page, 1) },
  { name: 'results-two', hash, show: (page) => importRuns(page, 2) },
  { name: 'results-six', hash, show: (page) => importRuns(page, 6) },
  {
    name: 'sample-beside',
    hash,
    async show(page) {
      await importRuns(page, 2);
      await page.getByRole('link', { name: 'Task 23', exact: true }).first().click();
      await page.getByLabel('Compare with').selectOption({ index: 1 });
      await page.getByRole('region', { name: 'Difference of the programs' }).waitFor();
    },
  },
  {
    name: 'run-labels',
    hash,
    async show(page) {
      await importRuns(page, 1);
      await page.getByRole('button', { name: 'Name, tags and notes' }).click();
    },
  },
  {
    name: 'import',
    hash,
    async show(page) {
      await page.getByText('Import', { exact: true }).first().click();
      await give(page, 'Run log or plan', 'notes.txt', 'Nothing but notes.');
      await page.getByRole('button', { name: 'Import with these settings' }).waitFor();
    },
  },
  {
    name: 'import-refused',
    hash,
    async show(page) {
      await page.getByText('Import', { exact: true }).first().click();
      const list = page.getByRole('complementary', { name: 'Runs' });
      await list.getByLabel('Tasks', { exact: true }).selectOption({ label: 'Starter tasks' });
      const rows = [1, 901, 902].map((id) => JSON.stringify({ task_id: id, completion: 'x = 1' }));
      await give(page, 'File of completions', 'odd.jsonl', rows.join('\n'));
      await page.getByRole('button', { name: 'Import anyway' }).waitFor();
    },
  },
];

const studies: readonly View[] = [
  {
    name: 'studies',
    hash: '#/evaluation/studies',
    show: (page) => page.getByRole('heading', { name: 'Studies' }).waitFor(),
  },
  {
    name: 'study-form',
    hash: '#/evaluation/studies/model-size',
    show: (page) => page.getByText('1 run. 6 samples').waitFor(),
  },
  {
    name: 'study-begun',
    hash: '#/evaluation/studies/shown-asserts',
    async show(page) {
      await page.getByRole('button', { name: 'Set up without starting' }).click();
      await page.getByText('You will see:').waitFor();
    },
  },
  {
    name: 'study-asserts',
    hash: '#/evaluation/studies/shown-asserts',
    show: (page) => study(page, 4, '3'),
  },
  {
    name: 'study-seeds',
    hash: '#/evaluation/studies/which-examples',
    show: (page) => study(page, 6, '1', '11 13 17'),
  },
  {
    name: 'study-challenge',
    hash: '#/evaluation/studies/challenge-tests',
    async show(page) {
      await study(page, 1, '2');
      await page.getByRole('button', { name: 'Look for hard-coded answers' }).click();
      await page.getByText(/programs looked at/).waitFor();
    },
  },
  {
    name: 'study-bleu',
    hash: '#/evaluation/studies/bleu',
    show: (page) => study(page, 1, '2', '1 2 3 4 5 6 7 8 9 10 11 12'),
  },
  {
    name: 'study-errors',
    hash: '#/evaluation/studies/difficulty',
    show: (page) => study(page, 1, '2', '1 2 3 4 5 6 20 28'),
  },
  {
    name: 'study-overfit',
    hash: '#/evaluation/studies/search-overfit',
    show: (page) => search(page, '6'),
  },
  {
    name: 'study-edited',
    hash: '#/evaluation/studies/edited-text',
    needsData: true,
    async show(page) {
      await page.getByRole('button', { name: 'Small, for a browser' }).click();
      for (const set of ['MBPP sanitized', 'MBPP']) {
        await page.getByRole('button', { name: `Download ${set}`, exact: true }).click();
        await page
          .getByRole('button', { name: `Download ${set}`, exact: true })
          .waitFor({ state: 'detached' });
      }
      await study(page, 2, '1', '11 16 17 57', editedTasksModel);
    },
  },
  { name: 'study-pair', hash: '#/evaluation/studies/fine-tuned', show: pair },
  {
    name: 'study-hints',
    hash: '#/evaluation/studies/hints',
    show: (page) => page.getByRole('heading', { name: 'Hints from people' }).waitFor(),
  },
];

/** Of the built-in search, which leaves no choice of a model. */
async function search(page: Page, tasks: string): Promise<void> {
  await page.getByLabel('Number of tasks').fill(tasks);
  await page.getByLabel('Samples per task').fill('1');
  await page.getByRole('button', { name: 'Start study' }).click();
  await page.getByRole('img', { name: 'Shown asserts and held-out tests' }).waitFor();
  await page.getByText('Finished', { exact: true }).first().waitFor();
}

/** A small model with its adapter and without, to the end. */
async function pair(page: Page): Promise<void> {
  const tuned = page.getByRole('group', { name: 'Fine-tuned model' });
  const give = (label: string, name: string, bytes: Uint8Array) =>
    tuned.getByLabel(label).setInputFiles({
      ...{ name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) },
    });
  await give('GGUF file for the run', studyModelName, pairBase);
  await tuned.getByText('LoRA adapter', { exact: true }).click();
  await give('GGUF file of the adapter', 'lora.gguf', pairAdapter);
  await page.getByLabel('Number of tasks').fill('4');
  await page.getByLabel('Samples per task').fill('1');
  await page.getByLabel('Samples per task').blur();
  await page.getByRole('button', { name: 'Start study' }).click();
  const table = page.getByRole('region', { name: 'Runs of this study' });
  await table.getByText('Finished').nth(1).waitFor({ timeout: 120_000 });
  await page.getByRole('heading', { name: 'Paired by task' }).scrollIntoViewIfNeeded();
}

/** A study of the small model, to its end. */
async function study(
  page: Page,
  runCount: number,
  samples: string,
  ids: string | null = null,
  model = studyModel,
): Promise<void> {
  await page.getByLabel('GGUF file for the run').setInputFiles({
    ...{ name: studyModelName, mimeType: 'application/octet-stream' },
    buffer: Buffer.from(model),
  });
  if (ids === null) await page.getByLabel('Number of tasks').fill('3');
  else {
    await page.getByLabel('Which tasks').selectOption('By ID');
    await page.getByLabel('Task IDs').fill(ids);
  }
  await page.getByLabel('Samples per task').fill(samples);
  await page.getByRole('button', { name: 'Start study' }).click();
  const table = page.getByRole('region', { name: 'Runs of this study' });
  await table
    .getByText('Finished')
    .nth(runCount - 1)
    .waitFor({ timeout: 120_000 });
  // The chart follows the last samples.
  await page.waitForTimeout(2500);
}

/** Runs of one sample a task, as their logs bring them, side by side. */
async function importRuns(page: Page, number: number): Promise<void> {
  const runs = madeUpRuns(number, 60);
  for (const run of runs) {
    await dropFile(page, `${run.run.id}.jsonl`, logOf(run));
    await page.getByRole('heading', { level: 1, name: run.run.plan.name }).waitFor();
  }
  const ids = runs.map(({ run }) => run.id).join('/');
  await page.evaluate((address) => void (location.hash = address), `${hash}/${ids}`);
  await page.getByText(/failed samples, /).waitFor();
  await page.getByText('files for other harnesses').waitFor();
}

/** A run of the small model, to its end. */
async function run(page: Page, tasks: string, samples: string): Promise<void> {
  await page.getByRole('link', { name: 'New run' }).click();
  await page.getByLabel('GGUF file for the run').setInputFiles({
    ...{ name: starterModelName, mimeType: 'application/octet-stream' },
    buffer: Buffer.from(starterModel),
  });
  await page.getByLabel('Number of tasks').fill(tasks);
  await page.getByLabel('Samples per task').fill(samples);
  await page.getByLabel('Temperature').fill('1');
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.getByText('tiny. Finished.').waitFor();
}

export const evaluationViews = [...plans, ...runs, ...results, ...studies];
