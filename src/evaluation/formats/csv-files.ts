/** A run as tables for a spreadsheet or a statistics program: a line per sample, or per task. */

import { statusesOf } from '../../checking/kinds/failure-classes.ts';
import { isUnisolated, paperClass, type Status } from '../../checking/verdict.ts';
import { thoughtfulReply } from '../../synthesis/reply/thought.ts';
import { kindOf } from '../../tasks/task-kind.ts';
import type { Run, RunStore, Sample } from '../runs/run.ts';
import { runResults, type TaskRow } from '../results/run-results.ts';
import type { Cell } from '../table.ts';
import { csvLine } from './csv.ts';

const sampleColumns: readonly (readonly [string, (sample: Sample) => Cell])[] = [
  ['task', ({ task }) => task],
  ['sample', ({ index }) => index],
  ['seed', ({ seed }) => seed],
  ['made_at', ({ madeAt }) => new Date(madeAt).toISOString()],
  ['status', ({ verdict }) => verdict?.status ?? null],
  ['not_isolated', ({ verdict }) => (verdict ? String(verdict.tests.some(isUnisolated)) : null)],
  ['paper_class', ({ verdict }) => (verdict ? paperClass(verdict.status) : null)],
  ['tests_passed', ({ verdict }) => verdict?.tests.filter(isPassed).length ?? null],
  ['tests', ({ verdict }) => verdict?.tests.length ?? null],
  ['extraction', ({ extraction }) => extraction?.rule ?? null],
  ['failure', ({ failure }) => failure?.kind ?? null],
  ['finish', ({ reply }) => reply?.finish ?? null],
  ['prompt_tokens', ({ reply }) => reply?.promptTokens ?? null],
  ['reply_tokens', ({ reply }) => reply?.replyTokens ?? null],
  ['thought_tokens', ({ reply }) => reply?.thoughtTokens ?? null],
  [
    'thought_characters',
    ({ reply }) => (reply && thoughtfulReply(reply.text)?.thought.length) ?? null,
  ],
  ['generate_ms', ({ reply }) => rounded(reply?.totalMs)],
  ['check_ms', ({ verdict }) => rounded(verdict?.ms)],
  ['reference_lines', ({ referenceLines }) => referenceLines?.of ?? null],
  ['reference_lines_in_program', ({ referenceLines }) => referenceLines?.shared ?? null],
  ['marks', ({ verdict }) => verdict?.marks?.join(' ') ?? null],
  ['failed_before', ({ failedBefore }) => failedBefore?.join(' ') ?? null],
  ['time_limit_ms', ({ verdict }) => rounded(verdict?.limitMs)],
];

export async function* samplesCsv(store: RunStore, run: Run): AsyncIterable<string> {
  yield csvLine(sampleColumns.map(([name]) => name));
  for await (const batch of store.samples(run.id)) {
    yield batch
      .map((sample) => csvLine(sampleColumns.map(([, cellOf]) => cellOf(sample))))
      .join('');
  }
}

/**
 * Samples that count, those that pass, and how many there are of each status that can be; of those
 * that failed, prompts that are too long count where the run says so, and have a column.
 */
export async function* tasksCsv(store: RunStore, run: Run): AsyncIterable<string> {
  const [asked] = await store.tasks(run.id);
  const possible = statusesOf(kindOf(asked?.task ?? {}));
  yield csvLine([
    'task',
    'n',
    'c',
    'pass_rate',
    ...possible,
    'not_checked',
    'failed',
    'not_isolated',
    'prompt_too_long',
  ]);
  for (const row of runResults(run, await store.outcomes(run.id)).rows)
    yield csvLine(taskCells(row, possible));
}

function taskCells({ task, n, c, rate, outcomes }: TaskRow, possible: readonly Status[]): Cell[] {
  const failed = outcomes.filter(({ failure }) => failure !== null).length;
  const unchecked = outcomes.filter(({ status }) => status === null).length - failed;
  const counts = possible.map((each) => outcomes.filter(({ status }) => status === each).length);
  const unisolated = outcomes.filter((each) => each.isUnisolated).length;
  const tooLong = outcomes.filter(({ failure }) => failure === 'prompt-too-long').length;
  return [task, n, c, rate, ...counts, unchecked, failed, unisolated, tooLong];
}

function isPassed({ outcome }: { readonly outcome: string }): boolean {
  return outcome === 'passed';
}

function rounded(ms: number | undefined): number | null {
  return ms === undefined ? null : Math.round(ms * 10) / 10;
}
