/** Common mistakes: each found where it is made, by Python itself, and none in what is right. */

import { afterAll, describe, expect, test } from 'vitest';
import { createChecker } from '../../../src/checking/create-checker.ts';
import { saidOf } from '../../support/said-mistakes.ts';

const checker = createChecker({ size: 1 });
afterAll(() => checker.close());

const said = (program: string, tests: readonly string[]) => saidOf(checker, program, tests);

const one = ['assert f(3) == 4'];
const two = ['assert f([3, 1]) == [1, 3]', 'assert f([2]) == [2]'];

describe('what is no Python', () => {
  test.for([
    ['def f(x):\n    if x = 3:\n        return 4\n', 'assigned-in-condition 2'],
    ['def f(x):\n    len(x) = 3\n', 'assigned-to-expression 2'],
    ['def f(x)\n    return 4\n', 'missing-colon 1 def'],
    ['def f(x):\n    for i in range(3)\n        x += i\n    return x\n', 'missing-colon 2 for'],
    ['def f(x):\n    if x:\n        return 4\n    else if x > 3:\n        return 3\n', 'else-if 4'],
    ['def f(x):\n    return (x + 1\n', 'never-closed 2 ('],
    ['def f(x):\n    return x + 1)\n', 'unmatched 2 )'],
    ["def f(x):\n    return 'a\n", 'unterminated-string 2'],
    ['def f(x):\n    return “a”\n', 'curly-quote 2 “'],
    ['def f(x):\n    if x > 1 && x < 5:\n        return 4\n', 'foreign-operator 2 && and'],
    ['def f(x):\n    x++\n    return x\n', 'foreign-operator 2 ++ += 1'],
    ['def f(x):\n    print x\n', 'print-without-brackets 2'],
    ['def f(x):\n    y = x\nreturn y + 1\n', 'return-outside 3'],
    ['def f(x):\n    if x:\n    return 4\n', 'no-block 3'],
    ['def f(x):\n    y = 1\n      return x + y\n', 'unexpected-indent 3'],
    ['def f(x):\n        y = 1\n    return x + y\n', 'unaligned 3'],
    ['def f(x):\n    if x:\n        y = 1\n\treturn 4\n', 'tabs-and-spaces 4'],
  ] as const)('%j', async ([program, expected]) => {
    expect(await said(program, one)).toEqual([expected]);
  });
});

describe('what the tests cannot call, or use', () => {
  test.for([
    ['def g(x):\n    return x + 1\n', 'other-function-name 1 g f'],
    ['class A:\n    def f(self, x):\n        return x + 1\n', 'function-inside 2 f'],
    ['x = 4\n', 'no-function  f'],
    ['def f():\n    return 4\n', 'too-few-parameters 1 f 0 1'],
    ['def f(x, y):\n    return x + y\n', 'too-many-parameters 1 f 2 1'],
    ['def f(x):\n    return x.bit_length\n', 'returns-function 2 x.bit_length'],
    ['def g(x):\n    return 4\ndef f(x):\n    return g\n', 'returns-function 4 g'],
  ] as const)('%j', async ([program, expected]) => {
    expect(await said(program, one)).toEqual([expected]);
  });
});

describe('what was raised', () => {
  test.for([
    ['def f(x):\n    return math.floor(x) + 1\n', one, 'missing-import 2 math'],
    ['def f(x):\n    return sqrt(x)\n', one, 'missing-import-of 2 sqrt math'],
    ['def f(number):\n    return numbre + 1\n', one, 'misspelt-name 2 numbre number'],
    ['def f(x):\n    return true\n', one, 'misspelt-name 2 true True'],
    ['n = 1\ndef f(x):\n    n += x\n    return n\n', one, 'local-not-global 3 n'],
    ['def f(x):\n    sum = sum([x, 1])\n    return sum\n', one, 'shadows-builtin 2 sum'],
    ['def f(x):\n    list = [x]\n    return list(range(x))\n', one, 'shadows-builtin 3 list'],
    ['def f(xs):\n    return [xs(0)]\n', two, 'called-like-function 2 xs list'],
    ['def f(x):\n    return 2(x - 1)\n', one, 'missing-operator 2 2'],
    ["def f(x):\n    return 'a'.upper + 'b'\n", one, "not-called 2 'a'.upper"],
    [
      'def f(xs):\n    ys = []\n    ys.append[xs]\n    return ys\n',
      two,
      'brackets-for-call 3 ys.append',
    ],
    ['def f(xs):\n    xs.push(1)\n    return xs\n', two, 'other-attribute 2 list push append()'],
    ['def f(xs):\n    xs.apend(1)\n    return xs\n', two, 'other-attribute 2 list apend append'],
    ['def f(xs):\n    ys = xs.sort()\n    return ys[0]\n', two, 'keeps-in-place 2 xs.sort()'],
    ['def g(x):\n    x + 1\ndef f(x):\n    return g(x) + 1\n', one, 'callee-returns-nothing 1 g'],
    ['def f(xs):\n    return xs[len(xs) / 2]\n', two, 'fraction-as-index 2'],
    ["def f(x):\n    return 'n' + x\n", one, 'text-plus-number 2'],
    ['def f(xs):\n    return [xs[len(xs)]]\n', two, 'index-is-length 2 xs'],
    [
      'def f(xs):\n    for i in range(len(xs)):\n        if xs[i] > xs[i + 1]:\n            return xs\n',
      [...two].reverse(),
      'looks-past-end 3 xs[i + 1] xs',
    ],
    [
      'def f(xs):\n    s = 0\n    for i in range(len(xs) + 1):\n        s += xs[i]\n    return [s]\n',
      two,
      'range-too-far 3 xs',
    ],
    [
      'def f(x):\n    d = {x: 1}\n    for k in d:\n        d[k + 1] = 2\n    return d\n',
      one,
      'size-changed-while-walking 3 d',
    ],
  ] as const)('%j', async ([program, tests, expected]) => {
    expect((await said(program, tests))[0]).toBe(expected);
  });
});

describe('what was returned', () => {
  test.for([
    ['def f(x):\n    print(x + 1)\n', one, 'prints-result 2 f'],
    ['def f(x):\n    print("result", x + 1)\n', one, 'prints-instead 2 f'],
    ['def f(x):\n    x + 1\n', one, 'computes-only 2 x + 1'],
    ['def f(x):\n    y = x + 1\n', one, 'assigns-only 2 y'],
    ['def f(x):\n    def g():\n        return x + 1\n', one, 'inner-not-called 2 g f'],
    ['def f(x):\n    for i in range(x):\n        x += 1\n', one, 'never-returns 1 f'],
    ['def f(xs):\n    return xs.sort()\n', two, 'returns-in-place 2 xs.sort()'],
    ['def f(x):\n    return print(x)\n', one, 'returns-print 2'],
    ['def f(x):\n    if x > 5:\n        return x + 1\n', one, 'path-without-return 1 f'],
    [
      'def f(x):\n    return x / 2\n',
      ['assert f(5) == 2', 'assert f(7) == 3'],
      'fraction-for-whole 2',
    ],
    ['def f(x):\n    return x // 2\n', ['assert f(5) == 2.5'], 'whole-for-fraction 2'],
    ['def f(x):\n    return x + 1\n', ['assert f(5) == 5', 'assert f(7) == 7'], 'one-too-large '],
    [
      'def f(x):\n    return len(range(1, x))\n',
      ['assert f(5) == 5', 'assert f(7) == 7'],
      'one-too-small ',
    ],
    [
      'def f(x):\n    return x % 2 == 1\n',
      ['assert f(5) == False', 'assert f(8) == True'],
      'opposite ',
    ],
  ] as const)('%j', async ([program, tests, expected]) => {
    expect(await said(program, tests)).toEqual([expected]);
  });
});

describe('what stands there', () => {
  test.for([
    ['def f(x):\n    if x == 1 or 2:\n        return 0\n    return x\n', one, 'or-constant 2 2'],
    ["def f(x):\n    return 5 if x is 'a' else x\n", one, "is-constant 2 'a'"],
    ['def f(x):\n    x == 4\n    return x\n', one, 'compared-not-assigned 2 x'],
    ['def f(xs):\n    xs.sort\n    return xs\n', two, 'statement-without-call 2 xs.sort'],
    ['def f(xs):\n    sorted(xs)\n    return xs\n', two, 'result-unused 2 sorted(xs)'],
    [
      'def f(xs):\n    for x in xs:\n        if x < 9:\n            xs.remove(x)\n    return xs\n',
      ['assert f([1, 2, 3, 10]) == [10]'],
      'changes-while-walking 4 xs',
    ],
    [
      'def f(xs):\n    for x in xs:\n        if x > 2:\n            return [1, 3]\n        else:\n            return []\n',
      ['assert f([1, 3]) == [1, 3]'],
      'return-in-loop 6',
    ],
    ['def f(x):\n    i = 0\n    while i < x:\n        print(i)\n', one, 'loop-never-ends 3 i x'],
    ['def f(x):\n    while True:\n        x += 1\n', one, 'loop-without-exit 2 True'],
    [
      'def f(x, seen=[]):\n    seen.append(x)\n    return len(seen) + 3\n',
      ['assert f(3) == 4', 'assert f(4) == 4'],
      'mutable-default 1 seen',
    ],
  ] as const)('%j', async ([program, tests, expected]) => {
    expect(await said(program, tests)).toEqual([expected]);
  });
});

test('a loop that something else ends is not said to have no exit', async () => {
  const programs = [
    'def g(x):\n    it = iter([x])\n    try:\n        while True:\n            x = next(it)\n    except StopIteration:\n        pass\n',
    'from contextlib import suppress\ndef g(xs):\n    with suppress(IndexError):\n        while True:\n            xs.pop()\n',
    'import sys\ndef g(x):\n    while True:\n        sys.exit()\n',
  ];
  for (const program of programs) {
    const slow = `${program}def f(x):\n    for i in range(10 ** 12):\n        pass\n`;
    expect(await said(slow, one)).toEqual([]);
  }
});

test.for([
  ['a wrong sum', 'def f(x):\n    return x * 2\n', one],
  ['a loop that looks for the first', 'def f(xs):\n    for x in xs:\n        return [x]\n', two],
  [
    'a list that a loop takes from and leaves',
    'def f(xs):\n    for x in xs:\n        if x == 3:\n            xs.remove(x)\n            break\n    return xs\n',
    two,
  ],
  ['a default that is never changed', 'def f(x, more=[]):\n    return [x, *more]\n', one],
  ['a file name moved', "import os\ndef f(x):\n    os.replace('a', 'b')\n    return x\n", one],
  [
    'a loop that another name ends',
    'def f(x):\n    i = 0\n    while i < x:\n        i += 1\n    return i + x\n',
    one,
  ],
  [
    'an insert of the program’s own that returns something',
    'class T:\n    def insert(self, x):\n        return None\ndef f(x):\n    t = T().insert(x)\n    return t.value\n',
    one,
  ],
  ['what joins a string and a list', "def f(xs):\n    return 'a' + xs\n", two],
  ['a name that nothing is like', 'def f(x):\n    return qwertz\n', one],
  ['None where it may be meant', 'def f(x):\n    return {}.get(x)\n', one],
] as const)('nothing is said of %s', async ([, program, tests]) => {
  expect(await said(program, tests)).toEqual([]);
});
