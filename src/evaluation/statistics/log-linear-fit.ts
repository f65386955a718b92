/** How a pass rate grows with the size of the model: a line over the logarithm of the size. */

import { sumOf } from './proportion.ts';

export interface SizePoint {
  readonly parameters: number;
  readonly rate: number;
}

export interface LogLinearFit {
  /** What ten times the parameters add to the rate. */
  readonly perDecade: number;
  readonly rateAt: (parameters: number) => number;
  /** The share of the rates' variance that the line explains; null where they have none. */
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
  if (new Set(sizes).size < 2) return null;
  const perDecade = joint / spread;
  return {
    perDecade,
    rateAt: (parameters) => meanRate + perDecade * (Math.log10(parameters) - meanSize),
    rSquared: total === 0 ? null : (joint * joint) / (spread * total),
  };
}
