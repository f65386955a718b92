/** Programs that are wrong by one step at one bound: which line is told, and when none is. */

import { afterAll, describe, expect, test } from 'vitest';
import { createChecker } from '../../../src/checking/create-checker.ts';
import { findOffByOne, offByOneMs } from '../../../src/checking/feedback/off-by-one.ts';
import { mistakeText } from '../../../src/texts/mistake-texts.ts';
import { taskOf } from '../../support/tasks.ts';

const checker = createChecker({ size: 1 });
afterAll(() => checker.close());

/** "line code", or null; never a program that would pass. */
async function told(
  body: string,
  tests: readonly string[],
  challengeTests: readonly string[] = [],
): Promise<string | null> {
  const program = `def f(${body}\n`;
  const task = taskOf(tests, { challengeTests });
  const verdict = await checker.check({ task, program, limits: { timeMs: 500 } });
  const signal = new AbortController().signal;
  const found = await findOffByOne({ checker }, { task, program, verdict }, signal);
  if (found === null) return null;
  const { mistake, passesAll } = found;
  expect(mistakeText(mistake)).toMatch(/^\S.*\.$/);
  return `${mistake.line} ${mistake.code}${passesAll ? '' : ', not all'}`;
}

const adult = ['assert f(17) == False', 'assert f(18) == True', 'assert f(30) == True'];
const under = ['assert f(3) == True', 'assert f(10) == False', 'assert f(12) == False'];
const sum = ['assert f(4) == 10', 'assert f(1) == 1', 'assert f(0) == 0'];
const product = ['assert f(4) == 24', 'assert f(1) == 1', 'assert f(5) == 120'];
const total = ['assert f([1, 2, 3]) == 6', 'assert f([4]) == 4', 'assert f([]) == 0'];
const start = ["assert f('python', 3) == 'pyt'", "assert f('abc', 1) == 'a'"];
const prime = ['assert f(9) == False', 'assert f(7) == True', 'assert f(25) == False'];
const second = ['assert f([1, 5, 3]) == 5', 'assert f([7, 2]) == 2'];
const bibs = [
  "assert f(['Ola', 'Pia']) == [(1, 'Ola'), (2, 'Pia')]",
  "assert f(['Z']) == [(1, 'Z')]",
];
const powers = ['assert f(3) == 8', 'assert f(1) == 2', 'assert f(0) == 1'];
const digits = ['assert f(123) == 6', 'assert f(7) == 7'];
const middle = ["assert f('abcd') == 'bc'", "assert f('xyz') == 'y'"];
const rises = ['assert f([1, 2, 3]) == 2', 'assert f([3, 1, 2]) == 1', 'assert f([2, 2]) == 0'];

describe('one bound is told by its line', () => {
  test.for([
    ['age):\n    if age > 18:\n        return True\n    return False', adult, '2 equal-left-out'],
    ['n):\n    return n <= 10', under, '2 equal-taken-in'],
    ['n):\n    return 0 <= n <= 10', under, '2 equal-taken-in'],
    [
      'n):\n    s = 0\n    for i in range(n):\n        s += i\n    return s',
      sum,
      '3 range-ends-early',
    ],
    [
      'n):\n    s = 0\n    i = 0\n    while i < n:\n        i += 1\n        s += i\n    return s + 0',
      ['assert f(4) == 15', 'assert f(1) == 3'],
      '4 equal-left-out',
    ],
    [
      'n):\n    p = 1\n    for i in range(n + 1):\n        p *= i\n    return p',
      product,
      '3 range-begins-early',
    ],
    [
      'n):\n    p = 1\n    for i in range(n):\n        p *= i\n    return p',
      product,
      '3 range-too-low',
    ],
    [
      'xs):\n    s = 0\n    # é\n    for i in range(1, len(xs)):\n        s += xs[i]\n    return s',
      total,
      '4 range-begins-late',
    ],
    [
      'xs):\n    s = 0\n    for i in range(len(xs) - 1):\n        s += xs[i]\n    return s',
      total,
      '3 range-ends-early',
    ],
    ['s, n):\n    return s[:n - 1]', start, '2 slice-ends-early'],
    ['s, n):\n    return s[0:n + 1]', start, '2 slice-ends-late'],
    ['s):\n    h = (len(s) - 1) // 2\n    return s[h:len(s) // 2]', middle, '3 slice-ends-early'],
    ['s):\n    return s[2:-1]', ["assert f('abcd') == 'bc'"], '2 slice-begins-late'],
    ['s):\n    return s[-1:]', ["assert f('abc') == 'abc'"], null],
    ['n):\n    return list(range(n - 1, -1, -1))', ['assert f(3) == [3, 2, 1]'], null],
    ['n):\n    return not bool(n < 10)', ['assert f(10) is False', 'assert f(11)'], null],
    ['n):\n    return not n < 10', ['assert f(10) is False', 'assert f(11)'], '2 equal-taken-in'],
    [
      'n):\n    for i in range(2, int(n ** 0.5)):\n        if n % i == 0:\n            return False\n    return True',
      prime,
      '2 range-ends-early',
    ],
    ['xs):\n    return list(enumerate(xs))', bibs, '2 enumerate-too-low'],
    ['xs):\n    return [(i, x) for i, x in enumerate(xs, start=2)]', bibs, '2 enumerate-too-high'],
    ['xs):\n    return xs[0]', second, '2 index-too-low'],
    [
      'n):\n    p = 1\n    for _ in range(1, n):\n        p *= 2\n    return p',
      powers,
      '3 range-too-short',
    ],
    [
      'n):\n    s = 0\n    while n >= 0:\n        s += n % 10\n        n //= 10\n    return s',
      digits,
      '3 equal-taken-in',
    ],
    [
      'xs):\n    c = 0\n    for i in range(len(xs) - 1):\n        if xs[i + 1] >= xs[i]:\n            c += 1\n    return c',
      rises,
      '4 equal-taken-in',
    ],
    [
      'xs):\n    s = 0\n    i = 1\n    while i < len(xs):\n        s += xs[i]\n        i += 1\n    return s',
      total,
      '3 counter-too-high',
    ],
  ] as const)('%j', async ([body, tests, expected]) => {
    expect(await told(body, tests)).toBe(expected);
  });
});

const largest = ['assert f([1, 5, 3]) == 5', 'assert f([2]) == 2'];
const from = ['assert f([1, 5, 3], 1) == 1', 'assert f([1, 5, 3], 2) == 5'];

describe('a step does not lead from the first place to the last', () => {
  test.for([
    ['a):\n    a.sort()\n    i = 0\n    return a[i]', largest, null],
    ['a):\n    a = sorted(a)\n    e = 0\n    return a[e:][0]', largest, null],
    ['s, e):\n    return s[:e]', ["assert f('abc', 0) == 'ab'"], null],
    ['s, e):\n    return s[-e:]', ["assert f('abc', 1) == 'abc'"], null],
    [
      'xs):\n    s = i = 0\n    i = 0\n    while i != len(xs) - 1:\n        s += xs[i]\n        i += 1\n    return s',
      total.slice(0, 2),
      null,
    ],
    [
      'xs):\n    return [xs[i] for i in range(len(xs) - 1, -1, -1)]',
      ['assert f([1, 2]) == [2, 1, 2]'],
      null,
    ],
    [
      'xs):\n    s = 0\n    for i in range(0, len(xs) - 1):\n        s += xs[i]\n    return s',
      total,
      '3 range-ends-early',
    ],
    ['a, k):\n    return a[k]', from, '2 index-too-high'],
    ['a, k):\n    return a[k - 1]', ['assert f([1, 5, 3], 0) == 1'], '2 index-too-low'],
    ['a):\n    n = len(a)\n    return a[n - 2]', ['assert f([1, 5, 3]) == 3'], '3 index-too-low'],
    ['s, e):\n    return s[:e - 1]', [...start, "assert f('abc', 0) == ''"], '2 slice-ends-early'],
  ] as const)('%j', async ([body, tests, expected]) => {
    expect(await told(body, tests)).toBe(expected);
  });
});

const above = ['assert f(10) == True', 'assert f(3) == False', 'assert f(12) == True'];

describe('what a comparison takes in is said where its sense is kept', () => {
  test.for([
    ['n):\n    return False if n <= 10 else True', above, null],
    ['n):\n    return (n <= 10) == False', above, null],
    ['n):\n    return (n <= 10) is False', above, null],
    ['n):\n    return ["no", "yes"][n > 10] == "yes"', above, null],
    ['n):\n    return 1 - (n <= 10) == 1', above, null],
    [
      'xs):\n    from itertools import filterfalse\n    return list(filterfalse(lambda x: x <= 2, xs))',
      ['assert f([3, 2]) == [3, 2]'],
      null,
    ],
    ['xs):\n    return len([x for x in xs if x > 3]) == 0', ['assert f([3]) == False'], null],
    ['xs):\n    return not any(x > 3 for x in xs)', ['assert f([3]) == False'], null],
    ['n):\n    return True if n > 10 else False', above, '2 equal-left-out'],
    ['n):\n    return bool(n > 10)', above, '2 equal-left-out'],
    [
      'xs):\n    return list(filter(lambda x: x > 3, xs + [2]))[:2]',
      ['assert f([3]) == [3]'],
      '2 equal-left-out',
    ],
    [
      'xs):\n    return [x for x in xs if x > 3]',
      ['assert f([3, 4]) == [3, 4]'],
      '2 equal-left-out',
    ],
    ['xs):\n    return all(x > 3 for x in xs)', ['assert f([3]) == True'], '2 equal-left-out'],
  ] as const)('%j', async ([body, tests, expected]) => {
    expect(await told(body, tests)).toBe(expected);
  });
});

describe('a start is said of what a loop counts on from there', () => {
  test.for([
    [
      'n):\n    i = s = 0\n    stop = 4\n    while i != stop:\n        s += i\n        i += 1\n    return s',
      ['assert f(1) == 10'],
      null,
    ],
    [
      'n):\n    def g():\n        k = 1\n        return k\n    k = 5\n    while k != n:\n        k += 1\n    return g()',
      ['assert f(6) == 2'],
      null,
    ],
    [
      'n):\n    r = 0\n    while r < n:\n        d = 1\n        r += d\n        d += n\n    return r * 0 + d',
      ['assert f(1) == 3'],
      null,
    ],
    [
      'n):\n    i = 2\n    while i != 5:\n        i += 1\n        n += i\n    return n',
      ['assert f(0) == 14'],
      '2 counter-too-high',
    ],
  ] as const)('%j', async ([body, tests, expected]) => {
    expect(await told(body, tests)).toBe(expected);
  });
});

test('challenge tests decide between two bounds, and may fail for another reason', async () => {
  const eighteen = 'age):\n    return age > 18';
  expect(await told(eighteen, adult, ['assert f(None) == False'])).toBe(
    '2 equal-left-out, not all',
  );
  expect(await told(eighteen, ['assert f(19) == True'], ['assert f(18) == True'])).toBe(
    '2 equal-left-out',
  );
  const either = 'a, b):\n    return a > 3 and b > 3';
  const [both, one] = ['assert f(3, 4) == True', 'assert f(4, 3) == False'];
  expect(await told(either, [both], [one])).toBe('2 equal-left-out');
  // A bound that breaks what passed before is none.
  expect(await told(eighteen, ['assert f(18) == True'], ['assert f(18) == False'])).toBe(null);
});

describe('nothing is told', () => {
  test.for([
    ['of a right program', 'age):\n    return age >= 18', adult],
    ['of what no bound mends', 'n):\n    return n * 2', sum],
    [
      'of a wrong operator',
      'n):\n    s = 0\n    for i in range(n + 1):\n        s -= i\n    return s',
      sum,
    ],
    [
      'where two bounds are wrong',
      's, n):\n    if n > 1:\n        return s[:n - 1]\n    return s[:n + 1]',
      start,
    ],
    [
      'where either of two bounds would do',
      'n):\n    i = 1\n    p = 1\n    while i < n:\n        p *= 2\n        i += 1\n    return p',
      powers.slice(0, 2),
    ],
    ['of what is no Python', 'n):\n    return n <', sum],
    ['of a name that is no function in the end', 'n):\n    return n < 3\nf = None', sum],
    ['of a program that never ends', 'n):\n    while n == n:\n        n += 1', sum],
  ] as const)('%s', async ([, body, tests]) => {
    expect(await told(body, tests)).toBe(null);
  });
});

test('a stop ends it at once', async () => {
  const program = 'def f(n):\n    return n <= 10\n';
  const task = taskOf(under);
  const verdict = await checker.check({ task, program });
  const asked = findOffByOne({ checker }, { task, program, verdict }, AbortSignal.abort());
  await expect(asked).rejects.toThrow();
  expect(offByOneMs).toBeLessThanOrEqual(2_000);
});
