/** StepSession through a call: what the recorder tells of programs that end and of some that do not. */

import { afterAll, expect, test } from 'vitest';
import { stepTarget } from '../../../src/app/stepping/step-target.ts';
import { createChecker } from '../../../src/checking/create-checker.ts';

const checker = createChecker({ size: 1, limits: { timeMs: 3_000 } });
afterAll(() => checker.close());

test('a call is recorded line by line, with variables, stack and output', async () => {
  const program = [
    'def double(x):',
    '    return x * 2',
    'def f(n):',
    '    total = 0',
    '    for i in range(n):',
    '        total += double(i)',
    "        print('so far', total)",
    '    return total',
  ].join('\n');
  const { steps, end } = await checker.record({ program, setupCode: '', call: 'f(2)' });
  expect(end).toEqual({ kind: 'returned', value: '2' });
  expect(steps.map(({ kind, line }) => `${kind} ${line}`)).toEqual([
    ...['call 3', 'line 4', 'line 5'],
    ...['line 6', 'call 1', 'line 2', 'return 2', 'line 7', 'line 5'],
    ...['line 6', 'call 1', 'line 2', 'return 2', 'line 7', 'line 5'],
    ...['line 8', 'return 8'],
  ]);
  expect(steps[11]).toEqual({
    kind: 'line',
    line: 2,
    value: null,
    stack: [
      { name: 'f', line: 6 },
      { name: 'double', line: 2 },
    ],
    variables: [{ name: 'x', value: '1' }],
    output: 'so far 0\n',
  });
  expect(steps.at(-1)).toMatchObject({ value: '2', output: 'so far 0\nso far 2\n' });
});

test('a call that raises is recorded up to the exception', async () => {
  const program = 'def f(x):\n    y = x - 1\n    return 1 / y\n';
  const { steps, end } = await checker.record({ program, setupCode: '', call: 'f(1)' });
  expect(end).toEqual({ kind: 'raised', value: 'ZeroDivisionError: division by zero' });
  const exception = steps.find((step) => step.kind === 'exception');
  expect(exception).toMatchObject({ line: 3, value: 'ZeroDivisionError: division by zero' });
});

test('a call that never ends is recorded as far as it came, and says that it was cut', async () => {
  const program = 'def f():\n    n = 0\n    while True:\n        n += 1\n';
  const { steps, end } = await checker.record({ program, setupCode: '', call: 'f()' });
  expect(end).toEqual({ kind: 'cut' });
  expect(steps).toHaveLength(2_000);
  expect(steps.at(-1)?.variables[0]?.name).toBe('n');
});

test('a call that swallows every exception is recorded as far as it came', async () => {
  const program =
    'def f():\n    while True:\n        try:\n            while True: pass\n        except BaseException: pass\n';
  const { steps, end } = await checker.record({ program, setupCode: '', call: 'f()' });
  expect(end).toEqual({ kind: 'cut' });
  expect(steps).toHaveLength(2_000);
});

test('a call that hangs within one line is recorded up to that line', async () => {
  const program = 'def f():\n    x = 1\n    return sum(range(10**12))\n';
  const { steps, end } = await checker.record({ program, setupCode: '', call: 'f()' });
  expect(end).toEqual({ kind: 'timeout' });
  expect(steps.map((step) => step.line)).toEqual([1, 2, 3]);
});

test('objects of the program are described without running their code', async () => {
  const program = [
    'class Node:',
    '    def __init__(self, v): self.v = v',
    "    def __repr__(self): raise ValueError('never asked')",
    'def f():',
    '    node = Node([1, 2])',
    '    return node',
  ].join('\n');
  const { end } = await checker.record({ program, setupCode: '', call: 'f()' });
  expect(end).toEqual({ kind: 'returned', value: '<Node v=[1, 2]>' });
});

test('setup code is there, and a program that does not load leaves no steps', async () => {
  const program = 'class Node:\n    v = 3\ndef f(n):\n    return n.v\n';
  const recording = await checker.record({ program, setupCode: 'root = Node()', call: 'f(root)' });
  expect(recording.end).toEqual({ kind: 'returned', value: '3' });
  const broken = await checker.record({ program: 'def f(:', setupCode: '', call: 'f()' });
  expect(broken).toEqual({ steps: [], end: { kind: 'crashed' } });
});

test('of a test over a comprehension every call is recorded', async () => {
  const source = 'assert all(f(x) == x + 1 for x in [1, 2])';
  const target = stepTarget({ source, call: 'f(x)', group: 'shown' });
  const call = target.kind === 'source' ? target.source : '';
  const program = 'def f(n):\n    return n + 1\n';
  const { steps, end } = await checker.record({ program, setupCode: '', call });
  expect(end).toEqual({ kind: 'returned', value: 'True' });
  expect(steps.filter(({ kind }) => kind === 'return').map(({ value }) => value)).toEqual([
    '2',
    '3',
  ]);
});
