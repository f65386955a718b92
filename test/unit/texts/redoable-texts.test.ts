/** Each line of "Can it be repeated?" is true of the log it is about. */

import { expect, test } from 'vitest';
import type { Plan } from '../../../src/evaluation/plans/plan.ts';
import { runResults } from '../../../src/evaluation/results/run-results.ts';
import type { Run, RunTask, SampleOutcome } from '../../../src/evaluation/runs/run.ts';
import { redoableRows } from '../../../src/texts/redoable-texts.ts';
import { outcomesOf, runOf } from '../../support/made-up-runs.ts';
import { taskOf } from '../../support/tasks.ts';

interface Given {
  readonly plan?: Partial<Plan>;
  readonly run?: Partial<Run>;
  /** Of two tasks; `null` leaves a task's line out. */
  readonly stops?: readonly (readonly string[] | null | undefined)[];
  readonly outcomes?: readonly SampleOutcome[];
}

function rows({ plan = {}, run = {}, stops = [[], []], outcomes }: Given = {}) {
  const made = runOf('a', ['1', '2'], run);
  const tasks = stops.flatMap((stop, at): RunTask[] =>
    stop === null
      ? []
      : [
          {
            ...{ run: 'a', task: taskOf([], { id: String(at + 1) }) },
            ...{ prompt: null, functionName: 'f', ...(stop ? { stop } : {}) },
          },
        ],
  );
  const whole = { ...made, plan: { ...made.plan, ...plan } };
  const samples = outcomes ?? outcomesOf('a', { 1: 'p', 2: 'f' });
  return new Map(redoableRows(runResults(whole, samples, tasks)));
}

const environment = {
  ...{ commit: 'abc123', pyodide: '1.2.3', python: '3.14', browser: 'Firefox 140' },
  ...{ platform: 'Linux', cores: 2, gpu: null },
  limits: { timeMs: 10_000, memoryBytes: 256 * 1024 * 1024 },
};

test('tasks that the log lacks are not said to be in it', () => {
  expect(rows().get('Tasks')).toMatch(
    /^every one word for word in the log; the published file has SHA-256 ccf64ceae9c5/,
  );
  expect(rows({ stops: [[], null] }).get('Tasks')).toMatch(/^1 of 2 word for word/);
});

test('completions from elsewhere have no prompts, no sampling and no model', () => {
  const found = rows({ plan: { writer: { kind: 'imported', from: 'x.jsonl' } } });
  expect(found.get('Prompts')).toBe('not recorded');
  expect(found.get('Sampling and seeds')).toBe('not recorded');
  expect(found.get('Same replies again')).toMatch(/^no: /);
  expect(found.has('Model')).toBe(false);
});

test('a begun reply that the engine cannot take is missed only where the prompt had one', () => {
  const prompts = (style: Plan['prompt']['style']) =>
    rows({ plan: { prompt: { style, exampleCount: 0, shownTestCount: 1 } } }).get('Prompts');
  expect(prompts('evalplus')).toMatch(/without the begun reply of that harness$/);
  expect(prompts('instruction')).toBe('each as it was sent in the log, examples included');
});

test('a search has no prompt, and stops by the clock', () => {
  const found = rows({ plan: { writer: { kind: 'search', seconds: 20 } } });
  expect(found.get('Prompts')).toMatch(/^none: the search is given/);
  expect(found.get('Same replies again')).toMatch(/^as far as it gets in 20.0 s/);
  expect(found.has('Licence')).toBe(false);
});

test('of a server nobody knows the files, nor what it makes of a seed', () => {
  const writer = {
    kind: 'server',
    address: 'http://localhost:1',
    model: 'm',
    parallel: 1,
  } as const;
  const found = rows({ plan: { writer } });
  expect(found.get('Model files')).toMatch(/^not recorded/);
  expect(found.get('Chat template')).toMatch(/^not recorded/);
  expect(found.get('Same replies again')).toMatch(/^only as far as the server honours seeds/);
});

test('a model is told with its files, its licence, its template and what ends its replies', () => {
  const modelDetails = {
    ...{ engine: 'llama.cpp b1', revision: null, chatTemplate: '{{ messages }}' },
    files: [{ address: 'https://host/models/tiny.gguf', sizeBytes: 1, sha256: 'ab12' }],
    ranOn: [
      { processor: 'cpu', threads: 1 },
      { processor: 'cpu', threads: 4 },
      { processor: 'gpu', threads: null },
    ],
  } as const;
  const modelName = 'Qwen2.5-Coder-0.5B-Instruct';
  const found = rows({ run: { modelDetails, modelName }, stops: [['[DONE]'], ['[DONE]', '\n#']] });
  expect(found.get('Model files')).toBe('tiny.gguf: SHA-256 ab12');
  expect(found.get('Licence')).toBe('Apache-2.0, going by its name');
  expect(found.get('Chat template')).toBe('in the log, as its file has it');
  expect(found.get('Stop strings')).toBe('"[DONE]" and "\\n#"');
  expect(found.get('Engine, GPU and threads')).toBe(
    'llama.cpp b1, on the CPU with 1 thread, the CPU with 4 threads and the GPU',
  );
  const { engine, revision, chatTemplate, files } = modelDetails;
  const earlier = { engine, revision, chatTemplate, files };
  const before = rows({ run: { modelDetails: earlier }, stops: [undefined, undefined] });
  expect(before.get('Engine, GPU and threads')).toBe(
    'llama.cpp b1; on what it ran is not recorded',
  );
  expect(before.get('Stop strings')).toBe('not recorded');
  expect(rows().get('Licence')).toBe('not known');
  expect(rows().get('Engine, GPU and threads')).toBe('not recorded');
});

test('what is missing, unchecked, failed and asked for again is said', () => {
  const first = outcomesOf('a', { 1: 'p' });
  const again = first.map((each) => ({ ...each, failedBefore: ['http-status'] }));
  expect(rows().get('Failures')).toBe('no sample lacks a reply');
  expect(rows({ outcomes: outcomesOf('a', { 1: 'p', 2: '!' }) }).get('Failures')).toBe(
    '1 sample without a reply, each with its reason in the log',
  );
  expect(rows({ outcomes: again }).get('Failures')).toBe(
    'no sample lacks a reply; 1 sample failed before and was asked for again, with what failed in the log',
  );
  expect(rows({ outcomes: first }).get('Replies and verdicts')).toMatch(
    /^1 of 2 so far in the log;/,
  );
  const others = [{ revisedFrom: 'b' }, { stoppedAt: 9 }].map((run) =>
    rows({ run, outcomes: first }).get('Replies and verdicts'),
  );
  expect(others).toEqual([
    '1 of 2 in the log, all that the first run has; “Re-check” judges them again',
    '1 of 2 in the log, because the run was stopped; “Re-check” judges them again',
  ]);
  expect(rows({ outcomes: outcomesOf('a', { 1: 'p', 2: '-' }) }).get('Replies and verdicts')).toBe(
    'all 2 in the log, 1 of them not checked yet; “Re-check” judges them again',
  );
});

test('hidden inputs are in no log, and versions are those of the beginning', () => {
  expect(rows({ run: { hiddenInputs: 'mbpp-plus' } }).get('Hidden inputs')).toBe('not recorded');
  const hiddenSource = { version: 'v0.1.0', sha256: 'cd34' };
  const found = rows({ run: { hiddenInputs: 'mbpp-plus', hiddenSource, environment } });
  expect(found.get('Hidden inputs')).toBe('v0.1.0, SHA-256 cd34; not in the log');
  expect(found.get('Replies and verdicts')).toMatch(/with the file of hidden inputs$/);
  expect(found.get('Versions and machine')).toBe('of its beginning: see above');
  expect(
    rows({ run: { environment: { ...environment, commit: null } } }).get('Versions and machine'),
  ).toMatch(/commit of Synthpad is not recorded$/);
  expect(rows().get('Versions and machine')).toBe('not recorded');
});

test('time limits are those that programs had, and of an earlier log not known', () => {
  const limits = (...all: readonly (number | undefined)[]) => {
    const outcomes = outcomesOf('a', { 1: 'p', 2: 'f' });
    return rows({
      outcomes: outcomes.map((each, at) => ({ ...each, limitMs: all[at] })),
    }).get('Time limits');
  };
  expect(limits(10_000, 10_000)).toMatch(/^10.0 s for every program/);
  expect(limits(10_000, 62_000)).toMatch(/^10.0 s to 1 min 2 s /);
  expect(limits(10_000, undefined)).toBe('not recorded');
});

test.each(['paper', 'lm-eval', 'evalplus-base', 'bigcode'] as const)(
  'a completion in the style %s has no template, whoever wrote it',
  (style) => {
    const prompt = { style, exampleCount: 0, shownTestCount: 1 };
    const writer = {
      kind: 'server',
      address: 'http://localhost:1',
      model: 'm',
      parallel: 1,
    } as const;
    expect(rows({ plan: { prompt } }).get('Chat template')).toMatch(/^none: /);
    expect(rows({ plan: { prompt, writer } }).get('Chat template')).toMatch(/^none: /);
  },
);
