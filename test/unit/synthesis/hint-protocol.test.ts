import { expect, test } from 'vitest';
import { breachesOf } from '../../../src/synthesis/hint-protocol.ts';

test.each([
  'It also has to work for an empty list.',
  'Your code should ignore upper and lower case',
  'Close, but you need to round the result to 2.5 digits!',
  'Use `str.lower()` before you compare, e.g. on both words.',
  'The function is_prime should return False for 1.',
  'You need to handle negative numbers (and zero) as well.',
  'The third argument, k, counts from the end ... not from the start.',
  'sorted() does not change the list in place',
  'Return the count if it is larger than 10, else 0.',
  'Is it a list of lists, or a list of tuples?',
  'It is 50/50 whether this works.',
  'Return (not print) the result.',
  'It works for + and *, but not for -.',
  'Call sorted() before you return.',
  'Compare lower() of both, not upper(). ',
])('"%s" keeps to the protocol', (hint) => {
  expect(breachesOf(hint, 0)).toEqual([]);
});

test.each([
  ['It fails for []. It should return 0.', 'several-sentences'],
  ['Wrong! Try again.', 'several-sentences'],
  ['It fails for empty lists\nand it is slow', 'several-sentences'],
  ['Replace the last line with x = 1', 'code'],
  ['Use return sorted(xs)[0]', 'code'],
  ['It should be `a + b`', 'code'],
  ['Check that n % 2 == 0', 'code'],
  ['Write lambda x: x', 'code'],
  ['Begin with def f(x):', 'code'],
  ['You want xs[1:] there', 'code'],
  ['for x in xs: add it up', 'code'],
  ['Call max(a, b) first', 'code'],
  ['import math', 'code'],
  ['Use split()[-1] instead', 'code'],
  ['Return text.upper()', 'code'],
  ['Use h * 3600 + m', 'code'],
  ['Take n % 10 first', 'code'],
  ['Try text.strip().lower', 'code'],
])('"%s" does not: %s', (hint, breach) => {
  expect(breachesOf(hint, 0)).toContain(breach);
});

test('the fifth hint is beyond the protocol', () => {
  expect(breachesOf('Nearly.', 3)).toEqual([]);
  expect(breachesOf('Nearly.', 4)).toEqual(['too-many']);
});
