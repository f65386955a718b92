/** What is said of kinds and positions that Python refused, and where something else is at fault. */

import { afterAll, describe, expect, test } from 'vitest';
import { createChecker } from '../../../src/checking/create-checker.ts';
import { saidOf } from '../../support/said-mistakes.ts';

const checker = createChecker({ size: 1 });
afterAll(() => checker.close());

const tests = ['assert f([3, 1, 5], 7) == 4'];

/** Of the lines of a function of a list and a number. */
async function told(...lines: readonly string[]): Promise<string | null> {
  const [before, body] = lines.length > 1 ? lines : ['', lines[0] ?? ''];
  const program = `${before}\ndef f(a, n):\n    s = 0\n    ${body}\n    return s / 2\n`;
  const said = await saidOf(checker, program, tests);
  return said[0] ?? null;
}

describe('a fraction as a position or count', () => {
  test.for([
    ['s = a[len(a) / 2]', 'fraction-as-index 4'],
    ['s = "abc"[n / 7]', 'fraction-as-index 4'],
    ['m = (0 + len(a)) / 2\n    s = a[m]', 'fraction-as-index 5'],
    ['s = a[:len(a) / 2]', 'fraction-as-index 4'],
    ['s = sum(range(1, n / 2))', 'fraction-as-index 4'],
    ['n /= 2\n    s = sum(range(n))', 'fraction-as-index 5'],
    ['a.insert(n / 2, 1)', 'fraction-as-index 4'],
    ['for i in range(2, n ** 0.5):\n        s += i', null],
    ['s = sum(range(int(n / 2), n ** 0.5))', null],
    ['s = sum(range(n / 2 + n ** 0.5))', null],
    ['m = n ** 0.5\n    s = sum(range(2, m))', null],
    ['s = round(n / 2, n ** 0.5)', null],
    ['s = a["a":]', null],
    ['s = a[2.0]', null],
  ] as const)('%s', async ([body, expected]) => {
    expect(await told(body)).toBe(expected);
  });
});

describe('a position past the end', () => {
  test.for([
    ['for i in range(len(a)):\n        s += a[i + 1]', 'looks-past-end 5 a[i + 1] a'],
    [
      'for j in range(3):\n        for i in range(len(a)):\n            s += a[i + 1]',
      'looks-past-end 6 a[i + 1] a',
    ],
    [
      'i = 0\n    while i < len(a):\n        s += a[i + 1]\n        i += 1',
      'looks-past-end 6 a[i + 1] a',
    ],
    ['i = 0\n    while i <= len(a):\n        s += a[i]\n        i += 1', 'range-too-far 5 a'],
    // One step earlier would be past the end as well.
    ['for i in range(len(a)):\n        s += a[i + 2]', null],
    ['i = 0\n    while i < len(a):\n        i += 1\n        s += a[i + 1]', null],
    [
      'i = 0\n    while i < len(a):\n        while a[i] != a[i + 1]:\n            i += 1\n        i += 1',
      null,
    ],
    // Another loop counts, or the list is another one.
    ['for i in range(len(a)):\n        for j in range(5):\n            s += a[j + 1]', null],
    ['for i in range(len(a) + 1):\n        for j in range(5):\n            s += a[j]', null],
    ['for i in range(len(a)):\n        a = a[1:]\n        s += a[i + 1]', null],
    ['for i in range(len(a)):\n        s += a[i + 1] + a.pop()', 'changes-while-walking 5 a'],
  ] as const)('%s', async ([body, expected]) => {
    expect(await told(body)).toBe(expected);
  });
});

describe('a function that is not called', () => {
  const area = 'import math\ndef area(r):\n    return r';
  test.for([
    ['s = math.pi * area', 'not-called 6 area'],
    ['s = area * n.real', 'not-called 6 area'],
    ['s = n.real + n.bit_length', 'not-called 6 n.bit_length'],
    ['s = n < area', 'not-called 6 area'],
    ['s = -area', 'not-called 6 area'],
    ['s = math.sqrt + 1', 'not-called 6 math.sqrt'],
    ['s = len + n', 'not-called 6 len'],
    ['s = sum(area)', 'not-called 6 area'],
    ['for x in {}.items:\n        s += x', 'not-called 6 {}.items'],
    ['s = area[n]', 'brackets-for-call 6 area'],
    // It is called, and what it gives is a function.
    ['s = area(area) + n.real', null],
    ['s = area(area)[n]', null],
    ['h = area\n    s = n.real + h', null],
    ['s = max(a.index, area)', null],
  ] as const)('%s', async ([body, expected]) => {
    expect(await told(area, body)).toBe(expected);
  });
});
