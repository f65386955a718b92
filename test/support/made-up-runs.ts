/** Runs for tests, made of statuses alone. */
import type { Status, TestResult, Verdict } from '../../src/checking/verdict.ts';
import type { SampleOutcome, Run, Sample } from '../../src/evaluation/runs/run.ts';

export function runOf(id: string, taskIds: readonly string[], fields: Partial<Run> = {}): Run {
  return {
    id,
    plan: {
      name: `Run ${id}`,
      writer: { kind: 'gguf-file', fileName: `${id}.gguf`, sizeBytes: 1_000_000 },
      prompt: { style: 'instruction', exampleCount: 3, shownTestCount: 3 },
      tasks: { source: 'mbpp', which: { kind: 'ids', ids: [...taskIds] } },
      samplesPerTask: 1,
      sampling: { temperature: 0, topP: 1, maxTokens: 512 },
      baseSeed: 0,
      checking: { limitMs: null, floatTolerance: null, isOrderInsensitive: false },
    },
    createdAt: Date.UTC(2026, 10, 25),
    modelName: `Model ${id}`,
    modelParameters: null,
    modelBytes: null,
    taskIds,
    madeWith: 'Synthpad 0.1.0',
    ...fields,
  };
}

/** The same as the letters of `outcomesOf` have it: as many samples are planned as any task has. */
export function runOfLetters(
  id: string,
  tasks: Readonly<Record<string, string>>,
  fields: Partial<Run> = {},
): Run {
  const most = Math.max(1, ...Object.values(tasks).map(({ length }) => length));
  return withSamples(most, runOf(id, Object.keys(tasks), fields));
}

/** The same with so many samples planned of each task. */
export function withSamples(samplesPerTask: number, run: Run): Run {
  return { ...run, plan: { ...run.plan, samplesPerTask } };
}

const statusOf = {
  p: 'passed',
  f: 'failed-assertion',
  r: 'runtime-error',
  s: 'syntax-error',
  t: 'timeout',
  x: 'sandbox-fault',
} as const satisfies Record<string, Status>;

const failureOf: Readonly<Record<string, SampleOutcome['failure']>> = {
  '!': 'out-of-memory',
  L: 'prompt-too-long',
};

/**
 * Samples of a task by one letter each: a status as above, `-` for one not checked yet, `!` for
 * one that the engine failed to give, `L` for one whose prompt is too long.
 */
export function outcomesOf(run: string, tasks: Readonly<Record<string, string>>): SampleOutcome[] {
  return Object.entries(tasks).flatMap(([task, letters]) =>
    [...letters].map((letter, index): SampleOutcome => ({
      ...{ run, task, index },
      status: statusOf[letter as keyof typeof statusOf] ?? null,
      failure: failureOf[letter] ?? null,
      promptTokens: 100,
      replyTokens: letter in failureOf ? null : 50,
      generateMs: letter in failureOf ? 0 : 2000,
      checkMs: 10,
    })),
  );
}

/** A sample whose reply is its program. */
export function sampleOf(
  run: string,
  task: string,
  index: number,
  program: string,
  fields: Partial<Sample> = {},
): Sample {
  return {
    ...{ run, task, index, seed: index, madeAt: Date.UTC(2026, 10, 25, 12) },
    reply: {
      ...{ text: program, finish: 'stop', promptTokens: 100, replyTokens: 20 },
      ...{ firstTokenMs: 30, totalMs: 1000 },
    },
    extraction: { program, rule: 'as-given', hadThinking: false },
    verdict: null,
    failure: null,
    ...fields,
  };
}

/** A verdict on tests of which only group, source and outcome matter. */
export function verdictOn(
  status: Status,
  tests: readonly (readonly [TestResult['group'], string, TestResult['outcome']])[] = [],
  fields: Partial<Verdict> = {},
): Verdict {
  const nothing = { expected: null, got: null, expectedType: null, gotType: null, exception: null };
  return {
    status,
    tests: tests.map(([group, source, outcome]) => ({
      ...{ group, source, outcome, ...nothing },
      ...{ output: '', ms: 1, isUnisolated: false },
    })),
    ...{ exception: null, output: '', isOutputTruncated: false, oracle: [], ms: 12.34 },
    ...fields,
  };
}
