/**
 * MathQA-Python as a person gets it: made from an archive in the original layout, solved by a real
 * engine, evaluated and graded; and the published test split, where a copy lies beside the repository.
 */

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { mathQaPython } from '../../src/tasks/sets/mathqa-python.ts';
import { main as evaluate } from '../../src/terminal/evaluate.ts';
import { main as grade } from '../../src/terminal/grade.ts';
import { readTasks } from '../../src/terminal/input.ts';
import { mathQaFiles, problems, zipOf } from '../support/mathqa.ts';
import { planOf } from '../support/plans.ts';
import { has, pathOf } from '../support/published.ts';
import { sharedChromium } from '../support/site.ts';
import { tinyModel } from '../support/tiny-model.ts';
import { useTinyModel } from '../support/use-tiny-model.ts';
import { useVisits } from './page-visits.ts';

const visits = useVisits();
const archive = zipOf(mathQaFiles());
const count = problems.length + 5;
let folder: string;
const path = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'synthpad-mathqa-'));
  await writeFile(path('MathQA.zip'), archive);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

afterEach(() => vi.restoreAllMocks());

/** Told apart by a word of the problem. The second one is wrong, and near. */
const replies = [
  { functionName: 'volume_cube', reply: '```python\nanswer = 3.0 ** 3\n```\n' },
  { functionName: 'lcm', reply: '```python\nimport scipy\nanswer = scipy.lcm(4, 6) + 0.1\n```\n' },
];

async function rowsOf(file: string) {
  const lines = (await readFile(file, 'utf8')).trim().split('\n');
  return lines.map((line) => JSON.parse(line));
}

async function openHeadless() {
  const page = await (await sharedChromium()).newPage();
  await page.goto(`${visits.address}headless.html`);
  return { page, close: () => page.close() };
}

async function runGrade(args: readonly string[]) {
  let [said, faults] = ['', ''];
  vi.spyOn(console, 'log').mockImplementation((line) => (said += `${line}\n`));
  vi.spyOn(console, 'error').mockImplementation((line) => (faults += `${line}\n`));
  const code = await grade(args);
  return { code, said, faults };
}

function openAt(body: () => Buffer | null) {
  return visits.open('#/mathqa-python', {}, async (context) => {
    await context.route(mathQaPython.origin.address, (route) => {
      const bytes = body();
      const headers = { 'Access-Control-Allow-Origin': '*' };
      return bytes ? route.fulfill({ body: bytes, headers }) : route.abort();
    });
  });
}

test('the set is made from its archive, kept, and solved by hand and by a real engine', async () => {
  let downloads = 0;
  const page = await openAt(() => (downloads++ === 0 ? Buffer.from(archive) : null));
  await page.getByRole('button', { name: /^Download/ }).click();
  await page.getByText(`${count} tasks`).first().waitFor();
  await page.getByText(`Train: ${problems.length}, in the paper 19,209`).waitFor();
  await page.getByText('Test: 3, in the paper 1,883').waitFor();

  await page.goto(`${visits.address}#/mathqa-python/train-0`);
  await page.getByRole('heading', { name: /^Task train-0 MathQA-Python/ }).waitFor();
  await page.getByText('what is add of 6 and 4 ? n0 = 6.0 n1 = 4.0').first().waitFor();
  const editor = page.getByRole('textbox', { name: 'Program' });
  await editor.click();
  await page.keyboard.type('answer = 11');
  await page.getByRole('button', { name: /^Check/ }).click();
  await page.getByRole('heading', { name: 'Wrong: another number is right' }).waitFor();
  await editor.click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('answer = 6 + 4');
  await page.getByRole('button', { name: /^Check/ }).click();
  await page.getByRole('heading', { name: 'Right: that is the number' }).waitFor();
  await page.getByText('Reference solution').click();
  await page.getByRole('button', { name: 'Show code' }).click();
  const worked = page.getByRole('region', { name: 'Worked solution' });
  await worked.locator('tbody tr').nth(2).waitFor();
  const lines = await worked.locator('tbody tr').allInnerTexts();
  expect(lines.map((line) => line.split(/\s*[\t\n]\s*/))).toEqual([
    ['n0 = 6.0', '6'],
    ['n1 = 4.0', '4'],
    ['answer = n0 + n1', 'add', 'add(n0,n1)', '10'],
  ]);

  await useTinyModel(page, replies, { isAskedInCode: true });
  const at = Object.keys(problems).find((each) =>
    problems[Number(each)]?.Problem.includes('volume_cube'),
  );
  await page.goto(`${visits.address}#/mathqa-python/train-${at}`);
  await page.getByText('what is volume_cube of 3').first().waitFor();
  await page.getByRole('button', { name: 'Generate' }).click();
  await page.getByRole('heading', { name: 'Right: that is the number' }).waitFor();

  // The next visit needs no network for it.
  await page.reload();
  await page.getByText(`${count} tasks`).first().waitFor();
  expect(downloads).toBe(1);
});

test('an archive that is cut is refused in a sentence, and an own copy is taken instead', async () => {
  const page = await openAt(() => Buffer.from(archive.subarray(0, archive.length - 30)));
  await page.getByRole('button', { name: /^Download/ }).click();
  await page.getByRole('alert').first().waitFor();
  expect(await page.getByRole('alert').first().innerText()).toContain('not a whole zip archive');
  await page
    .getByLabel('Task file', { exact: true })
    .first()
    .setInputFiles({
      name: 'MathQA.zip',
      mimeType: 'application/zip',
      buffer: Buffer.from(archive),
    });
  await page.getByText(`${count} tasks`).first().waitFor();
  await page.reload();
  await page.getByText(`${count} tasks`).first().waitFor();
});

test('references with every operation are right in the sandbox', async () => {
  const { source, tasks } = await readTasks(path('MathQA.zip'));
  expect([source, tasks.length]).toEqual(['mathqa-python', count]);
  const samples = tasks.map(({ id, referenceCode }) => ({
    task_id: id,
    completion: referenceCode,
  }));
  await writeFile(path('samples.jsonl'), samples.map((row) => JSON.stringify(row)).join('\n'));
  const files = ['--tasks', path('MathQA.zip'), '--samples', path('samples.jsonl')];
  const { code, faults } = await runGrade([...files, '--out', path('verdicts.jsonl')]);
  expect({ code, faults }).toEqual({ code: 0, faults: '' });
  const verdicts = await rowsOf(path('verdicts.jsonl'));
  expect(verdicts.filter(({ passed }) => !passed)).toEqual([]);
  expect(verdicts).toHaveLength(count);
});

test('it is evaluated by a plan, and the log has what is near as well', async () => {
  const model = tinyModel(replies, { hasChatTemplate: true, isAskedInCode: true });
  await writeFile(path('tiny.gguf'), model);
  const ids = ['volume_cube', 'lcm'].map((name) =>
    problems.findIndex(({ Problem }) => Problem.startsWith(`what is ${name} of`)),
  );
  const plan = planOf({
    writer: { kind: 'gguf-file', fileName: 'tiny.gguf', sizeBytes: model.byteLength },
    tasks: {
      source: mathQaPython.id,
      which: { kind: 'ids', ids: ids.map((each) => `train-${each}`) },
    },
    samplesPerTask: 1,
    sampling: { temperature: 0, topP: 1, maxTokens: 64 },
  });
  await writeFile(path('plan.json'), JSON.stringify(plan));
  const files = ['--plan', path('plan.json'), '--tasks', path('MathQA.zip')];
  const given = [...files, '--out', path('run.jsonl'), '--model', path('tiny.gguf')];
  vi.spyOn(console, 'log').mockImplementation(() => undefined);
  expect(await evaluate(given, openHeadless)).toBe(0);
  const samples = (await rowsOf(path('run.jsonl'))).filter(({ kind }) => kind === 'sample');
  const found = samples.map(({ extraction, verdict: { status, marks } }) => [
    ...[extraction.rule, status, marks],
  ]);
  expect(found.toSorted()).toEqual([
    ['answer', 'failed-assertion', ['within-one-percent']],
    ['answer', 'passed', ['within-one-percent']],
  ]);
});

test('all references of the published test split are right', async ({ skip }) => {
  if (!has('mathQa')) return skip('there is no copy of MathQA-Python beside the repository');
  const rows: readonly { task_id: number; code: string }[] = JSON.parse(
    await readFile(pathOf('mathQa'), 'utf8'),
  );
  const samples = rows.map(({ task_id, code }) => ({ task_id, completion: code }));
  await writeFile(path('samples.jsonl'), samples.map((row) => JSON.stringify(row)).join('\n'));
  const files = ['--tasks', pathOf('mathQa'), '--samples', path('samples.jsonl')];
  const { code, said, faults } = await runGrade([...files, '--out', path('references.jsonl')]);
  expect({ code, faults }).toEqual({ code: 0, faults: '' });
  const verdicts = await rowsOf(path('references.jsonl'));
  expect(verdicts.filter(({ passed }) => !passed)).toEqual([]);
  expect(said).toContain('1,883 samples of 1,883 tasks');
  expect(rows.filter((each) => /scipy\.(lcm|gcd|special)/.test(each.code)).length).toBe(28);
});
