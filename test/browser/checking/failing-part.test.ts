/** The part of a line that failed, as Python itself knows it. */

import { afterAll, expect, test } from 'vitest';
import { createChecker } from '../../../src/checking/create-checker.ts';
import { taskOf } from '../../support/tasks.ts';

const checker = createChecker({ size: 1 });
afterAll(() => checker.close());

const task = taskOf(['assert f(1) == 1'], { referenceCode: 'def f(x):\n    return x\n' });

test.for([
  [
    'one operation of several',
    'def f(x):\n    xs, n = [x, 2], 0\n    return sum(xs) + xs[0] // n + 1\n',
    ['return sum(xs) + ‹xs[0] // n› + 1', { xs: '[1, 2]', n: '0' }],
  ],
  [
    'the inner one of two calls',
    "def g(y):\n    return y.upper() + ''\ndef f(x):\n    return len(g(x))\n",
    ["return ‹y.upper›() + ''", { y: '1' }],
  ],
  [
    'behind letters of any width',
    "def f(x):\n    return '🙂é' + x + 'ü'\n",
    ["return ‹'🙂é' + x› + 'ü'", { x: '1' }],
  ],
  [
    'of several lines, up to the end of the first',
    'def f(x):\n    return max(\n        x,\n        None)\n',
    ['return ‹max(›', {}],
  ],
  [
    'what the program raises itself',
    "def f(x):\n    raise ValueError('no')  # on purpose\n",
    ["‹raise ValueError('no')›  # on purpose", {}],
  ],
  ['what does not compile', 'def f(x):\n    if x = 1:\n        return 2\n', ['if ‹x = 1›:', null]],
] as const)('%s', async ([, program, [told, values]]) => {
  const verdict = await checker.check({ task, program });
  const { failing } = (verdict.exception ?? verdict.tests[0]?.exception) as NonNullable<
    typeof verdict.exception
  >;
  const { code, from, to } = failing ?? { code: '', from: 0, to: 0 };
  expect(`${code.slice(0, from)}‹${code.slice(from, to)}›${code.slice(to)}`).toBe(told);
  if (values) expect(Object.fromEntries(failing?.values ?? [])).toEqual(values);
});

test('an object of the program’s own class is not asked what it looks like', async () => {
  const program =
    'class Odd:\n    def __repr__(self):\n        raise SystemExit\ndef f(x):\n    odd = Odd()\n    return odd + x\n';
  const verdict = await checker.check({ task, program });
  expect(verdict.tests[0]?.exception).toMatchObject({
    ...{ type: 'TypeError', line: 6 },
    failing: { code: 'return odd + x', from: 7, to: 14, values: [['x', '1']] },
  });
});
