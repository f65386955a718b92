/**
 * CRUXEval as a person gets it: downloaded on request, predicted by hand and by a real engine,
 * evaluated and graded. The public home is answered from the copy beside the repository; without
 * one, skipped.
 */

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { cruxEval } from '../../src/tasks/sets/cruxeval.ts';
import { main as evaluate } from '../../src/terminal/evaluate.ts';
import { main as grade } from '../../src/terminal/grade.ts';
import { planOf } from '../support/plans.ts';
import { has, pathOf } from '../support/published.ts';
import { sharedChromium } from '../support/site.ts';
import { tinyModel } from '../support/tiny-model.ts';
import { useTinyModel } from '../support/use-tiny-model.ts';
import { useVisits } from './page-visits.ts';

const visits = useVisits();
let folder: string;
const path = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'synthpad-cruxeval-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

afterEach(() => vi.restoreAllMocks());

/** Told apart by a word of the code: every function is called f. The second one is wrong. */
const replies = [
  { functionName: 'fromkeys', reply: '```python\n{1: None, 2: None}\n```\n' },
  { functionName: 'hbtofdeiequ', reply: "It returns `'hbtofdeieq'`.\n" },
];

/** Inputs that are more than literals: names, calls and lambdas are not taken as predictions. */
const notLiteral = [
  ...['sample_152', 'sample_258', 'sample_344', 'sample_364', 'sample_378', 'sample_459'],
  ...['sample_522', 'sample_694', 'sample_720', 'sample_760', 'sample_770'],
];

async function openHeadless() {
  const page = await (await sharedChromium()).newPage();
  await page.goto(`${visits.address}headless.html`);
  return { page, close: () => page.close() };
}

async function rowsOf(file: string) {
  const lines = (await readFile(file, 'utf8')).trim().split('\n');
  return lines.map((line) => JSON.parse(line));
}

async function runGrade(args: readonly string[]) {
  let [said, faults] = ['', ''];
  vi.spyOn(console, 'log').mockImplementation((line) => (said += `${line}\n`));
  vi.spyOn(console, 'error').mockImplementation((line) => (faults += `${line}\n`));
  const code = await grade(['--tasks', pathOf('cruxEval'), ...args]);
  return { code, said, faults };
}

describe.skipIf(!has('cruxEval'))('CRUXEval', () => {
  test('is downloaded, and its outputs predicted by a person and by a real engine', async () => {
    const page = await visits.open('#/cruxeval', {}, async (context) => {
      await context.route(cruxEval.origin.address, async (route) =>
        route.fulfill({
          body: await readFile(pathOf('cruxEval')),
          headers: { 'Access-Control-Allow-Origin': '*' },
        }),
      );
    });
    await page.getByRole('button', { name: /^Download/ }).click();
    await page.getByText('800 tasks').first().waitFor();

    await page.goto(`${visits.address}#/cruxeval/sample_3`);
    await page.getByRole('heading', { name: /^Task sample_3 CRUXEval/ }).waitFor();
    await page.getByText("f('bcksrut', 'q') == ??").first().waitFor();
    expect(await page.getByText('bcksrutq').count()).toBe(0);
    // The search writes programs alone.
    expect(await page.getByRole('button', { name: 'Generate' }).isDisabled()).toBe(true);
    const editor = page.getByRole('textbox', { name: 'Program' });
    await editor.click();
    await page.keyboard.type("'bcksrut'");
    await page.getByRole('button', { name: /^Check/ }).click();
    await page.getByRole('heading', { name: 'Wrong: the call returns another value' }).waitFor();
    await page.getByText("'bcksrutq'").first().waitFor();
    await page.getByRole('button', { name: "Step through f('bcksrut', 'q')" }).click();
    await page.getByRole('dialog').getByText('text_list').first().waitFor();
    await page.keyboard.press('Escape');

    await useTinyModel(page, replies, { isAskedInCode: true });
    for (const [id, title] of [
      ['sample_1', 'Right: that is the value'],
      ['sample_2', 'Wrong: the call returns another value'],
    ] as const) {
      await page.goto(`${visits.address}#/cruxeval/${id}`);
      await page.getByRole('heading', { name: new RegExp(`^Task ${id} CRUXEval`) }).waitFor();
      await page.getByRole('button', { name: 'Generate' }).click();
      await page.getByRole('heading', { name: title }).waitFor();
    }
  });

  test('is evaluated by a plan, and its log has the answers as they were graded', async () => {
    const out = path('run.jsonl');
    const model = tinyModel(replies, { hasChatTemplate: true, isAskedInCode: true });
    await writeFile(path('tiny.gguf'), model);
    const plan = planOf({
      writer: { kind: 'gguf-file', fileName: 'tiny.gguf', sizeBytes: model.byteLength },
      tasks: { source: cruxEval.id, which: { kind: 'ids', ids: ['sample_1', 'sample_2'] } },
      samplesPerTask: 1,
      sampling: { temperature: 0, topP: 1, maxTokens: 64 },
    });
    await writeFile(path('plan.json'), JSON.stringify(plan));
    const files = ['--plan', path('plan.json'), '--tasks', pathOf('cruxEval'), '--out', out];
    vi.spyOn(console, 'log').mockImplementation(() => undefined);
    expect(await evaluate([...files, '--model', path('tiny.gguf')], openHeadless)).toBe(0);
    const lines = await rowsOf(out);
    const prompts = lines.filter(({ kind }) => kind === 'task').map(({ prompt }) => prompt);
    expect(JSON.stringify(prompts)).not.toContain('{1: None, 2: None}');
    const samples = lines.filter(({ kind }) => kind === 'sample');
    expect(
      samples.map(({ task, extraction, verdict }) => ({
        ...{ task, answer: extraction.program.trim(), rule: extraction.rule },
        ...{ status: verdict.status, marks: verdict.marks },
      })),
    ).toEqual([
      {
        ...{ task: 'sample_1', answer: '{1: None, 2: None}', rule: 'answer' },
        ...{ status: 'passed', marks: ['same-text'] },
      },
      {
        ...{ task: 'sample_2', answer: "'hbtofdeieq'", rule: 'answer' },
        ...{ status: 'failed-assertion', marks: undefined },
      },
    ]);
  });

  test('all published outputs are right by execution, and a wrong one is not', async () => {
    const rows = await rowsOf(pathOf('cruxEval'));
    const generations = Object.fromEntries(rows.map(({ id, output }) => [id, [output]]));
    generations['sample_0'].push('[]');
    await writeFile(path('generations.json'), JSON.stringify(generations));
    const files = ['--samples', path('generations.json'), '--out', path('outputs.jsonl')];
    const { code, said, faults } = await runGrade(files);
    expect({ code, faults }).toEqual({ code: 0, faults: '' });
    const verdicts = await rowsOf(path('outputs.jsonl'));
    expect(verdicts).toHaveLength(801);
    const wrong = verdicts.filter(({ passed }) => !passed);
    expect(wrong.map(({ task_id, sample, status }) => [task_id, sample, status])).toEqual([
      ['sample_0', 1, 'failed-assertion'],
    ]);
    const otherText = verdicts.filter(({ passed, marks }) => passed && !marks);
    expect(otherText.map(({ task_id }) => task_id)).toEqual([]);
    expect(said).toContain('801 samples of 800 tasks');
  });

  test('all published inputs work, but for those that are no literals', async () => {
    const rows = await rowsOf(pathOf('cruxEval'));
    const generations = Object.fromEntries(rows.map(({ id, input }) => [id, [`f(${input})`]]));
    await writeFile(path('generations.json'), JSON.stringify(generations));
    const files = ['--samples', path('generations.json'), '--out', path('inputs.jsonl')];
    const { code, faults } = await runGrade([...files, '--predict', 'input']);
    expect({ code, faults }).toEqual({ code: 0, faults: '' });
    const verdicts = await rowsOf(path('inputs.jsonl'));
    const refused = verdicts.filter(({ passed }) => !passed);
    expect(new Set(refused.map(({ status }) => status))).toEqual(new Set(['syntax-error']));
    expect(refused.map(({ task_id }) => task_id).toSorted()).toEqual(notLiteral);
  });
});
