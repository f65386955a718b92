/**
 * Shares with their 95% intervals. What is sampled is the task: an interval says how far the share
 * would move with other tasks of the same kind, samples of one task being no independent trials.
 */

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
export function wilson(value: number, trials: number): Interval {
  const square = (z95 * z95) / trials;
  const middle = (value + square / 2) / (1 + square);
  const half =
    (z95 / (1 + square)) * Math.sqrt((value * (1 - value)) / trials + square / (4 * trials));
  return { low: clamp(middle - half), high: clamp(middle + half) };
}

/**
 * The share over all clusters, with Wilson's interval on the effective number of trials: as many
 * independent ones as would scatter like these clusters do (Kish's design effect, 1965). With one
 * trial per cluster this is Wilson's interval itself. The effective number lies between that of
 * clusters and `mostTrials`, however alike or unlike the clusters happen to be. Null without any.
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
  const scatter = sumOf(clusters, (each) => countOf(each) * (each.sum - value * each.weight) ** 2);
  const variance = scatter / (weight * weight);
  const effective = variance === 0 ? count : (value * (1 - value)) / variance;
  const trials = Math.max(count, Math.min(effective, mostTrials));
  return { value, ...wilson(value, trials) };
}

export function sumOf<Item>(items: readonly Item[], numberOf: (item: Item) => number): number {
  return items.reduce((sum, item) => sum + numberOf(item), 0);
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}
