/**
 * Studies of several models or settings on the built page, end to end: temperatures, sizes, ways of
 * predicting, an adapter beside its base. Their numbers are worked out here again, from the logs.
 */

import { expect, test } from 'vitest';
import {
  pairAdapter,
  pairBase,
  predictingModel,
  sizedModels,
  studyModelName,
  undecidedModel,
} from '../support/study-model.ts';
import { faults, faultsLightAndDark } from '../support/axe.ts';
import { useVisits } from './page-visits.ts';
import {
  finish,
  giveModel,
  type LoggedSample,
  ratesIn,
  samplesByRun,
  savedBy,
  savedStudy,
  share,
  runStudy,
} from './study-pages.ts';

const visits = useVisits();

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
