/**
 * Whether one of two runs is better, tested over tasks: were both equally good, each task's
 * difference could as well have the other sign. Owns the test and the correction for several of
 * them; what a difference is belongs to `paired`.
 */

import { mcnemarExact, rateDifference, type TaskPair } from './paired.ts';

/** Of so many tasks every way to flip signs is looked at: 65,536. */
const mostFlipped = 16;
/** Adding up all sums takes tasks x sums steps: some milliseconds for so many. */
const mostSteps = 2e6;
/** Common denominators up to here are exact in a float, with room for a sum over all tasks. */
const mostDenominator = 1e9;

/**
 * How likely a total difference at least this large is among all ways to flip signs; two-sided, 1
 * without any difference. With one sample a task it is McNemar's exact test. Exact for up to 16
 * differing tasks, and for more as long as there are not too many sums to add up; beyond, the normal
 * distribution with the same variance is as good. The same runs always have the same value.
 */
export function signFlipTest(pairs: readonly TaskPair[]): number {
  const differences = pairs.map(rateDifference).filter((each) => each !== 0);
  if (differences.length === 0) return 1;
  const sizes = wholeDifferences(pairs);
  const [width = 0] = sizes?.map(Math.abs) ?? [];
  if (sizes?.every((size) => Math.abs(size) === width)) {
    const more = sizes.filter((size) => size > 0).length;
    return mcnemarExact({ onlyFirst: sizes.length - more, onlySecond: more });
  }
  if (differences.length <= mostFlipped) return tailOfFew(differences);
  return (sizes && tailOfSums(sizes)) ?? normalTail(differences);
}

/** Rounding tells sums apart that are equal; these are not nearer to one another than that. */
const slack = 1e-9;

function tailOfFew(differences: readonly number[]): number {
  let sums = [0];
  for (const each of differences) sums = sums.flatMap((sum) => [sum + each, sum - each]);
  const observed = Math.abs(differences.reduce((sum, each) => sum + each, 0)) - slack;
  return sums.filter((sum) => Math.abs(sum) >= observed).length / sums.length;
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

/** Both tails of the sums of all widths with either sign; null where there are too many. */
function tailOfSums(sizes: readonly number[]): number | null {
  const widths = sizes.map(Math.abs);
  const width = widths.reduce((sum, each) => sum + each, 0);
  if (widths.length * width > mostSteps) return null;
  const observed = Math.abs(sizes.reduce((sum, each) => sum + each, 0));
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
  return Math.min(1, tail);
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
