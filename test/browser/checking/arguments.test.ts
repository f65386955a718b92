/**
 * What a call does to its arguments, in every way a test can hand them over, beside what plain
 * Python says of the same test. Each case is right for one program and wrong for another.
 */

import { afterAll, describe, expect, test } from 'vitest';
import { createChecker } from '../../../src/checking/create-checker.ts';
import { taskOf } from '../../support/tasks.ts';

const checker = createChecker({ size: 1 });
afterAll(() => checker.close());

interface Case {
  readonly program: string;
  readonly tests: readonly string[];
  readonly setupCode?: string;
  /** By default all pass. */
  readonly outcomes?: readonly string[];
}

const passed = 'passed';
const failed = 'failed-assertion';

const cases: Readonly<Record<string, Case>> = {
  'a setup variable that one test changes and the next sees': {
    program: 'def f(xs): xs.append(len(xs))',
    setupCode: 'xs = []',
    tests: ['f(xs)\nassert xs == [0]', 'f(xs)\nassert xs == [0, 1]', 'assert xs == [0, 1]'],
  },
  'a setup variable that a comparison holds twice': {
    program: 'def f(xs):\n    xs.reverse()\n    return xs',
    setupCode: 'xs = [1, 2]',
    tests: ['assert f(xs) == [2, 1]', 'assert f(xs) == [1, 2]', 'assert f(xs) is xs'],
  },
  'a container within a container of the setup code': {
    program: 'def f(row): row[0] = 9',
    setupCode: 'rows = [[0] * 2] * 2',
    tests: ['f(rows[0])\nassert rows == [[9, 0], [9, 0]]', 'assert rows[0] is rows[1]'],
  },
  'one object given twice': {
    program: 'def f(a, b):\n    a.append(1)\n    return len(b)',
    tests: [
      'x = []\nassert f(x, x) == 1',
      'assert f([], []) == 0',
      'x, y = [], []\nassert f(x, y) == 0',
    ],
  },
  'an object given beside a container that holds it': {
    program: 'def f(a, b):\n    a.append(1)\n    return b[0]',
    tests: ['x = []\ny = [x]\nassert f(x, y) == [1] and y == [[1]] and y[0] is x'],
  },
  'a default argument that a program changes': {
    program: 'def f(x, seen=[]):\n    seen.append(x)\n    return list(seen)',
    tests: ['assert f(1) == [1]', 'assert f(2) == [1, 2]', 'x = f(3)\nassert x == [1, 2, 3]'],
  },
  'a keyword argument': {
    program: 'def f(*, xs): xs.sort()',
    tests: ['xs = [2, 1]\nf(xs=xs)\nassert xs == [1, 2]'],
  },
  'arguments from a list and a mapping': {
    program: 'def f(a, b, *, c):\n    a.append(b)\n    c.clear()\n    return 5',
    tests: [
      'xs = [[], 2]\nc = {1: 2}\nassert f(*xs, **{"c": c}) == 5\nassert xs == [[2], 2] and c == {}',
    ],
  },
  'a generator': {
    program: 'def f(xs): return sum(xs)',
    tests: ['assert f(x for x in [1, 2]) == 3', 'xs = [1, 2]\nassert f(x * 2 for x in xs) == 6'],
  },
  'a generator of which a program reads a part': {
    program: 'def f(xs): return next(xs)',
    tests: ['assert f(x for x in [1, 2]) == 1', 'xs = iter([1, 2])\nassert f(xs) == 1'],
  },
  'a dictionary in a loop': {
    program: 'def f(d, k): d[k] = d.get(k, 0) + 1',
    tests: ['d = {}\nfor k in "aab":\n    f(d, k)\nassert d == {"a": 2, "b": 1}'],
  },
  'a set, a deque, a bytearray': {
    program: 'def f(x, y):\n    getattr(x, "add", x.append if hasattr(x, "append") else None)(y)',
    tests: [
      's = {1}\nf(s, 2)\nassert s == {1, 2}',
      'from collections import deque\nd = deque([1], maxlen=2)\nf(d, 2)\nf(d, 3)\nassert list(d) == [2, 3]',
      'b = bytearray(b"a")\nf(b, 98)\nassert b == b"ab"',
    ],
  },
  'a Counter and a defaultdict': {
    program: 'def f(c): c["x"] += 2',
    tests: [
      'from collections import Counter\nc = Counter("xy")\nf(c)\nassert c == Counter(x=3, y=1)',
      'from collections import defaultdict\nc = defaultdict(int)\nf(c)\nassert c["x"] == 2',
    ],
  },
  'what was returned and is changed later': {
    program: 'held = []\ndef f(x):\n    held.append(x)\n    return held',
    tests: ['xs = f(1)\nassert xs == [1]\nf(2)\nassert f(3) == [1, 2, 3]'],
  },
  'a change before an exception': {
    program: 'def f(xs):\n    xs.append(1)\n    raise ValueError',
    tests: ['xs = []\ntry:\n    f(xs)\nexcept ValueError:\n    pass\nassert xs == [1]'],
  },
  'a slice, which is a copy': {
    program: 'def f(xs): xs.clear()',
    tests: ['xs = [1, 2]\nf(xs[:])\nassert xs == [1, 2]\nf(xs)\nassert xs == []'],
  },
  'a method of a list of lists': {
    program: 'def f(m):\n    m[:] = [list(row) for row in zip(*m)]',
    tests: ['m = [[1, 2], [3, 4]]\nf(m)\nassert m == [[1, 3], [2, 4]]'],
  },
  'a list that ends within itself': {
    program: 'def f(xs): xs.append(xs)',
    tests: ['xs = []\nf(xs)\nassert xs[0] is xs'],
  },
  'a program that empties what it was given': {
    program: 'def f(xs, n):\n    top = sorted(xs)[n]\n    xs.clear()\n    return top',
    setupCode: 'xs = [3, 1]',
    tests: ['assert f(xs, 0) == 1 and xs == [3, 1]'],
    outcomes: [failed],
  },
  'a test that only looks at what the program left': {
    program: 'def f(xs): xs.sort()',
    setupCode: 'xs = [2, 1]',
    tests: ['assert xs == [1, 2]', 'assert f(xs) is None and xs == [2, 1]', 'assert xs == [1, 2]'],
    outcomes: [failed, failed, passed],
  },
};

describe('in-place arguments', () => {
  test.each(Object.entries(cases))(
    '%s',
    async (_, { program, tests, setupCode = '', outcomes }) => {
      const task = taskOf(tests, { referenceCode: program, setupCode });
      const verdict = await checker.check({ task, program });
      const told = verdict.tests.map(({ outcome, isUnisolated, exception }) =>
        [outcome, isUnisolated ? 'not isolated' : '', exception?.traceback.split('\n').at(-1) ?? '']
          .join(' ')
          .trim(),
      );
      expect(told).toEqual(outcomes ?? tests.map(() => passed));
    },
  );
});
