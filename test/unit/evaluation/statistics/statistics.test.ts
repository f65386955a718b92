/**
 * Values worked out apart from the code under test: with exact fractions and binomials in Python
 * (`fractions`, `math.comb`), or taken from the publication that a test names.
 */
import { describe, expect, test } from 'vitest';
import { logChoose, logFactorial } from '../../../../src/evaluation/statistics/log-factorial.ts';
import { logLinearFit } from '../../../../src/evaluation/statistics/log-linear-fit.ts';
import {
  mcnemarExact,
  meanDifference,
  shareDifference,
  tasksToTellApart,
} from '../../../../src/evaluation/statistics/paired.ts';
import { passAtK } from '../../../../src/evaluation/statistics/pass-at-k.ts';
import { clusteredProportion, wilson } from '../../../../src/evaluation/statistics/proportion.ts';

test.for([
  [80, 1, 1, 1 / 80],
  [5, 2, 3, 9 / 10],
  [10, 4, 5, 41 / 42],
  [200, 3, 100, 349 / 398],
  [1000, 7, 500, 21854279 / 22022733],
  [80, 1, 80, 1],
  [10, 0, 5, 0],
] as const)('pass@k of n = %d, c = %d, k = %d is %d', ([n, c, k, expected]) => {
  expect(passAtK(n, c, k)).toBeCloseTo(expected, 14);
});

test('pass@k keeps its digits for more samples than a factorial has room for', () => {
  // One minus the chance to miss the one right sample of 100,000 with half of them.
  expect(passAtK(100_000, 1, 50_000)).toBe(0.5);
});

test.for([
  [0, 0],
  [1, 0],
  [5, 4.787491742782046],
  [19, 39.339884187199495],
  [20, 42.335616460753485],
  [1000, 5912.128178488163],
] as const)('ln %d! is %d', ([n, expected]) => {
  expect(logFactorial(n)).toBeCloseTo(expected, 11);
});

test('binomial coefficients come out of their logarithms', () => {
  expect(Math.exp(logChoose(10, 3))).toBeCloseTo(120, 10);
  expect(logChoose(40, 0)).toBe(0);
});

// Newcombe 1998, "Two-sided confidence intervals for the single proportion", its four examples.
test.for([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
] as const)("Wilson's interval for %d of %d is %d to %d", ([solved, trials, low, high]) => {
  const interval = wilson(solved / trials, trials);
  expect(interval.low).toBeCloseTo(low, 4);
  expect(interval.high).toBeCloseTo(high, 4);
});

describe('a share over tasks', () => {
  const rates = (values: readonly number[]) => values.map((sum) => ({ sum, weight: 1 }));

  test("with one sample each has Wilson's interval", () => {
    const clusters = rates([...Array(15).fill(1), ...Array(133).fill(0)]);
    const share = clusteredProportion(clusters, 148);
    expect(share?.value).toBeCloseTo(15 / 148, 15);
    expect(share?.low).toBeCloseTo(0.0624, 4);
    expect(share?.high).toBeCloseTo(0.1605, 4);
  });

  test('with several samples each has that of as many trials as scatter alike', () => {
    // Variance 0.15 over 8 tasks: 0.25 / (0.15 / 8) = 40/3 trials of one half.
    const share = clusteredProportion(rates([1, 0.8, 0.6, 0.4, 0.2, 0, 0, 1]), 40);
    expect(share?.value).toBeCloseTo(0.5, 15);
    expect(share?.low).toBeCloseTo(0.26353201516963287, 12);
    expect(share?.high).toBeCloseTo(0.7364679848303671, 12);
  });

  test('of tasks that are all alike is no surer than its tasks, or than its samples', () => {
    expect(clusteredProportion(rates(Array(20).fill(0)), 100)?.high).toBeCloseTo(0.1611, 4);
    const halves = [...Array(10).fill(0.49), ...Array(10).fill(0.51)];
    const { low, high } = wilson(0.5, 100);
    expect(clusteredProportion(rates(halves), 100)?.low).toBeCloseTo(low, 12);
    expect(clusteredProportion(rates(halves), 100)?.high).toBeCloseTo(high, 12);
  });

  test('of no tasks is none', () => {
    expect(clusteredProportion([], 0)).toBeNull();
  });
});

describe('two runs on the same tasks', () => {
  // Airway reactivity before and after a transplantation, the example of Fagerland, Lydersen and
  // Laake 2014 ("Recommended tests and confidence intervals for paired binomial proportions").
  const airways = { both: 1, onlyFirst: 1, onlySecond: 7, neither: 12 };

  test("McNemar's exact test gives the published value", () => {
    expect(mcnemarExact(airways)).toBeCloseTo(0.0703125, 14);
  });

  test.for([
    [5, 15, 0.04138946533203125],
    [59, 6, 4.964650327128617e-12],
    [400, 300, 0.00017847631448562445],
    [3, 3, 1],
    [0, 0, 1],
  ] as const)("McNemar's test of %d against %d is %d", ([onlyFirst, onlySecond, expected]) => {
    const p = mcnemarExact({ both: 9, onlyFirst, onlySecond, neither: 9 });
    expect(Math.abs(p / expected - 1)).toBeLessThan(1e-10);
  });

  test('their difference has the interval of Bonett and Price', () => {
    const difference = shareDifference(airways);
    expect(difference?.value).toBeCloseTo(6 / 21, 14);
    expect(difference?.low).toBeCloseTo(0.013379823768343235, 12);
    expect(difference?.high).toBeCloseTo(0.5083593066664394, 12);
  });

  test('so many tasks would tell them apart', () => {
    // 20% of tasks solved by one alone, 10 points of difference: 154.6 tasks.
    expect(tasksToTellApart({ both: 50, onlyFirst: 5, onlySecond: 15, neither: 30 })).toBe(155);
    expect(tasksToTellApart({ both: 50, onlyFirst: 15, onlySecond: 5, neither: 30 })).toBe(155);
    expect(tasksToTellApart({ both: 50, onlyFirst: 5, onlySecond: 5, neither: 40 })).toBeNull();
  });

  test('a mean difference of rates has the normal interval over tasks', () => {
    const difference = meanDifference([0.5, 0.1, 0, -0.2]);
    // Sample variance 0.26/3 with mean 0.1.
    const half = 1.959963984540054 * Math.sqrt(0.26 / 3 / 4);
    expect(difference?.value).toBeCloseTo(0.1, 14);
    expect(difference?.low).toBeCloseTo(0.1 - half, 14);
    expect(difference?.high).toBeCloseTo(0.1 + half, 14);
    expect(meanDifference([1])).toBeNull();
  });
});

describe('the line over the logarithm of the size', () => {
  test('goes through points that lie on one', () => {
    const points = [1e9, 1e10, 1e11].map((parameters, at) => ({ parameters, rate: 0.2 + at / 10 }));
    const fit = logLinearFit(points);
    expect(fit?.perDecade).toBeCloseTo(0.1, 12);
    expect(fit?.rateAt(1e12)).toBeCloseTo(0.5, 12);
    expect(fit?.rSquared).toBeCloseTo(1, 12);
  });

  test('is the one of least squares where they do not', () => {
    const sizes = [1e1, 1e2, 1e3];
    const rates = [0, 1, 0.5];
    const fit = logLinearFit(sizes.map((parameters, at) => ({ parameters, rate: rates[at] ?? 0 })));
    // Slope 1/4 and r squared 0.125/0.5, by hand.
    expect(fit?.perDecade).toBeCloseTo(0.25, 12);
    expect(fit?.rSquared).toBeCloseTo(0.25, 12);
    expect(fit?.rateAt(100)).toBeCloseTo(0.5, 12);
  });

  test('needs two sizes', () => {
    expect(logLinearFit([])).toBeNull();
    const twice = { parameters: 5e8, rate: 0.3 };
    expect(logLinearFit([twice, { ...twice, rate: 0.4 }])).toBeNull();
  });
});
