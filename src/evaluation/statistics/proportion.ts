/**
 * Shares with their 95% intervals. What is sampled is the task: an interval says how far the share
 * would move with other tasks of the same kind, samples of one task being no independent trials.
 */

import { studentT95 } from './student-t.ts';

export interface Interval {
  readonly low: number;
  readonly high: number;
}

export interface Proportion extends Interval {
  readonly value: number;
}

/** What one task contributes: `sum` of at most `weight`. */
export interface Cluster {
  readonly sum: number;
  readonly weight: number;
  /** How many tasks contribute just this; 1 where it is left out. */
  readonly count?: number;
}

/** The 97.5th percentile of the standard normal distribution. */
export const z95 = 1.959963984540054;

/** Wilson's score interval (1927), which stays within 0 and 1 and is right near both ends. */
export function wilson(value: number, trials: number, quantile = z95): Interval {
  const square = (quantile * quantile) / trials;
  const middle = (value + square / 2) / (1 + square);
  const half =
    (quantile / (1 + square)) * Math.sqrt((value * (1 - value)) / trials + square / (4 * trials));
  return { low: clamp(middle - half), high: clamp(middle + half) };
}

/**
 * What a 95% interval over tasks multiplies its standard error by. One sample a task scatters as
 * its share says, and the normal quantile is right; the more samples, the more of the scatter is
 * that of tasks, which is only known from these: then Student's t for them.
 */
export function quantileFor(tasks: number, samplesPerTask: number): number {
  const t = studentT95(Math.max(1, tasks - 1));
  return z95 + (t - z95) * Math.max(0, 1 - 1 / samplesPerTask);
}

/** How many tasks that scatter like single trials are added to those that were seen. */
const addedTasks = 0.5;

/**
 * The share over all clusters, with Wilson's interval on the effective number of trials: as many
 * independent ones as would scatter like these clusters do (Kish's design effect, 1965). With one
 * trial per cluster this is Wilson's interval itself. The effective number lies between that of
 * clusters and `mostTrials`, however alike or unlike the clusters happen to be. Null without any.
 *
 * Few clusters seldom show how unlike they can be, above all where most are solved, or none: so
 * half a cluster more is added to their scatter. `npm run bench -- statistics` prints how often the
 * interval then holds the true share.
 */
export function clusteredProportion(
  clusters: readonly Cluster[],
  mostTrials: number,
): Proportion | null {
  const countOf = ({ count = 1 }: Cluster) => count;
  const count = sumOf(clusters, countOf);
  if (count === 0) return null;
  const weight = sumOf(clusters, (each) => countOf(each) * each.weight);
  const value = clamp(sumOf(clusters, (each) => countOf(each) * each.sum) / weight);
  const single = value * (1 - value);
  const meanWeight = weight / count;
  const scatter = sumOf(
    clusters,
    (each) => countOf(each) * ((each.sum - value * each.weight) / meanWeight) ** 2,
  );
  const variance = (scatter + addedTasks * single) / (count - 1 + addedTasks);
  const effective = variance === 0 ? count : (single * count) / variance;
  const trials = Math.max(count, Math.min(effective, mostTrials));
  return { value, ...wilson(value, trials, quantileFor(count, mostTrials / count)) };
}

export function sumOf<Item>(items: readonly Item[], numberOf: (item: Item) => number): number {
  return items.reduce((sum, item) => sum + numberOf(item), 0);
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}
