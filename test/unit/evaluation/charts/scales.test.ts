import { describe, expect, test } from 'vitest';
import {
  countScale,
  linearScale,
  logScale,
  rateScale,
  spread,
} from '../../../../src/evaluation/charts/scales.ts';

test.for([
  [[], [0, 0.01, 0.02, 0.03, 0.04, 0.05]],
  [[0.07], [0, 0.025, 0.05, 0.075, 0.1]],
  [
    [0.2, 0.41],
    [0, 0.2, 0.4, 0.6],
  ],
  [[1], [0, 0.25, 0.5, 0.75, 1]],
])('rates %j stand on an axis of %j', ([rates = [], ticks = []]) => {
  const scale = rateScale(rates);
  expect(scale.ticks.map((tick) => Math.round(tick * 1000) / 1000)).toEqual(ticks);
  expect(scale.shareOf(scale.to)).toBe(1);
});

test('few counts stand evenly, many by their logarithm', () => {
  expect(countScale(5, 10)).toMatchObject({ ticks: [1, 2, 3, 4, 5] });
  expect(countScale(5, 10).shareOf(3)).toBe(0.5);
  expect(countScale(12, 6).ticks).toEqual([1, 3, 5, 7, 9, 11]);
  expect(countScale(80, 10).ticks).toEqual([1, 2, 5, 10, 20, 50]);
  expect(countScale(100, 10).shareOf(10)).toBeCloseTo(0.5, 12);
  expect(countScale(80, 5).ticks).toEqual([1, 3, 10, 30]);
});

test('a linear axis ends with its largest value and a clear gap before it', () => {
  expect(linearScale(100, 5).ticks).toEqual([0, 20, 40, 60, 80, 100]);
  expect(linearScale(427, 4).ticks).toEqual([0, 200, 427]);
  expect(linearScale(1, 5).ticks).toEqual([0, 1]);
});

test('a logarithmic axis has round sizes within its ends', () => {
  expect(logScale(2e8, 9e9, 10).ticks).toEqual([2e8, 5e8, 1e9, 2e9, 5e9]);
  expect(logScale(2e8, 9e9, 3).ticks).toEqual([3e8, 1e9, 3e9]);
  expect(logScale(1e8, 1e10, 10).shareOf(1e9)).toBeCloseTo(0.5, 12);
});

describe('labels that would collide', () => {
  test('move apart in their order', () => {
    expect(spread([50, 52, 10], 16, 0, 100)).toEqual([50, 66, 10]);
  });

  test('stay within the ends', () => {
    expect(spread([95, 96, 97], 16, 0, 100)).toEqual([68, 84, 100]);
    expect(spread([0, 0], 16, 0, 100)).toEqual([0, 16]);
  });
});
