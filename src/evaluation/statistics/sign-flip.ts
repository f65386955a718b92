/**
 * Whether one of two runs is better, tested over tasks: were both equally good, each task's
 * difference could as well have the other sign. Owns the test and the correction for several of
 * them; what a difference is belongs to `paired`.
 */

import { mcnemarExact, rateDifference, type TaskPair } from './paired.ts';

/** Adding up all sums takes tasks x sums steps: about 40 ms for so many. */
const mostSteps = 2e7;
/** Common denominators up to here are exact in a float, with room for a sum over all tasks. */
const mostDenominator = 1e9;

/**
 * How likely a total difference at least this large is among all ways to flip signs; two-sided, 1
 * without any difference. Exact, by adding up the distribution of all sums, so that the same runs
 * always have the same value: with one sample a task it is McNemar's exact test. Where there are too
 * many sums, tasks are too, and the normal distribution with the same variance is as good.
 */
export function signFlipTest(pairs: readonly TaskPair[]): number {
  const sizes = wholeDifferences(pairs);
  if (!sizes) return normalTail(pairs.map(rateDifference));
  if (sizes.length === 0) return 1;
  const observed = Math.abs(sizes.reduce((sum, size) => sum + size, 0));
  const widths = sizes.map(Math.abs);
  const width = widths.reduce((sum, each) => sum + each, 0);
  if (widths.every((each) => each === widths[0])) {
    const more = sizes.filter((size) => size > 0).length;
    return mcnemarExact({ onlyFirst: sizes.length - more, onlySecond: more });
  }
  if (widths.length * width > mostSteps) return normalTail(sizes);
  return Math.min(1, tailOfSums(widths, width, observed));
}

/** Those that are not 0, as multiples of what all of them are; null where there is none such. */
function wholeDifferences(pairs: readonly TaskPair[]): number[] | null {
  let denominator = 1;
  for (const { first, second } of pairs) {
    denominator = leastCommonMultiple(denominator, leastCommonMultiple(first.n, second.n));
    if (denominator > mostDenominator) return null;
  }
  const scaled = pairs
    .map(
      ({ first, second }) =>
        second.c * (denominator / second.n) - first.c * (denominator / first.n),
    )
    .filter((each) => each !== 0);
  const unit = scaled.reduce((found, each) => greatestCommonDivisor(found, Math.abs(each)), 0);
  return scaled.map((each) => each / unit);
}

/** Both tails of the sums of all widths with either sign: the chance that |sum| >= observed. */
function tailOfSums(widths: readonly number[], width: number, observed: number): number {
  // Of the total of those with a plus: the sum is twice that, less the width.
  const chances = new Float64Array(width + 1);
  chances[0] = 1;
  let reach = 0;
  for (const each of widths) {
    // Downwards, so that what is added to was halved before.
    for (let at = reach; at >= 0; at--) {
      const half = (chances[at] ?? 0) / 2;
      chances[at] = half;
      chances[at + each] = (chances[at + each] ?? 0) + half;
    }
    reach += each;
  }
  let tail = 0;
  for (let at = 0; at <= width; at++) {
    if (Math.abs(2 * at - width) >= observed) tail += chances[at] ?? 0;
  }
  return tail;
}

function normalTail(differences: readonly number[]): number {
  const sum = differences.reduce((total, each) => total + each, 0);
  const variance = differences.reduce((total, each) => total + each * each, 0);
  return variance === 0 ? 1 : 2 * upperNormal(Math.abs(sum) / Math.sqrt(variance));
}

/** Abramowitz and Stegun 26.2.17, to 7.5e-8. */
function upperNormal(z: number): number {
  const t = 1 / (1 + 0.2316419 * z);
  const series =
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series;
}

function leastCommonMultiple(one: number, other: number): number {
  return (one / greatestCommonDivisor(one, other)) * other;
}

function greatestCommonDivisor(one: number, other: number): number {
  return other === 0 ? one : greatestCommonDivisor(other, one % other);
}

/**
 * Of several tests at once, each value such that taking those below 5% claims something false in 5%
 * of cases at most, over all of them (Holm 1979). In the given order; one alone stays as it is.
 */
export function holm(pValues: readonly number[]): number[] {
  const order = pValues.map((_, at) => at).sort((a, b) => (pValues[a] ?? 0) - (pValues[b] ?? 0));
  const adjusted: number[] = [];
  let least = 0;
  for (const [rank, at] of order.entries()) {
    least = Math.max(least, Math.min(1, (pValues.length - rank) * (pValues[at] ?? 1)));
    adjusted[at] = least;
  }
  return adjusted;
}
