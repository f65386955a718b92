/** Plans and runs for tests: small, complete, and changed field by field. */

import type { Status, Verdict } from '../../src/checking/verdict.ts';
import type { Plan } from '../../src/evaluation/plans/plan.ts';
import type { Run, RunTask, Sample } from '../../src/evaluation/runs/run.ts';
import { taskOf } from './tasks.ts';

export function planOf(fields: Partial<Plan> = {}): Plan {
  return {
    name: 'A plan',
    writer: { kind: 'search', seconds: 1 },
    prompt: { style: 'instruction', exampleCount: 3, shownTestCount: 3 },
    tasks: { source: 'starter', which: { kind: 'all' } },
    samplesPerTask: 2,
    sampling: { temperature: 0.5, topP: 0.9, maxTokens: 64 },
    baseSeed: 7,
    checking: { limitMs: 3000, floatTolerance: null, isOrderInsensitive: false },
    ...fields,
  };
}

export function runOf(fields: Partial<Run> = {}): Run {
  return {
    id: 'run-1',
    plan: planOf(),
    createdAt: 1_700_000_000_000,
    modelName: 'A model',
    modelParameters: 5e8,
    modelBytes: 4e8,
    taskIds: ['1', '2'],
    madeWith: 'Synthpad 0.0.0',
    ...fields,
  };
}

export function runTaskOf(run: string, id: string): RunTask {
  const task = taskOf([`assert f(${id}) == ${id}`], { id });
  return { run, task, prompt: { kind: 'completion', text: `Task ${id}` }, functionName: 'f' };
}

/** A sample that passed, unless told otherwise. */
export function sampleOf(fields: Partial<Sample> = {}): Sample {
  const index = fields.index ?? 0;
  return {
    run: 'run-1',
    task: '1',
    index,
    seed: 7 + index,
    madeAt: 1_700_000_000_500,
    reply: {
      text: 'def f(x):\n    return x\n',
      finish: 'stop',
      promptTokens: 30,
      replyTokens: 9,
      firstTokenMs: 12.5,
      totalMs: 80.25,
    },
    extraction: {
      program: 'def f(x):\n    return x\n',
      rule: 'defines-function',
      from: 'plain-text',
      isCutOff: false,
      hadThinking: false,
    },
    verdict: verdictOf('passed'),
    failure: null,
    ...fields,
  };
}

export function verdictOf(status: Status): Verdict {
  const test = {
    group: 'shown' as const,
    source: 'assert f(1) == 1',
    outcome: status,
    ...{ expected: '1', got: '1', expectedType: null, gotType: null, exception: null },
    output: '',
    ms: 0.5,
    isUnisolated: false,
  };
  const ending = { exception: null, output: '', isOutputTruncated: false, oracle: [], ms: 3.25 };
  return { status, tests: [test], ...ending };
}
