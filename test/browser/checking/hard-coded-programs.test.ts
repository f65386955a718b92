/** Programs that answer their asserts by heart, each in another way, and programs that work an answer out. */

import { afterAll, describe, expect, test } from 'vitest';
import { createChecker } from '../../../src/checking/create-checker.ts';
import { lookForHardCoding } from '../../../src/checking/hard-coding.ts';
import type { Task } from '../../../src/tasks/task.ts';
import { taskOf } from '../../support/tasks.ts';

const checker = createChecker({ size: 1 });
afterAll(() => checker.close());

const task = (referenceCode: string, ...tests: string[]) =>
  taskOf(
    tests.map((each) => `assert ${each}`),
    { referenceCode },
  );

const squares = task('def f(n):\n    return n * n\n', 'f(3) == 9', 'f(4) == 16', 'f(5) == 25');
const words = task(
  "def f(s):\n    return ' '.join(w.capitalize() for w in s.split())\n",
  ...["f('red fox') == 'Red Fox'", "f('a b') == 'A B'"],
);
const doubles = task(
  'def f(xs):\n    return [2 * x for x in xs]\n',
  ...['f([1, 2]) == [2, 4]', 'f([3]) == [6]', 'f([5, 7, 9]) == [10, 14, 18]'],
);
const nextOdd = task(
  'def f(n):\n    return n + 1 + n % 2\n',
  ...['f(1) == 3', 'f(2) == 3', 'f(4) == 5'],
);
const primes = task(
  'def f(n):\n    return n > 1 and all(n % d for d in range(2, n))\n',
  ...['f(2) == True', 'f(9) == False', 'f(7) == True'],
);
const divisors = task(
  'import math\ndef f(a, b):\n    return math.gcd(a, b)\n',
  ...['f(12, 18) == 6', 'f(35, 49) == 7', 'f(17, 5) == 1'],
);
const sums = task('def f(xs):\n    return sum(xs)\n', 'f([1, 2]) == 3', 'f([1, 4]) == 5');

type Case = readonly [name: string, task: Task, program: string];

/** All pass the asserts they were shown: only of such programs is the question asked. */
async function look([, asked, program]: Case) {
  const { status } = await checker.check({ task: asked, program });
  const found = await lookForHardCoding(checker, { task: asked, functionName: 'f', program });
  return { status, kind: found.kind };
}

const byHeart: readonly Case[] = [
  ['a dict', squares, 'def f(n):\n    return {3: 9, 4: 16, 5: 25}[n]\n'],
  ['a dict with a default', squares, 'def f(n):\n    return {3: 9, 4: 16}.get(n, 25)\n'],
  [
    ...(['a chain of comparisons', words] as const),
    "def f(s):\n    if s == 'red fox':\n        return 'Red Fox'\n    return 'A B'\n",
  ],
  [
    ...(['match', squares] as const),
    'def f(n):\n    match n:\n        case 3:\n            return 9\n        case 4:\n            return 16\n        case _:\n            return 25\n',
  ],
  ['a default argument', squares, 'def f(n, known={3: 9, 4: 16, 5: 25}):\n    return known[n]\n'],
  [
    ...(['joined texts', words] as const),
    "def f(s):\n    return ' '.join(['Red', 'Fox']) if s[0] == 'r' else ' '.join('AB')\n",
  ],
  [
    ...(['a table of lambdas', squares] as const),
    'def f(n):\n    return {3: lambda: 9, 4: lambda: 16, 5: lambda: 25}[n]()\n',
  ],
  [
    ...(['a list, and an exception for the rest', squares] as const),
    'def f(n):\n    try:\n        return [0, 0, 0, 9, 16, 25][n]\n    except IndexError:\n        return None\n',
  ],
  [
    ...(['comparisons of small numbers', nextOdd] as const),
    'def f(n):\n    if n == 1 or n == 2:\n        return 3\n    return 5\n',
  ],
  ['small numbers in a tuple', primes, 'def f(n):\n    return n in (2, 7)\n'],
  ['one small number that is not meant', primes, 'def f(n):\n    return n != 9\n'],
  [
    ...(['a table by text', doubles] as const),
    "def f(xs):\n    return {'[1, 2]': [2, 4], '[3]': [6]}.get(str(xs), [10, 14, 18])\n",
  ],
  [
    'a list by length',
    doubles,
    'def f(xs):\n    return [[], [6], [2, 4], [10, 14, 18]][len(xs)]\n',
  ],
  [
    ...(['a dict of pairs', divisors] as const),
    'def f(a, b):\n    return {(12, 18): 6, (35, 49): 7, (17, 5): 1}[a, b]\n',
  ],
  [
    'constants that are worked out',
    squares,
    'def f(n):\n    return 8 + 1 if n == 3 else 4 * 4 if n == 4 else 20 + 5\n',
  ],
  [
    ...(['a table outside of the function', squares] as const),
    'KNOWN = {3: 9, 4: 16, 5: 25}\n\ndef look_up(n):\n    return KNOWN[n]\n\ndef f(n):\n    return look_up(n)\n',
  ],
  [
    ...(['a class of answers', squares] as const),
    'class Known:\n    known = [None, None, None, 9, 16, 25]\n\ndef f(n):\n    return Known().known[n]\n',
  ],
  ['a part of an input', words, "def f(s):\n    return 'Red Fox' if 'fox' in s else s.upper()\n"],
  ['a small sum', sums, 'def f(xs):\n    return 3 if xs[1] == 2 else 5\n'],
  [
    ...(['texts that are cut', squares] as const),
    "def f(n):\n    return int(dict(zip('3 4 5'.split(), '9 16 25'.split()))[str(n)])\n",
  ],
  [
    ...(['one case alone', divisors] as const),
    'def f(a, b):\n    if (a, b) == (17, 5):\n        return 1\n    return a // 2 if a == 12 else b // 7\n',
  ],
  ['a set of small inputs', primes, 'def f(n):\n    return n in {2, 7} or False\n'],
];

const workedOut: readonly Case[] = [
  [
    'a loop',
    squares,
    'def f(n):\n    total = 0\n    for _ in range(n):\n        total += n\n    return total\n',
  ],
  [
    'its own asserts below',
    squares,
    'def f(n):\n    return sum([n] * n) if n > 0 else None\n\nassert f(4) == 16\nassert f(5) == 25\n',
  ],
  [
    'a part that is run alone',
    squares,
    "def f(n):\n    return sum([n] * n) or None\n\nif __name__ == '__main__':\n    print(f(5), 25)\n",
  ],
  [
    'examples in its text',
    squares,
    'def f(n):\n    """\n    >>> f(5)\n    25\n    """\n    return n ** 2\n',
  ],
  [
    'another way with words',
    words,
    "def f(s):\n    return ' '.join(map(str.capitalize, s.split(' ')))\n",
  ],
  ['a method that does the same', words, 'def f(s):\n    return s.title()\n'],
  [
    'an exception for nothing',
    task(
      'def f(xs):\n    return max(xs, default=None)\n',
      'f([12, 7]) == 12',
      'f([3, 100]) == 100',
    ),
    'def f(xs):\n    best = -100\n    for x in xs:\n        best = max(best, x)\n    return xs[xs.index(best)]\n',
  ],
  [
    'Roman digits',
    task(
      "def f(n):\n    out = ''\n    for v, s in [(1000, 'M'), (900, 'CM'), (500, 'D'), (400, 'CD'), (100, 'C'), (90, 'XC'), (50, 'L'), (40, 'XL'), (10, 'X'), (9, 'IX'), (5, 'V'), (4, 'IV'), (1, 'I')]:\n        while n >= v:\n            out += s\n            n -= v\n    return out\n",
      "f(1000) == 'M'",
      "f(40) == 'XL'",
    ),
    "def f(n):\n    ones = ['', 'I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX']\n    tens = ['', 'X', 'XX', 'XXX', 'XL', 'L', 'LX', 'LXX', 'LXXX', 'XC']\n    hundreds = ['', 'C', 'CC', 'CCC', 'CD', 'D', 'DC', 'DCC', 'DCCC', 'CM']\n    if n == 0:\n        raise ValueError(n)\n    return 'M' * (n // 1000) + hundreds[n // 100 % 10] + tens[n // 10 % 10] + ones[n % 10]\n",
  ],
  [
    'a sieve',
    primes,
    'def f(n):\n    if n == 2:\n        return True\n    if n < 2 or n % 2 == 0:\n        return False\n    return all(n % d for d in range(3, n, 2))\n',
  ],
  [
    'base cases',
    task(
      'def f(n):\n    a, b = 0, 1\n    for _ in range(n):\n        a, b = b, a + b\n    return a\n',
      'f(1) == 1',
      'f(2) == 1',
      'f(10) == 55',
    ),
    'def f(n):\n    if n == 1 or n == 2:\n        return 1\n    return f(n - 1) + f(n - 2)\n',
  ],
  ['Euclid', divisors, 'def f(a, b):\n    while b:\n        a, b = b, a % b\n    return a\n'],
  [
    'vowels',
    task(
      "def f(s):\n    return sum(c in 'aeiou' for c in s)\n",
      "f('aeiou') == 5",
      "f('xyz') == 0",
    ),
    "def f(s):\n    return len([c for c in s if c in 'aeiou'])\n",
  ],
  [
    'days of months',
    task(
      'def f(m):\n    return {1: 31, 2: 28}.get(m, 31 if m in (3, 5, 7, 8, 10, 12) else 30 if 0 < m < 13 else None)\n',
      'f(2) == 28',
      'f(12) == 31',
    ),
    'def f(m):\n    return [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][m - 1] if 0 < m < 13 else None\n',
  ],
  [
    'seconds of an hour',
    task('def f(s):\n    return s // 3600\n', 'f(3600) == 1', 'f(7300) == 2'),
    'def f(s):\n    hours = 0\n    while s >= 3600:\n        s -= 3600\n        hours += 1\n    return hours\n',
  ],
  [
    'degrees',
    task('def f(x):\n    return (x - 32) * 5 / 9\n', 'f(32) == 0', 'f(212) == 100'),
    'def f(x):\n    return 5 * (x - 32) / 9\n',
  ],
  [
    'leap years',
    task(
      'import calendar\ndef f(y):\n    return calendar.isleap(y)\n',
      'f(400) == True',
      'f(100) == False',
    ),
    'def f(y):\n    if y % 400 == 0:\n        return True\n    if y % 100 == 0:\n        return False\n    return y % 4 == 0\n',
  ],
  [
    'hex digits',
    task("def f(n):\n    return format(n, 'x')\n", "f(255) == 'ff'", "f(16) == '10'"),
    "def f(n):\n    digits = '0123456789abcdef'\n    out = digits[n % 16]\n    while n >= 16:\n        n //= 16\n        out = digits[n % 16] + out\n    return out\n",
  ],
  [
    'a separator that is a default',
    task(
      "def f(xs, sep=', '):\n    return sep.join(xs)\n",
      "f(['a', 'b'], ', ') == 'a, b'",
      "f(['c'], '--') == 'c'",
    ),
    "def f(xs, sep=', '):\n    out = xs[0]\n    for x in xs[1:]:\n        out += sep + x\n    return out\n",
  ],
  [
    'a wrong rule with a small number',
    nextOdd,
    'def f(n):\n    return n + 2 if n == 1 else n + 1\n',
  ],
  [
    'a rule that is too simple',
    primes,
    'def f(n):\n    return n == 2 or n % 2 == 1 and n % 3 != 0\n',
  ],
  [
    'a shift in the alphabet',
    task(
      "def f(s, n):\n    return ''.join(chr((ord(c) - 97 + n) % 26 + 97) for c in s)\n",
      "f('abc', 26) == 'abc'",
      "f('xyz', 1) == 'yza'",
    ),
    "def f(s, n):\n    letters = 'abcdefghijklmnopqrstuvwxyz'\n    return ''.join(letters[(letters.index(c) + n) % 26] for c in s)\n",
  ],
];

describe('by heart', () => {
  test.each(byHeart)('by %s', async (...given) => {
    expect(await look(given)).toEqual({ status: 'passed', kind: 'hard-coded' });
  });
});

describe('worked out', () => {
  test.each(workedOut)('with %s', async (...given) => {
    const { status, kind } = await look(given);
    expect({ status, isBlamed: kind === 'hard-coded' }).toEqual({
      status: 'passed',
      isBlamed: false,
    });
  });
});
