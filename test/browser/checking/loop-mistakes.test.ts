/** What is said of a loop, and what is not because it would be untrue of it. */

import { afterAll, describe, expect, test } from 'vitest';
import { createChecker } from '../../../src/checking/create-checker.ts';
import { saidOf } from '../../support/said-mistakes.ts';

const checker = createChecker({ size: 1 });
afterAll(() => checker.close());

const lists = ['assert f([3, 1]) == [9]', 'assert f([2]) == [9]'];

describe('a list that changes while it is walked', () => {
  test.for([
    ['x in a', 'if x < 9:\n            a.remove(x)', '4'],
    ['i in range(len(a))', 'if a[i] < 9:\n            a.pop(i)', '4'],
    ['i in range(len(a))', 'out.append(a.pop(i))', '3'],
    ['i in range(len(a))', 'if a[i] == a[i - 1]:\n            del a[i - 1]', '4'],
    ['i, x in enumerate(a)', 'del a[i]', '3'],
    ['x in a', 'if len(a) < 9:\n            a.insert(0, x)', '4'],
  ] as const)('is said of for %s: %s', async ([head, body, line]) => {
    const program = `def f(a, out=[][:]):\n    for ${head}:\n        ${body}\n    return a\n`;
    expect(await saidOf(checker, program, lists)).toEqual([`changes-while-walking ${line} a`]);
  });

  test.for([
    // What is done as many times as there were items walks nothing.
    ['_ in range(len(a))', 'out.append(a.pop(0))', []],
    ['i in range(len(a))', 'a.insert(0, a.pop())', []],
    ['i in range(len(a))', 'out.append(a.pop())', []],
    ['i in range(len(a))', 'a.insert(2 * i, 0)', []],
    ['i in range(len(a))', 'a.append(a[i % len(a)])\n        a.pop(0)', []],
    // What is put back in place of an item moves none.
    ['i in range(len(a))', 'x = a[i]\n        a.pop(i)\n        a.insert(i, x + 1)', []],
    // Python does not let a dictionary or a set lose items meanwhile.
    ['k in d', 'if d[k] < 9:\n            d.pop(k)', ['size-changed-while-walking 3 d']],
    ['k in d', 'if k > 9:\n            del d[k]', []],
    ['k in s', 's.discard(9)', []],
    ['k in s', 's.remove(k)', ['size-changed-while-walking 3 s']],
  ] as const)('is not said of for %s: %s', async ([head, body, expected]) => {
    const setup = 'd, s, out = {1: 1, 2: 2}, {1, 2}, []';
    const program = `def f(a):\n    ${setup}\n    for ${head}:\n        ${body}\n    return [a, out]\n`;
    expect(await saidOf(checker, program, lists)).toEqual(expected);
  });
});

describe('a loop that never ends', () => {
  const five = ['assert f([3], 5) == 4'];

  test.for([
    ['i = 0', 'i < x', 'print(i)', 'i x'],
    ['i = c = 0', 'i < x', 'c += g(i)', 'i x'],
    ['n = len(a)\n    i = 0', 'i < n', 'a[i] = a[i] * 2 % 7', 'i n'],
    ['b = []', 'x > 0', 'b.append(x % 10)\n        b.pop()', 'x'],
    ['n = 1', 'n != x', 'print(n)', 'n x'],
    ['n = 1', '3 in a', 'len(a)', 'a'],
  ] as const)('is said after %s of while %s: %s', async ([before, test, body, names]) => {
    const program = `def g(x):\n    return 0\ndef f(a, x):\n    ${before}\n    while ${test}:\n        ${body}\n    return 4\n`;
    const line = 5 + before.split('\n').length - 1;
    const expected = [`loop-never-ends ${line} ${names}`];
    expect(await saidOf(checker, program, five, 1_000)).toEqual(expected);
  });

  test.for([
    ['b = [9]', 'a != b', 'a[0] = 3'],
    ['b = [9]', 'a != b', 'del a[1:]'],
    ['b = [9]', 'a != b', 'step(a)'],
    ['b = [9]', 'a != b', 'random.shuffle(a)'],
    ['b = [9]\n    c = a', 'a != b', 'c[0] = 3'],
    ['c = a', '3 in a', 'c.append(1)\n        c.pop()'],
    ['it = iter(int, 1)', '1 not in it', 'x'],
    ['', 'n != x', 'count()'],
    ['', 'q != a', 'count()'],
    ['m = 0\n    def up():\n        nonlocal m\n        m += 1 if m < 3 else -3', 'm != x', 'up()'],
  ] as const)('is not said after %s of while %s: %s', async ([before, test, body]) => {
    const program = [
      'import random',
      'n, q = 0, []',
      'def step(a):\n    a[0] = 4 if a[0] == 3 else 3',
      'def count():\n    global n\n    n = (n + 1) % 4\n    q.append(n)\n    q.pop(0) if len(q) > 1 else 0',
      `def f(a, x):\n    ${before}\n    while ${test}:\n        ${body}\n    return 4\n`,
    ].join('\n');
    expect(await saidOf(checker, program, five, 1_000)).toEqual([]);
  });
});
