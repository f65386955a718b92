import { expect, test } from 'vitest';
import type { Plan, PlannedModel } from '../../../src/evaluation/plans/plan.ts';
import type { Run } from '../../../src/evaluation/runs/run.ts';
import { usualExtraction } from '../../../src/synthesis/extraction-way.ts';
import { type HarnessStyle, harnessSettings } from '../../../src/synthesis/harness-styles.ts';
import { planRows } from '../../../src/texts/plan-texts.ts';
import { runOf } from '../../support/made-up-runs.ts';

/** What a run with this writer says it asked for: the rows that are not the same for all. */
function askedOf(writer: PlannedModel, fields: Partial<Plan> = {}): Record<string, string> {
  const { plan } = runOf('a', ['1']);
  const rows = planRows(runOf('a', ['1'], { plan: { ...plan, writer, ...fields } }));
  const common = new Set(['Model', 'Tasks', 'Samples', 'Checking', 'Created']);
  return Object.fromEntries(rows.filter(([term]) => !common.has(term)));
}

test('a model’s run tells its prompt and sampling', () => {
  expect(askedOf({ kind: 'web-llm', modelId: 'm' })).toEqual({
    Prompt: 'instruction with 3 tests',
    Programs: 'extracted from the reply',
    Sampling: 'temperature 0, top-p 1, at most 512 tokens',
    Seeds: '0 for the first sample of every task, 1 for the second, and so on',
  });
});

test('a run whose model may think says how long', () => {
  const sampling = { temperature: 0, topP: 1, maxTokens: 512, thinkingTokens: 1024 };
  expect(askedOf({ kind: 'web-llm', modelId: 'm' }, { sampling })['Sampling']).toBe(
    'temperature 0, top-p 1, at most 512 tokens after at most 1024 of reasoning',
  );
  const prompt = harnessSettings('evalplus');
  expect(askedOf({ kind: 'web-llm', modelId: 'm' }, { sampling, prompt })['Sampling']).toBe(
    'temperature 0, top-p 1, at most 512 tokens',
  );
});

test('a run of predictions tells what is asked and shown, and nothing of tests', () => {
  const writer = { kind: 'web-llm', modelId: 'm' } as const;
  const asks = { kind: 'input', shows: 'code' } as const;
  expect(askedOf(writer, { asks })).toEqual({
    Asked: 'A call returning a value; the prompt shows the code',
    Prompt: 'instruction',
    Answers: 'extracted from the reply',
    Sampling: 'temperature 0, top-p 1, at most 512 tokens',
    Seeds: '0 for the first sample of every task, 1 for the second, and so on',
  });
});

test('a search is sent no prompt and has no temperature', () => {
  expect(askedOf({ kind: 'search', seconds: 90 })).toEqual({
    'Shown tests': '3',
    'Time limit': '1 min 30 s per sample',
    Seeds: '0 for the first sample of every task, 1 for the second, and so on',
  });
});

test('seeds of each task’s own are told with the rule that gives them', () => {
  const { Seeds } = askedOf(
    { kind: 'web-llm', modelId: 'm' },
    { seedRule: 'by-task', baseSeed: 3 },
  );
  expect(Seeds).toBe(
    'own ones for each task and sample: the first 31 bits of the SHA-256 of “3/TASK/SAMPLE”, samples from 0',
  );
});

test('of completions made elsewhere nothing is known but how they were read', () => {
  const imported = { kind: 'imported', from: 'samples.jsonl' } as const;
  expect(askedOf(imported)).toEqual({});
  expect(askedOf(imported, { extraction: 'given' })).toEqual({ Programs: 'the whole text' });
});

test('a run by the paper’s protocol names its way of reading replies', () => {
  const { Programs } = askedOf({ kind: 'web-llm', modelId: 'm' }, { extraction: 'paper' });
  expect(Programs).toBe('the text up to [DONE], unchanged, as in the MBPP paper');
});

test('a run as another harness runs MBPP says which, which version, and what it lacks', () => {
  const prompted = (writer: PlannedModel, style: HarnessStyle) =>
    askedOf(writer, { prompt: harnessSettings(style), extraction: usualExtraction(style) });
  const address = 'http://localhost:1';
  const server = { kind: 'server', address, model: 'm', parallel: 1 } as const;
  const gpu = { kind: 'web-llm', modelId: 'm' } as const;
  expect(prompted(gpu, 'lm-eval')).toMatchObject({
    Prompt: 'as lm-evaluation-harness 0.4.12 does (mbpp), with tasks 2, 3 and 4 as examples',
    Programs: 'the text up to [DONE], unchanged, as in the MBPP paper',
  });
  const whole = 'as EvalPlus 0.3.1 does for models with a chat template';
  expect(prompted(server, 'evalplus')['Prompt']).toBe(whole);
  expect(prompted(gpu, 'evalplus')['Prompt']).toBe(
    `${whole}, without the begun reply, which this engine cannot take`,
  );
});

test('hidden inputs are named with their version and hash, as far as they are known', () => {
  const checking = (fields: Partial<Run>) =>
    new Map(planRows(runOf('a', ['1'], fields))).get('Checking') ?? '';
  const hiddenInputs = 'mbpp-plus' as const;
  expect(checking({ hiddenInputs })).toMatch(/^the MBPP\+ inputs; MBPP\+’s rules/);
  expect(checking({ hiddenInputs, hiddenSource: { version: 'v0.1.0', sha256: 'ab12' } })).toMatch(
    /^the MBPP\+ inputs, v0.1.0, SHA-256 ab12; /,
  );
  expect(checking({ hiddenInputs, hiddenSource: { version: null, sha256: 'ab12' } })).toMatch(
    /^the MBPP\+ inputs with SHA-256 ab12; /,
  );
});

test('what a run was made with is told where it is recorded, and what is missing for another one', () => {
  const environment = {
    ...{ commit: 'abc123', pyodide: '1.2.3', python: '3.14', browser: 'Firefox 140' },
    ...{ platform: 'Linux', cores: 2, gpu: null },
    limits: { timeMs: 10_000, memoryBytes: 256 * 1024 * 1024 },
  };
  const rows = (fields: Partial<Run>) => new Map(planRows(runOf('a', ['1'], fields)));
  expect(rows({ environment }).get('Created')).toMatch(/with Synthpad 0\.1\.0 \(abc123\)$/);
  expect(rows({ environment }).get('Begun in')).toBe('Firefox 140 on Linux, 2 cores');
  expect(rows({ environment }).get('Programs ran in')).toMatch(/^Pyodide 1\.2\.3 \(Python 3\.14\)/);
  expect(rows({}).get('Begun in')).toBeUndefined();
  const details = {
    ...{ engine: 'llama.cpp b1', revision: null, files: [], chatTemplate: null },
    ranOn: [
      { processor: 'cpu', threads: 1 },
      { processor: 'cpu', threads: 4 },
      { processor: 'gpu', threads: null },
    ],
  } as const;
  expect(rows({ modelDetails: details }).get('Model ran on')).toBe(
    'the CPU with 1 thread, the CPU with 4 threads and the GPU',
  );
  expect(rows({}).get('Model ran on')).toBeUndefined();
});
