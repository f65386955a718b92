/**
 * A run in the files of EvalPlus: its samples, its verdicts on them, and the tasks that have samples
 * as a problem file, since EvalPlus stops where one of its tasks has none.
 */

import type { Status, TestGroup, Verdict } from '../../checking/verdict.ts';
import type { Run, RunStore } from '../runs/run.ts';
import {
  attemptedSamples,
  countedSamples,
  harnessIds,
  isolationOf,
  programOf,
} from './harness-samples.ts';

/** By task: the published row of its hidden inputs, which no run keeps. */
export type HiddenRows = ReadonlyMap<string, string>;

/** Rows as they were published: EvalPlus reads of their numbers what JavaScript cannot hold. */
export async function* evalplusProblems(
  store: RunStore,
  run: Run,
  rows: HiddenRows,
): AsyncIterable<string> {
  const written = new Set<string>();
  for await (const { task } of attemptedSamples(store, run)) {
    const row = rows.get(task);
    if (row === undefined || written.has(task)) continue;
    written.add(task);
    yield `${row.trim()}\n`;
  }
}

export async function* evalplusSamples(store: RunStore, run: Run) {
  const idOf = await harnessIds(store, run);
  for await (const sample of attemptedSamples(store, run)) {
    yield { task_id: idOf(sample.task), solution: programOf(sample) };
  }
}

/** `hash` names EvalPlus's own copy of the tasks, which these verdicts do not come from. */
export async function* evalplusResults(store: RunStore, run: Run): AsyncIterable<string> {
  const date = new Date(run.createdAt).toISOString().slice(0, 16).replace('T', ' ');
  yield `{"date": ${JSON.stringify(date)}, "hash": null, "eval": {`;
  const idOf = await harnessIds(store, run);
  let task: string | null = null;
  // Samples of a task follow one another, as every store gives them.
  for await (const { sample, verdict } of countedSamples(store, run)) {
    if (sample.task !== task) {
      yield `${task === null ? '' : '], '}${JSON.stringify(idOf(sample.task))}: [`;
    } else {
      yield ', ';
    }
    task = sample.task;
    yield JSON.stringify({
      task_id: idOf(sample.task),
      solution: programOf(sample),
      ...(verdict ? evalplusEntry(verdict) : failedEntry(run)),
    });
  }
  yield task === null ? '}}\n' : ']}}\n';
}

function evalplusEntry(verdict: Verdict) {
  const { hidden } = verdict;
  const asserts = failedTests(verdict, 'shown');
  // EvalPlus's base is the first of its hidden inputs; older verdicts know only the asserts.
  const base = hidden ? { ...asserts, status: hidden.base } : asserts;
  const plus = failedTests(verdict, 'hidden');
  const hasHidden = verdict.tests.some(({ group }) => group === 'hidden');
  // A program that ended before its tests (a syntax error) fails whatever it would have been asked.
  const endedBefore = verdict.tests.every(({ outcome }) => outcome === 'not-run');
  return {
    base_status: evalplusStatus(endedBefore ? verdict.status : base.status),
    plus_status: hasHidden ? evalplusStatus(endedBefore ? verdict.status : plus.status) : null,
    base_fail_tests: base.sources,
    plus_fail_tests: plus.sources,
    ...isolationOf(verdict),
  };
}

/** Without a program, nothing was tested. */
function failedEntry({ hiddenInputs }: Run) {
  const plus = hiddenInputs ? 'fail' : null;
  return { base_status: 'fail', plus_status: plus, base_fail_tests: [], plus_fail_tests: [] };
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
