/**
 * Two runs on the same tasks: their difference with its interval, and how many tasks it would take
 * to tell. Owns the arithmetic; which tasks and samples are compared belongs to `run-comparison`,
 * whether chance alone explains a difference to `sign-flip`.
 */

import { logChoose } from './log-factorial.ts';
import { type Interval, quantileFor, sumOf, z95 } from './proportion.ts';

/** In how many tasks each of two runs succeeds. */
export interface PairedCounts {
  readonly both: number;
  readonly onlyFirst: number;
  readonly onlySecond: number;
  readonly neither: number;
}

/** Of n samples of a task c pass; n from 1. */
export interface TaskCounts {
  readonly n: number;
  readonly c: number;
}

export interface TaskPair {
  readonly first: TaskCounts;
  readonly second: TaskCounts;
}

export interface Difference extends Interval {
  /** Second minus first. */
  readonly value: number;
}

/**
 * McNemar's exact two-sided test: how likely the tasks that one run alone solves are to fall at
 * least as unevenly, were both runs equally good. 1 where there are none.
 */
export function mcnemarExact({
  onlyFirst,
  onlySecond,
}: Pick<PairedCounts, 'onlyFirst' | 'onlySecond'>): number {
  const discordant = onlyFirst + onlySecond;
  let tail = 0;
  for (let at = 0; at <= Math.min(onlyFirst, onlySecond); at++) {
    tail += Math.exp(logChoose(discordant, at) - discordant * Math.LN2);
  }
  return Math.min(1, 2 * tail);
}

/** Of the pass rates of one task, second minus first. */
export function rateDifference({ first, second }: TaskPair): number {
  return second.c / second.n - first.c / first.n;
}

/** The difference of two paired shares, one success or failure a task. Null without tasks. */
export function shareDifference(counts: PairedCounts): Difference | null {
  const { both, onlyFirst, onlySecond, neither } = counts;
  return differenceOver({
    tasks: both + onlyFirst + onlySecond + neither,
    sum: onlySecond - onlyFirst,
    squares: onlyFirst + onlySecond,
    samplesPerTask: 1,
  });
}

/** The mean over tasks of the difference of their pass rates. Null without tasks. */
export function meanDifference(pairs: readonly TaskPair[]): Difference | null {
  return differenceOver({
    tasks: pairs.length,
    sum: sumOf(pairs, rateDifference),
    squares: sumOf(pairs, (pair) => rateDifference(pair) ** 2),
    // As sure as the side with fewer samples: a harmonic mean.
    samplesPerTask:
      (2 * pairs.length) / sumOf(pairs, ({ first, second }) => 1 / first.n + 1 / second.n),
  });
}

interface DifferenceSums {
  readonly tasks: number;
  /** Of the differences, and of their squares. */
  readonly sum: number;
  readonly squares: number;
  readonly samplesPerTask: number;
}

/**
 * The 95% interval of Bonett and Price (2012), for several samples a task too: Wald's after one
 * sample more a side, of a task that the one run solves and the other does not. So it has a width
 * where all differences are alike, and keeps its promise for few tasks (`npm run bench --
 * statistics`). The value is the observed difference, not the adjusted one.
 */
function differenceOver({
  tasks,
  sum,
  squares,
  samplesPerTask,
}: DifferenceSums): Difference | null {
  if (tasks === 0) return null;
  const added = 1 / samplesPerTask;
  const total = tasks + 2 * added;
  const middle = sum / total;
  const variance = (squares + 2 * added) / total - middle * middle;
  const half = quantileFor(tasks, samplesPerTask) * Math.sqrt(variance / total);
  return {
    value: sum / tasks,
    low: Math.max(-1, middle - half),
    high: Math.min(1, middle + half),
  };
}

/** The 80th percentile of the standard normal distribution. */
const zPower80 = 0.8416212335729143;

/**
 * How many tasks a test needs to find a difference like this one at 5%, with a power of 80%, if
 * differences go on to scatter as they do; with one sample a task this is Connor's number for
 * McNemar's test (1987). Null where there is no difference to find.
 */
export function tasksToTellApart(pairs: readonly TaskPair[]): number | null {
  const mean = sumOf(pairs, rateDifference) / pairs.length;
  if (!(Math.abs(mean) > 1e-12)) return null;
  const square = sumOf(pairs, (pair) => rateDifference(pair) ** 2) / pairs.length;
  const root = z95 * Math.sqrt(square) + zPower80 * Math.sqrt(Math.max(0, square - mean * mean));
  return Math.ceil(root ** 2 / mean ** 2 - 1e-9);
}
