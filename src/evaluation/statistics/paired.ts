/**
 * Two runs on the same tasks: their difference, whether chance alone explains it, and how many
 * tasks it would take to tell. Owns the arithmetic; which tasks and samples are compared belongs
 * to `run-comparison`.
 */

import { logChoose } from './log-factorial.ts';
import { type Interval, sumOf, z95 } from './proportion.ts';

/** In how many tasks each of two runs succeeds. */
export interface PairedCounts {
  readonly both: number;
  readonly onlyFirst: number;
  readonly onlySecond: number;
  readonly neither: number;
}

export interface Difference extends Interval {
  /** Second minus first. */
  readonly value: number;
}

/**
 * McNemar's exact two-sided test: how likely the tasks that one run alone solves are to fall at
 * least as unevenly, were both runs equally good. 1 where there are none.
 */
export function mcnemarExact({ onlyFirst, onlySecond }: PairedCounts): number {
  const discordant = onlyFirst + onlySecond;
  let tail = 0;
  for (let at = 0; at <= Math.min(onlyFirst, onlySecond); at++) {
    tail += Math.exp(logChoose(discordant, at) - discordant * Math.LN2);
  }
  return Math.min(1, 2 * tail);
}

/**
 * The difference of two paired shares, with the 95% interval of Bonett and Price (2012): Wald's
 * after one task more on either side, which keeps its promise for few tasks as well. The value is
 * the observed difference, not the adjusted one. Null without tasks.
 */
export function shareDifference(counts: PairedCounts): Difference | null {
  const { both, onlyFirst, onlySecond, neither } = counts;
  const tasks = both + onlyFirst + onlySecond + neither;
  if (tasks === 0) return null;
  const first = (onlyFirst + 1) / (tasks + 2);
  const second = (onlySecond + 1) / (tasks + 2);
  const middle = second - first;
  const half = z95 * Math.sqrt((first + second - middle * middle) / (tasks + 2));
  return { value: (onlySecond - onlyFirst) / tasks, ...within(middle - half, middle + half) };
}

/** The mean of differences per task, with the 95% normal interval over tasks. Null below two. */
export function meanDifference(differences: readonly number[]): Difference | null {
  const count = differences.length;
  if (count < 2) return null;
  const value = sumOf(differences, (difference) => difference) / count;
  const variance = sumOf(differences, (difference) => (difference - value) ** 2) / (count - 1);
  const half = z95 * Math.sqrt(variance / count);
  return { value, ...within(value - half, value + half) };
}

/** The 80th percentile of the standard normal distribution. */
const zPower80 = 0.8416212335729143;

/**
 * How many tasks McNemar's test needs to find a difference like this one at 5%, with a power of
 * 80%, if both the difference and the share of tasks solved by one run alone stay what they are
 * (Connor 1987). Null where there is no difference to find.
 */
export function tasksToTellApart(counts: PairedCounts): number | null {
  const { both, onlyFirst, onlySecond, neither } = counts;
  if (onlyFirst === onlySecond) return null;
  const tasks = both + onlyFirst + onlySecond + neither;
  const discordant = (onlyFirst + onlySecond) / tasks;
  const square = ((onlySecond - onlyFirst) / tasks) ** 2;
  const root = z95 * Math.sqrt(discordant) + zPower80 * Math.sqrt(discordant - square);
  return Math.ceil(root ** 2 / square);
}

function within(low: number, high: number): Interval {
  return { low: Math.max(-1, low), high: Math.min(1, high) };
}
