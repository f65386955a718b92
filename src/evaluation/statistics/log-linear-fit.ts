/** How a pass rate grows with the size of the model: a line over the logarithm of the size. */

import { type Interval, sumOf } from './proportion.ts';
import { studentT95 } from './student-t.ts';

export interface SizePoint {
  readonly parameters: number;
  readonly rate: number;
}

export interface LogLinearFit {
  /** What ten times the parameters add to the rate. */
  readonly perDecade: number;
  /** Of `perDecade`, 95%; null below three sizes, where nothing is left to judge the line by. */
  readonly perDecadeInterval: Interval | null;
  readonly rateAt: (parameters: number) => number;
  /** Where the line itself may be at a size, 95%; null below three sizes. */
  readonly intervalAt: (parameters: number) => Interval | null;
  /**
   * The share of the rates' variance that the line explains; null where they have none, and below
   * three sizes: a line through two points explains everything.
   */
  readonly rSquared: number | null;
}

/** Least squares. Null below two different sizes, where no line is determined. */
export function logLinearFit(points: readonly SizePoint[]): LogLinearFit | null {
  const count = points.length;
  const sizes = points.map(({ parameters }) => Math.log10(parameters));
  const meanSize = sumOf(sizes, (size) => size) / count;
  const meanRate = sumOf(points, ({ rate }) => rate) / count;
  let [spread, joint, total] = [0, 0, 0];
  for (const { parameters, rate } of points) {
    const size = Math.log10(parameters) - meanSize;
    spread += size * size;
    joint += size * (rate - meanRate);
    total += (rate - meanRate) ** 2;
  }
  const distinct = new Set(sizes).size;
  if (distinct < 2) return null;
  const perDecade = joint / spread;
  const rateAt = (parameters: number) => meanRate + perDecade * (Math.log10(parameters) - meanSize);
  const isJudged = distinct > 2;
  // What rounding leaves below zero is a perfect fit.
  const unexplained = Math.max(0, total - perDecade * joint);
  const scale = isJudged ? studentT95(count - 2) * Math.sqrt(unexplained / (count - 2)) : NaN;
  const around = (middle: number, half: number): Interval | null =>
    isJudged ? { low: middle - half, high: middle + half } : null;
  return {
    perDecade,
    perDecadeInterval: around(perDecade, scale / Math.sqrt(spread)),
    rateAt,
    intervalAt: (parameters) => {
      const offset = Math.log10(parameters) - meanSize;
      const half = scale * Math.sqrt(1 / count + (offset * offset) / spread);
      return around(rateAt(parameters), half);
    },
    rSquared: total === 0 || !isJudged ? null : (joint * joint) / (spread * total),
  };
}
