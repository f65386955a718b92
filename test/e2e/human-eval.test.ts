/**
 * HumanEval as a person gets it: downloaded on request, solved by a real engine, evaluated and
 * graded. The public home is answered from the copy beside the repository; without one, skipped.
 */

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { humanEval } from '../../src/tasks/sets/human-eval.ts';
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
  folder = await mkdtemp(join(tmpdir(), 'synthpad-human-eval-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

afterEach(() => vi.restoreAllMocks());

/** For task 23 the body alone, for task 53 a whole function in a fence. */
const replies = [
  { functionName: 'strlen', reply: '    return sum(1 for _ in string)\n' },
  { functionName: 'add', reply: '```python\ndef add(x, y):\n    return y + x\n```\n' },
];
/** What goes on with code has no fences. */
const bodies = replies.map(({ functionName, reply }) => ({
  ...{ functionName, reply: /^ {4}return.*\n/m.exec(reply)?.[0] ?? '' },
}));

async function openHeadless() {
  const page = await (await sharedChromium()).newPage();
  await page.goto(`${visits.address}headless.html`);
  return { page, close: () => page.close() };
}

async function rowsOf(file: string) {
  const lines = (await readFile(file, 'utf8')).trim().split('\n');
  return lines.map((line) => JSON.parse(line));
}

describe.skipIf(!has('humanEval'))('HumanEval', () => {
  test('is downloaded, and tasks of it solved by a real engine', async () => {
    const page = await visits.open('#/human-eval', {}, async (context) => {
      await context.route(humanEval.origin.address, async (route) =>
        route.fulfill({
          body: await readFile(pathOf('humanEval')),
          headers: { 'Access-Control-Allow-Origin': '*' },
        }),
      );
    });
    await page.getByRole('button', { name: /^Download/ }).click();
    await page.getByText('164 tasks').first().waitFor();
    await page.goto(`${visits.address}#/human-eval/23`);
    await page.getByRole('heading', { name: /^Task 23 HumanEval/ }).waitFor();
    await page.getByRole('region', { name: 'Code to complete' }).waitFor();
    await useTinyModel(page, replies, { isAskedInCode: true });
    for (const [id, program] of [
      [23, 'return sum(1 for _ in string)'],
      [53, 'return y + x'],
    ] as const) {
      await page.goto(`${visits.address}#/human-eval/${id}`);
      await page.getByRole('heading', { name: new RegExp(`^Task ${id} HumanEval`) }).waitFor();
      await page.getByRole('button', { name: 'Generate' }).click();
      await page.getByRole('heading', { name: /passe/ }).waitFor();
      expect(await page.getByRole('textbox', { name: 'Program' }).innerText()).toContain(program);
    }
    await page.reload();
    await page.getByText('164 tasks').first().waitFor();
  });

  test.each(['instruction', 'paper'] as const)(
    'is evaluated by a plan, asked in the style %s, with its tests in no prompt',
    async (style) => {
      const out = path(`${style}.jsonl`);
      const model = tinyModel(style === 'paper' ? bodies : replies, {
        ...{ hasChatTemplate: true, isAskedInCode: true },
      });
      await writeFile(path('tiny.gguf'), model);
      const plan = planOf({
        writer: { kind: 'gguf-file', fileName: 'tiny.gguf', sizeBytes: model.byteLength },
        prompt: { style, exampleCount: 3, shownTestCount: 3 },
        tasks: { source: humanEval.id, which: { kind: 'ids', ids: ['23', '53'] } },
        samplesPerTask: 1,
        sampling: { temperature: 0, topP: 1, maxTokens: 64 },
      });
      await writeFile(path('plan.json'), JSON.stringify(plan));
      const files = ['--plan', path('plan.json'), '--tasks', pathOf('humanEval'), '--out', out];
      vi.spyOn(console, 'log').mockImplementation(() => undefined);
      expect(await evaluate([...files, '--model', path('tiny.gguf')], openHeadless)).toBe(0);
      const lines = await rowsOf(out);
      const tasks = lines.filter(({ kind }) => kind === 'task');
      expect(tasks.map(({ functionName }) => functionName)).toEqual(['strlen', 'add']);
      for (const { task, prompt } of tasks) {
        expect(JSON.stringify(prompt)).not.toMatch(/candidate|check\(/);
        if (style === 'paper')
          expect(prompt).toEqual({ kind: 'completion', text: task.codePrompt });
      }
      const samples = lines.filter(({ kind }) => kind === 'sample');
      expect(samples.map(({ task, extraction }) => [task, extraction.rule])).toEqual([
        ['23', 'completes-prompt'],
        ['53', style === 'paper' ? 'completes-prompt' : 'defines-function'],
      ]);
      expect(
        samples.map(({ verdict }) => [verdict.status, ...verdict.tests.map(isUnisolated)]),
      ).toEqual([
        ['passed', false],
        ['passed', false],
      ]);
    },
  );

  test('all published solutions pass in a command, as the bodies that they are', async () => {
    const rows = gunzipSync(await readFile(pathOf('humanEval')))
      .toString('utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const samples = rows.map(({ task_id, canonical_solution }) => ({
      ...{ task_id, completion: canonical_solution },
    }));
    const foreign = { task_id: 'Mbpp/3', completion: 'pass' };
    const text = [...samples, foreign].map((row) => JSON.stringify(row)).join('\n');
    await writeFile(path('samples.jsonl'), text);
    let [said, faults] = ['', ''];
    vi.spyOn(console, 'log').mockImplementation((line) => (said += `${line}\n`));
    vi.spyOn(console, 'error').mockImplementation((line) => (faults += `${line}\n`));
    const files = ['--tasks', pathOf('humanEval'), '--samples', path('samples.jsonl')];
    expect(await grade([...files, '--out', path('verdicts.jsonl')])).toBe(1);
    expect(faults).toMatch(/has no task Mbpp\/3/);
    const verdicts = await rowsOf(path('verdicts.jsonl'));
    expect(verdicts.filter(({ passed }) => !passed)).toEqual([]);
    expect(verdicts.filter(({ tests }) => tests.some(isUnisolated))).toEqual([]);
    expect(said).toContain('164 samples of 164 tasks');
  });
});

function isUnisolated(test: Record<string, unknown>): boolean {
  return Object.entries(test).some(
    ([name, value]) => /isolated|beside/i.test(name) && value === true,
  );
}
