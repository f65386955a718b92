/** How far a run is, in a handful of numbers that each new sample adds to. */

import type { Status } from '../../checking/verdict.ts';
import type { Speed } from './forecast.ts';
import { isOnlyChecked } from './remaining.ts';
import { isPlanned, type SampleOutcome, type Run } from '../runs/run.ts';

export interface Tally {
  readonly total: number;
  /** Has a reply or a failure. */
  readonly written: number;
  /** Has a verdict or a failure. */
  readonly done: number;
  /** Samples whose engine failed. */
  readonly failed: number;
  readonly byStatus: Readonly<Partial<Record<Status, number>>>;
  /** Of the replies whose tokens were counted: how many, of how many tokens, in which time. */
  readonly timed: Timed;
}

interface Timed {
  readonly replies: number;
  readonly tokens: number;
  /** Of the tokens, those of thoughts; absent without any. */
  readonly thought?: number;
  readonly ms: number;
}

/** Tens of thousands of outcomes are counted at once, and not by one tally for each. */
export function tallyOf(run: Run, stored: readonly SampleOutcome[]): Tally {
  const outcomes = stored.filter((outcome) => isPlanned(run, outcome));
  const planned = run.taskIds.length * run.plan.samplesPerTask;
  const total = isOnlyChecked(run) ? outcomes.length : planned;
  const byStatus: Partial<Record<Status, number>> = {};
  let timed: Timed = { replies: 0, tokens: 0, ms: 0 };
  let [judged, failed] = [0, 0];
  for (const outcome of outcomes) {
    const { status, failure } = outcome;
    if (failure !== null) failed++;
    if (status !== null) {
      judged++;
      byStatus[status] = (byStatus[status] ?? 0) + 1;
    }
    timed = withTimed(timed, outcome);
  }
  return { total, written: outcomes.length, done: judged + failed, failed, byStatus, timed };
}

/** Whether its replies are those of a run that was ended before it had all that were planned. */
export function isPartOfPlan({ plan, taskIds, revisedFrom }: Run, { total }: Tally): boolean {
  if (plan.writer.kind === 'imported' || revisedFrom === undefined) return false;
  return total < taskIds.length * plan.samplesPerTask;
}

/** One more as a runner tells it: each sample first when it is written, then with its verdict. */
export function withStored(tally: Tally, outcome: SampleOutcome): Tally {
  return outcome.status === null ? withWritten(tally, outcome) : withStatus(tally, outcome.status);
}

export function passedOf({ byStatus }: Tally): number {
  return byStatus.passed ?? 0;
}

/** Samples with a verdict: what says how many of them pass. */
export function judgedOf({ done, failed }: Tally): number {
  return done - failed;
}

/** Null where nothing was timed. */
export function speedOfTally({ timed: { replies, tokens, thought, ms } }: Tally): Speed | null {
  if (tokens === 0 || ms === 0) return null;
  return {
    ...{ tokensPerSecond: (1000 * tokens) / ms, replyTokens: tokens / replies },
    ...(thought === undefined ? {} : { thoughtTokens: thought / replies }),
  };
}

function withTimed(timed: Timed, { replyTokens, thoughtTokens, generateMs }: SampleOutcome): Timed {
  if (replyTokens === null) return timed;
  const { replies, tokens, thought, ms } = timed;
  return {
    ...{ replies: replies + 1, tokens: tokens + replyTokens, ms: ms + generateMs },
    ...(thought === undefined && thoughtTokens === undefined
      ? {}
      : { thought: (thought ?? 0) + (thoughtTokens ?? 0) }),
  };
}

function withWritten(tally: Tally, outcome: SampleOutcome): Tally {
  const failed = outcome.failure === null ? 0 : 1;
  return {
    ...tally,
    written: tally.written + 1,
    done: tally.done + failed,
    failed: tally.failed + failed,
    timed: withTimed(tally.timed, outcome),
  };
}

function withStatus(tally: Tally, status: Status): Tally {
  const byStatus = { ...tally.byStatus, [status]: (tally.byStatus[status] ?? 0) + 1 };
  return { ...tally, done: tally.done + 1, byStatus };
}
