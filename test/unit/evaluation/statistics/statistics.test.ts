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
  type PairedCounts,
  type TaskPair,
} from '../../../../src/evaluation/statistics/paired.ts';
import { passAtK } from '../../../../src/evaluation/statistics/pass-at-k.ts';
import { holm, signFlipTest } from '../../../../src/evaluation/statistics/sign-flip.ts';
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
    // Variance (1.2 + 0.5 x 0.25) / 7.5 over 8 tasks: 11.32 trials of one half, 5 samples a task.
    const share = clusteredProportion(rates([1, 0.8, 0.6, 0.4, 0.2, 0, 0, 1]), 40);
    expect(share?.value).toBeCloseTo(0.5, 15);
    expect(share?.low).toBeCloseTo(0.21920311992143432, 8);
    expect(share?.high).toBeCloseTo(0.7807968800785656, 8);
  });

  test('of tasks that are all alike is no surer than its tasks, or than its samples', () => {
    const none = clusteredProportion(rates(Array(20).fill(0)), 100);
    expect(none?.high).toBeGreaterThan(0.1611);
    const halves = [...Array(10).fill(0.49), ...Array(10).fill(0.51)];
    expect(clusteredProportion(rates(halves), 100)?.low).toBeCloseTo(0.39881710083456895, 8);
    expect(clusteredProportion(rates(halves), 100)?.high).toBeCloseTo(0.601182899165431, 8);
  });

  test('of one task is as wide as one trial', () => {
    const share = clusteredProportion([{ sum: 0.5, weight: 1 }], 10);
    expect(share?.low).toBeLessThan(0.05);
    expect(share?.high).toBeGreaterThan(0.95);
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
    const p = mcnemarExact({ onlyFirst, onlySecond });
    expect(Math.abs(p / expected - 1)).toBeLessThan(1e-10);
  });

  test('their difference has the interval of Bonett and Price', () => {
    const difference = shareDifference(airways);
    expect(difference?.value).toBeCloseTo(6 / 21, 14);
    expect(difference?.low).toBeCloseTo(0.013379823768343235, 12);
    expect(difference?.high).toBeCloseTo(0.5083593066664394, 12);
  });

  /** One sample a task. */
  function single({ both, onlyFirst, onlySecond, neither }: PairedCounts): TaskPair[] {
    const [yes, no] = [
      { n: 1, c: 1 },
      { n: 1, c: 0 },
    ];
    return [
      ...Array<TaskPair>(both).fill({ first: yes, second: yes }),
      ...Array<TaskPair>(onlyFirst).fill({ first: yes, second: no }),
      ...Array<TaskPair>(onlySecond).fill({ first: no, second: yes }),
      ...Array<TaskPair>(neither).fill({ first: no, second: no }),
    ];
  }

  /** As n1, c1, n2, c2. */
  const few = pairsOf([
    [4, 1, 2, 2],
    [4, 0, 2, 1],
    [4, 4, 2, 2],
    [4, 3, 2, 1],
    [4, 0, 2, 0],
  ]);
  const several = pairsOf([
    [5, 1, 5, 4],
    [5, 0, 5, 2],
    [5, 5, 5, 4],
    [5, 2, 5, 5],
    [5, 0, 5, 1],
    [5, 3, 5, 3],
    [5, 1, 5, 2],
    [5, 2, 5, 4],
    [5, 4, 5, 3],
    [5, 0, 5, 5],
  ]);
  const uneven = pairsOf([
    [3, 1, 7, 4],
    [5, 0, 2, 2],
    [11, 5, 4, 4],
    [5, 2, 13, 5],
    [6, 0, 5, 1],
    [3, 3, 9, 3],
    [8, 1, 5, 2],
  ]);

  function pairsOf(rows: readonly (readonly [number, number, number, number])[]): TaskPair[] {
    return rows.map(([n1, c1, n2, c2]) => ({
      first: { n: n1, c: c1 },
      second: { n: n2, c: c2 },
    }));
  }

  test('so many tasks would tell them apart', () => {
    // 20% of tasks solved by one alone, 10 points of difference: 154.6 tasks.
    const needed = (onlyFirst: number, onlySecond: number, neither: number) =>
      tasksToTellApart(single({ both: 50, onlyFirst, onlySecond, neither }));
    expect(needed(5, 15, 30)).toBe(155);
    expect(needed(15, 5, 30)).toBe(155);
    expect(needed(5, 5, 40)).toBeNull();
    // 16.6, with several samples a task.
    expect(tasksToTellApart(several)).toBe(17);
  });

  test('with one sample a task they have one difference and one interval', () => {
    expect(meanDifference(single(airways))).toEqual(shareDifference(airways));
  });

  test('a mean difference of rates is as sure as its tasks and samples let it be', () => {
    const difference = meanDifference(few);
    expect(difference?.value).toBeCloseTo(0.2, 14);
    expect(difference?.low).toBeCloseTo(-0.3436012677855459, 8);
    expect(difference?.high).toBeCloseTo(0.6914273547420676, 8);
    expect(meanDifference([])).toBeNull();
  });

  test('identical runs differ by nothing, but not with certainty', () => {
    const same = meanDifference(single({ both: 2, onlyFirst: 0, onlySecond: 0, neither: 8 }));
    expect(same?.value).toBe(0);
    expect(same?.low).toBeLessThan(-0.1);
    expect(same?.high).toBeGreaterThan(0.1);
    const all = meanDifference(single({ both: 0, onlyFirst: 0, onlySecond: 2, neither: 0 }));
    expect(all?.low).toBeLessThan(0);
  });

  // Of all ways to flip the signs, counted one by one with exact fractions.
  test.for([
    ['few', few, 16 / 32],
    ['several', several, 52 / 1024],
    ['unevenly many', uneven, 36 / 128],
  ] as const)('the chance that %s samples a task differ so', ([, pairs, expected]) => {
    expect(signFlipTest(pairs)).toBeCloseTo(expected, 12);
  });

  test('with one sample a task the test is McNemar’s', () => {
    expect(signFlipTest(single(airways))).toBe(mcnemarExact(airways));
    expect(signFlipTest(single({ both: 3, onlyFirst: 0, onlySecond: 0, neither: 1 }))).toBe(1);
    expect(signFlipTest([])).toBe(1);
  });

  test('few tasks are tested exactly, whatever their numbers of samples', () => {
    // Five differences to one side: two of 32 ways to flip the signs are as uneven.
    const toOneSide = pairsOf([
      [80, 8, 79, 32],
      [79, 20, 77, 58],
      [77, 30, 73, 58],
      [73, 10, 71, 50],
      [71, 3, 80, 20],
    ]);
    expect(signFlipTest(toOneSide)).toBe(2 / 32);
  });

  test('very many different rates are tested as the normal distribution has it', () => {
    const many = Array.from({ length: 400 }, (_, at) => ({
      first: { n: 71 + (at % 10), c: 30 },
      second: { n: 80 - (at % 7), c: at % 2 === 0 ? 34 : 28 },
    }));
    const d = many.map(({ first, second }) => second.c / second.n - first.c / first.n);
    const z = d.reduce((sum, each) => sum + each, 0) / Math.hypot(...d);
    // The error function by its series, apart from the code under test.
    let [term, sum] = [z / Math.SQRT2, z / Math.SQRT2];
    for (let at = 1; at < 200; at++) {
      term *= -(z * z) / 2 / at;
      sum += term / (2 * at + 1);
    }
    const expected = 1 - (2 / Math.sqrt(Math.PI)) * sum;
    expect(Math.abs(signFlipTest(many) - expected)).toBeLessThan(1e-6);
  });

  test('several comparisons at once are corrected as Holm does', () => {
    // 0.01 x 4, 0.02 x 3, 0.03 x 2 is no less than the one before, 0.4.
    const adjusted = holm([0.02, 0.4, 0.01, 0.03]);
    [0.06, 0.4, 0.04, 0.06].forEach((each, at) => expect(adjusted[at]).toBeCloseTo(each, 12));
    expect(holm([0.6, 0.7])).toEqual([1, 1]);
    expect(holm([0.3])).toEqual([0.3]);
    expect(holm([])).toEqual([]);
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
