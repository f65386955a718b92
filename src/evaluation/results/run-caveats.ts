/** What has to be said beside a run's numbers: what they leave open, and what they cannot say. */

import type { Status } from '../../checking/verdict.ts';
import { isOnlyChecked } from '../running/remaining.ts';
import type { Run, RunTask, SampleOutcome } from '../runs/run.ts';
import { type Interval, sumOf } from '../statistics/proportion.ts';
import type { TaskRow } from './run-results.ts';

/** Of `RunResults.bounds`; the mean over the tasks that have samples. */
export function boundsOf(rows: readonly TaskRow[]): Interval | null {
  const begun = rows.filter(({ outcomes }) => outcomes.length > 0);
  if (begun.every(({ n, outcomes }) => n === outcomes.length)) return null;
  const mean = (solved: (row: TaskRow) => number) =>
    sumOf(begun, (row) => solved(row) / row.outcomes.length) / begun.length;
  return {
    low: mean(({ c }) => c),
    high: mean(({ n, c, outcomes }) => c + outcomes.length - n),
  };
}

/** Of `RunResults.distinctPrograms`. */
export function countDistinct(rows: readonly TaskRow[]): number | null {
  const isKnown = rows.every(({ counted }) =>
    counted.every(({ programHash: hash }) => hash !== undefined),
  );
  if (!isKnown) return null;
  return sumOf(rows, ({ counted }) => {
    const hashes = counted.map(({ programHash }) => programHash).filter((each) => each !== null);
    return new Set(hashes).size;
  });
}

/** Of the samples that count and have a program, each against the reference of its task. */
export interface ReferenceOverlap {
  readonly samples: number;
  /** The mean over samples of the share of the reference's lines that are in the program. */
  readonly share: number;
  /** Samples that have more than half of them. */
  readonly aboveHalf: number;
}

/** Of `RunResults.referenceOverlap`. */
export function overlapOf(rows: readonly TaskRow[]): ReferenceOverlap | null {
  const counted = rows.flatMap((row) => row.counted);
  const isKnown = counted.every(
    ({ programHash, referenceLines }) => programHash === null || referenceLines !== undefined,
  );
  const shares = counted.flatMap(({ referenceLines: lines }) =>
    lines && lines.of > 0 ? [lines.shared / lines.of] : [],
  );
  if (!isKnown || shares.length === 0) return null;
  return {
    samples: shares.length,
    share: sumOf(shares, (share) => share) / shares.length,
    aboveHalf: shares.filter((share) => share > 0.5).length,
  };
}

/** What may end before it runs, and has no time then. */
const mayNotRun: readonly (Status | null)[] = [null, 'no-code', 'syntax-error', 'sandbox-fault'];

/** Of `RunResults.timeLimits`. */
export function timeLimitsOf(outcomes: readonly SampleOutcome[]): Interval | null {
  let [low, high] = [Infinity, 0];
  for (const { status, limitMs } of outcomes) {
    if (limitMs === undefined && mayNotRun.includes(status)) continue;
    if (limitMs === undefined) return null;
    low = Math.min(low, limitMs);
    high = Math.max(high, limitMs);
  }
  return high > 0 ? { low, high } : null;
}

/** Of `RunResults.stopStrings`. */
export function stopStringsOf(
  rows: readonly TaskRow[],
  tasks: readonly RunTask[],
): readonly string[] | null {
  const known = new Map(tasks.map(({ task, stop }) => [task.id, stop]));
  const all = rows.map(({ task }) => known.get(task));
  if (all.length === 0 || all.some((stop) => stop === undefined)) return null;
  return [...new Set(all.flatMap((stop) => stop ?? []))];
}

/** Of `RunResults.isFittedToTests`. */
export function isFittedToTests({ plan, hiddenInputs }: Run, rows: readonly TaskRow[]): boolean {
  if (plan.writer.kind !== 'search' || hiddenInputs) return false;
  const shown = plan.prompt.shownTestCount;
  const asked = rows.flatMap((row) => row.asked ?? []);
  return asked.length > 0 && asked.every(({ tests }) => tests.length <= shown);
}

/** Of `RunResults.isSoFar`. */
export function isSoFar(run: Run, outcomes: readonly SampleOutcome[]): boolean {
  return !isMade(run, outcomes) || outcomes.some(isUnchecked);
}

/** Of `RunResults.canGrow`. */
export function canGrow(run: Run, outcomes: readonly SampleOutcome[]): boolean {
  if (run.stoppedAt !== undefined) return false;
  return (!isOnlyChecked(run) && !isMade(run, outcomes)) || outcomes.some(isUnchecked);
}

/** The replies of a run that was stopped early are no more in its re-check. */
function isMade({ plan, taskIds }: Run, outcomes: readonly SampleOutcome[]): boolean {
  return plan.writer.kind === 'imported' || outcomes.length >= taskIds.length * plan.samplesPerTask;
}

function isUnchecked({ status, failure }: SampleOutcome): boolean {
  return status === null && failure === null;
}
