/**
 * A run in the files of other harnesses: human-eval, EvalPlus, bigcode. They hold programs, not
 * replies: what was checked is written, and `run-log` is the form that keeps everything.
 *
 * A prompt that the model cannot take is an empty program, where the run counts it as not solved.
 * Any other sample without a reply (the engine failed) is in none of them. One without a verdict, or
 * whose check failed in the sandbox, is in the files of samples but not in those of results, which
 * could only count it as wrong.
 */

import type { Verdict } from '../../checking/verdict.ts';
import type { Run, RunStore, RunTask } from '../runs/run.ts';
import {
  evalplusProblems,
  evalplusResults,
  evalplusSamples,
  type HiddenRows,
} from './evalplus-files.ts';
import {
  attemptedSamples,
  countedSamples,
  harnessIds,
  isAttempted,
  isolationOf,
  programOf,
} from './harness-samples.ts';
import { jsonLines } from './json-lines.ts';
import { bigcodeOrder } from './tool-sets.ts';

export type HarnessFormat =
  | 'human-eval-samples'
  | 'human-eval-problems'
  | 'human-eval-results'
  | 'evalplus-samples'
  | 'evalplus-problems'
  | 'evalplus-results'
  | 'bigcode-generations'
  | 'cruxeval-generations';

export function harnessFile(
  format: HarnessFormat,
  store: RunStore,
  run: Run,
  rows: HiddenRows = new Map(),
): AsyncIterable<string> {
  switch (format) {
    case 'human-eval-samples':
      return jsonLines(humanEvalSamples(store, run));
    case 'human-eval-problems':
      return jsonLines(humanEvalProblems(store, run));
    case 'human-eval-results':
      return jsonLines(humanEvalResults(store, run));
    case 'evalplus-samples':
      return jsonLines(evalplusSamples(store, run));
    case 'evalplus-problems':
      return evalplusProblems(store, run, rows);
    case 'evalplus-results':
      return evalplusResults(store, run);
    case 'bigcode-generations':
      return bigcodeGenerations(store, run);
    case 'cruxeval-generations':
      return cruxEvalGenerations(store, run);
  }
}

async function* humanEvalSamples(store: RunStore, run: Run) {
  const idOf = await harnessIds(store, run);
  for await (const sample of attemptedSamples(store, run)) {
    yield { task_id: idOf(sample.task), completion: programOf(sample) };
  }
}

/**
 * The tasks that have samples: that harness stops where one is not attempted. It runs prompt,
 * completion and test one after the other, and a completion here is the whole program.
 */
async function* humanEvalProblems(store: RunStore, run: Run) {
  const idOf = await harnessIds(store, run);
  const attempted = new Set<string>();
  for await (const { task } of attemptedSamples(store, run)) attempted.add(task);
  for (const { task, functionName } of await store.tasks(run.id)) {
    if (!attempted.has(task.id)) continue;
    const tests = [...importsOf(task), task.setupCode, ...task.tests].filter(Boolean);
    yield {
      task_id: idOf(task.id),
      prompt: '',
      canonical_solution: task.referenceCode,
      entry_point: functionName ?? 'None',
      test: `${tests.join('\n')}\n\ndef check(candidate):\n    pass\n`,
    };
  }
}

/** The checker lets tests use these without an import; plain Python does not. */
const testModules =
  'cmath collections copy datetime decimal fractions itertools math random re sys';

function importsOf({ tests }: RunTask['task']): readonly string[] {
  const names = testModules.split(' ');
  const isUsed = (name: string) => tests.some((test) => new RegExp(`\\b${name}\\.\\w`).test(test));
  return names.filter(isUsed).map((name) => `import ${name}`);
}

async function* humanEvalResults(store: RunStore, run: Run) {
  const idOf = await harnessIds(store, run);
  for await (const { sample, verdict } of countedSamples(store, run)) {
    yield {
      task_id: idOf(sample.task),
      completion: programOf(sample),
      result: verdict ? humanEvalResult(verdict) : 'failed: prompt-too-long',
      passed: verdict?.status === 'passed',
      ...isolationOf(verdict),
    };
  }
}

/**
 * That harness finds a task by its place: entries stand in its order, those without a sample empty,
 * which it leaves out. Tasks that it does not have are not in the file: they would be taken for
 * others. Runs of other sets have the order of their tasks.
 */
async function* bigcodeGenerations(store: RunStore, run: Run): AsyncIterable<string> {
  yield '[';
  let isFirst = true;
  const [first] = await store.tasks(run.id);
  const order = bigcodeOrder(first?.task) ?? run.taskIds;
  for await (const { programs } of programsByTask(store, run, order)) {
    yield `${isFirst ? '' : ', '}${JSON.stringify(programs)}`;
    isFirst = false;
  }
  yield ']\n';
}

/**
 * The same with each task's id before its list. One without a sample is left out: CRUXEval would count
 * an empty list as right.
 */
async function* cruxEvalGenerations(store: RunStore, run: Run): AsyncIterable<string> {
  yield '{';
  let isFirst = true;
  for await (const { task, programs } of programsByTask(store, run)) {
    if (programs.length === 0) continue;
    yield `${isFirst ? '' : ', '}${JSON.stringify(task)}: ${JSON.stringify(programs)}`;
    isFirst = false;
  }
  yield '}\n';
}

async function* programsByTask(store: RunStore, run: Run, order = run.taskIds) {
  const indexes = new Map<string, number[]>(order.map((task) => [task, []]));
  for (const { task, index } of await store.outcomes(run.id)) indexes.get(task)?.push(index);
  for (const [task, own] of indexes) {
    const samples = await Promise.all(own.map((index) => store.sample(run.id, task, index)));
    const programs = samples.flatMap((each) =>
      each && isAttempted(each, run) ? [programOf(each)] : [],
    );
    yield { task, programs };
  }
}

/** In human-eval's words: "passed", "timed out", or "failed: " and why. */
function humanEvalResult({ status, exception, tests }: Verdict): string {
  if (status === 'passed') return 'passed';
  if (status === 'timeout') return 'timed out';
  const raised = exception ?? tests.find((test) => test.exception)?.exception;
  return `failed: ${raised ? `${raised.type}: ${raised.message}` : status}`;
}
