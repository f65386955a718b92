import { expect, test } from 'vitest';
import {
  bytes,
  count,
  duration,
  grouped,
  parameters,
  percent,
  percentMark,
  tokenRate,
} from '../../../src/texts/format.ts';

test.for([
  [0, '0 B'],
  [999, '999 B'],
  [563_743, '564 kB'],
  [4_400_000, '4.4 MB'],
  [491_000_000, '491 MB'],
  [1_876_000_000, '1.9 GB'],
] as const)('%i bytes are %s', ([number, text]) => {
  expect(bytes(number)).toBe(text);
});

test.for([
  [12.4, '12 ms'],
  [999.7, '1.0 s'],
  [1500, '1.5 s'],
  [59_960, '1 min'],
  [80_000, '1 min 20 s'],
  [119_700, '2 min'],
  [3_599_800, '1 h'],
  [12_000_000, '3 h 20 min'],
  [187_200_000, '2 days 4 h'],
] as const)('%d milliseconds are %s', ([ms, text]) => {
  expect(duration(ms)).toBe(text);
});

test.for([
  [135e6, '135M'],
  [5e8, '0.5B'],
  [3e9, '3B'],
] as const)('%d parameters are %s', ([number, text]) => {
  expect(parameters(number)).toBe(text);
});

test.for([
  [0, '0'],
  [999, '999'],
  [1000, '1,000'],
  [40_000, '40,000'],
  [1_234_567, '1,234,567'],
] as const)('%i is written %s', ([number, text]) => {
  expect(grouped(number)).toBe(text);
});

test('one is singular', () => {
  expect([count(0, 'test'), count(1, 'test'), count(2, 'test')]).toEqual([
    '0 tests',
    '1 test',
    '2 tests',
  ]);
});

test('a share is told to one place, and short at a mark of an axis', () => {
  const shares = [0, 0.45, 0.4549, 0.025, 1];
  expect(shares.map(percent)).toEqual(['0.0%', '45.0%', '45.5%', '2.5%', '100.0%']);
  expect(shares.map(percentMark)).toEqual(['0%', '45%', '45.5%', '2.5%', '100%']);
});

test.for([
  [27.4, 0, '27 tokens/s'],
  [27.44, 1, '27.4 tokens/s'],
  [1, 0, '1 tokens/s'],
  [0.4, 0, '2.5 s per token'],
  [0.0145, 1, '69 s per token'],
  [0, 0, '0 tokens/s'],
] as const)('%f a second, to %i places, are %s', ([rate, places, text]) => {
  expect(tokenRate(rate, places)).toBe(text);
});
