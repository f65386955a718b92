/** The checker as everyone else sees it: programs in, verdicts out. */

import { afterAll, describe, expect, test } from 'vitest';
import { createChecker } from '../../../src/checking/create-checker.ts';
import { taskOf } from '../../support/tasks.ts';

const checker = createChecker();
afterAll(() => checker.close());

const reference = 'def f(a, b):\n    return a + b\n';
const sum = taskOf(['assert f(2, 3) == 5', 'assert f(-1, 1) == 0'], { referenceCode: reference });

async function outcomes(tests: string[], program: string, setupCode = '', referenceCode = program) {
  const task = taskOf(tests, { referenceCode, setupCode });
  const verdict = await checker.check({ task, program });
  return verdict.tests.map((each) => each.outcome);
}

describe('a verdict', () => {
  test('of a right program holds each test with both sides', async () => {
    const verdict = await checker.check({ task: sum, program: reference });
    expect(verdict).toEqual({
      status: 'passed',
      exception: null,
      output: '',
      isOutputTruncated: false,
      oracle: [],
      ...{ ms: expect.any(Number), limitMs: 10_000 },
      tests: [
        ['assert f(2, 3) == 5', '5'],
        ['assert f(-1, 1) == 0', '0'],
      ].map(([source, value]) => ({
        group: 'shown',
        source,
        outcome: 'passed',
        expected: value,
        got: value,
        expectedType: null,
        gotType: null,
        exception: null,
        output: '',
        ms: expect.any(Number),
        isUnisolated: false,
      })),
    });
  });

  test('of a wrong program names expected and got', async () => {
    const verdict = await checker.check({ task: sum, program: 'def f(a, b):\n    return a * b\n' });
    expect(verdict.status).toBe('failed-assertion');
    expect(verdict.tests[0]).toMatchObject({
      outcome: 'failed-assertion',
      expected: '5',
      got: '6',
    });
  });

  test('names the types where the values look alike', async () => {
    const task = taskOf(['assert f() == frozenset({1})'], { referenceCode: 'def f(): pass' });
    const program = 'class Odd(Exception): pass\ndef f(): return [1]';
    const alike = taskOf(["assert f() == Decimal('1')"], {
      referenceCode: 'from decimal import Decimal\ndef f(): pass',
    });
    const text = await checker.check({ task: alike, program: `def f(): return "Decimal('1')"` });
    expect(text.tests[0]).toMatchObject({ expectedType: null, gotType: null });
    const list = await checker.check({ task, program });
    expect(list.tests[0]).toMatchObject({ got: '[1]', expected: 'frozenset({1})' });
    const match = taskOf(['assert f() == {}.keys()'], { referenceCode: 'def f(): pass' });
    const keys = await checker.check({ task: match, program: 'def f(): return {}.values()' });
    expect(keys.tests[0]).toMatchObject({ outcome: 'failed-assertion' });
    const nan = taskOf(["assert f() == float('nan')"], { referenceCode: 'def f(): pass' });
    const number = await checker.check({ task: nan, program: "def f(): return float('nan')" });
    expect(number.tests[0]).toMatchObject({ expectedType: 'float', gotType: 'float' });
  });

  test('shows the line of the program that raised', async () => {
    const program = 'def g(x):\n    return 1 / x\n\ndef f(a, b):\n    return g(a - 2)\n';
    const verdict = await checker.check({ task: sum, program });
    expect(verdict.status).toBe('runtime-error');
    expect(verdict.tests[0]?.exception).toEqual({
      type: 'ZeroDivisionError',
      message: 'division by zero',
      line: 2,
      failing: { code: 'return 1 / x', from: 7, to: 12, values: [['x', '0']] },
      traceback:
        'Traceback (most recent call last):\n  line 5, in f\n    return g(a - 2)\n  line 2, in g\n    return 1 / x\nZeroDivisionError: division by zero',
    });
    expect(verdict.tests[1]?.outcome).toBe('failed-assertion');
  });

  test('keeps what was printed, by test, up to a cap', async () => {
    const program = "print('loaded')\ndef f(a, b):\n    print('adding', a)\n    return a + b\n";
    const verdict = await checker.check({ task: sum, program });
    expect([verdict.output, ...verdict.tests.map((each) => each.output)]).toEqual([
      'loaded\n',
      'adding 2\n',
      'adding -1\n',
    ]);
    const flood = await checker.check({ task: sum, program: `print('x' * 200_000)\n${reference}` });
    expect(flood).toMatchObject({ status: 'passed', isOutputTruncated: true });
    expect(flood.output.length).toBe(64 * 1024);
  });

  test('reports what finished before the time ran out', async () => {
    const program = 'def f(a, b):\n    while a < 0: pass\n    return a + b\n';
    const verdict = await checker.check({ task: sum, program, limits: { timeMs: 500 } });
    expect(verdict.status).toBe('timeout');
    expect(verdict.tests.map((each) => each.outcome)).toEqual(['passed', 'timeout']);
    // The one that was ended took all the time there was.
    const [passed, ended] = verdict.tests.map((each) => each.ms);
    expect(passed).toBeLessThan(100);
    expect(ended).toBeGreaterThan(400);
    expect(ended).toBeLessThanOrEqual(verdict.ms);
  });

  test('of challenge tests stands beside the verdict', async () => {
    const task = { ...sum, challengeTests: ['assert f(2, 2) == 5'] };
    const verdict = await checker.check({ task, program: reference });
    expect(verdict.status).toBe('passed');
    expect(verdict.tests[2]).toMatchObject({ group: 'challenge', outcome: 'failed-assertion' });
  });

  test('of no program is no-code', async () => {
    const verdict = await checker.check({ task: sum, program: null });
    expect(verdict.status).toBe('no-code');
    expect(verdict.tests.map((each) => each.outcome)).toEqual(['not-run', 'not-run']);
  });
});

test.each([
  ['x = (', 'syntax-error'],
  ['def g(): pass', 'missing-function'],
  ['raise SystemExit', 'early-exit'],
  ['import os\nos._exit(0)', 'early-exit'],
  ['def f(a, b): return object()', 'unsupported-value'],
  ['held = []\nwhile True: held.append(bytearray(10**7))', 'memory-limit'],
  ['1 / 0', 'runtime-error'],
])('%j is %s', async (program, status) => {
  const verdict = await checker.check({ task: sum, program });
  expect(verdict.status).toBe(status);
});

describe('a split test', () => {
  const program = `
import sys
from collections import Counter
def f(x): return x + 1
def g(*xs): return f(xs[0])
def lazily(n): return (x * x for x in range(n))
class Stack:
    def push(self, x): return [x]
`;
  test.each([
    ['a call within a call', 'assert f(f(2)) == 4'],
    ['a call in a generator expression', 'assert all(f(x) == x + 1 for x in range(5))'],
    ['a call in a comprehension', 'assert [f(x) for x in (1, 2)] == [2, 3]'],
    ['a call in a lambda', 'assert (lambda x: f(x))(3) == 4'],
    ['calls with variables and calls as arguments', 'assert [g(x, f(2)) for x in [1]] == [2]'],
    ['a function handed to map', 'assert list(map(f, [1, 2])) == [2, 3]'],
    ['a function handed over as a key', 'assert sorted([2, 1], key=f) == [1, 2]'],
    ['a call within set', 'assert set([f(1), f(1)]) == {2}'],
    ['math.isclose, imported by nobody', 'assert math.isclose(f(0.1), 1.1)'],
    ['sys, imported by the program', 'assert sys.getsizeof(f(1)) == sys.getsizeof(2)'],
    ['a call on the right', 'assert 3 == f(2)'],
    ['a test without comparison', 'assert f(0)'],
    ['a negated test', 'assert not f(-1)'],
    ['a chain of comparisons', 'assert 1 < f(1) < 3'],
    ['a call that is not reached', 'assert f(1) == 2 or f("x") == 3'],
    ['a method of a class of the program', 'assert Stack().push(3)[0] == 3'],
    ['an iterator', 'assert list(lazily(3)) == [0, 1, 4]'],
    ['an argument built from imports of the program', 'assert f(Counter("aab")["a"]) == 3'],
    ['a truth value told from a number', 'assert str(f(0) == 1) == "True"'],
  ])('%s', async (_, source) => {
    const task = taskOf([source], { referenceCode: program });
    const { tests } = await checker.check({ task, program });
    expect(tests).toMatchObject([{ outcome: 'passed', isUnisolated: false }]);
  });

  test('calls the program with the variables of the test, and can fail', async () => {
    const wrong = program.replace('x + 1', 'x + 1 if x < 3 else 0');
    const test = 'assert all(f(x) == x + 1 for x in range(5))';
    expect(await outcomes([test], wrong)).toEqual(['failed-assertion']);
  });

  test('reads an iterator that fails no further than the test does', async () => {
    const late = 'def f(*parts):\n    for part in parts: yield 1 / part';
    const tests = [
      'assert f(0)',
      'assert next(iter(f(1, 0))) == 1',
      'assert list(f(1, 2)) == [1, 0.5]',
      'assert list(f(1, 0)) == [1]',
      'try: list(f(0))\nexcept ZeroDivisionError: pass\nelse: assert False',
    ];
    const right = 'passed';
    expect(await outcomes(tests, late)).toEqual([right, right, right, 'runtime-error', right]);
  });

  test('shows a value as its own class does', async () => {
    const shown =
      'import enum\nclass Colour(enum.IntEnum):\n    RED = 1\n' +
      'class Name(str):\n    def __repr__(self): return "Name!"\ndef f(x): return [Colour.RED, Name(x)]';
    const tests = [
      'assert repr(f("a")) == "[<Colour.RED: 1>, Name!]"',
      'assert f("a") == [1, "a"]',
      'assert repr(f("a")) == "[1, \'a\']"',
    ];
    expect(await outcomes(tests, shown)).toEqual(['passed', 'passed', 'failed-assertion']);
  });

  test('lets the second call change what the first returned', async () => {
    const growing = 'def f(a):\n    a.append(1)\n    return {"k": a}\n';
    const tests = ['assert f(xs) == f(xs)', 'assert f(xs) != f(xs)'];
    const verdicts = ['passed', 'failed-assertion'];
    expect(await outcomes(tests.slice(0, 1), growing, 'xs = [0]')).toEqual(verdicts.slice(0, 1));
    expect(await outcomes(tests, growing, 'xs = [0]')).toEqual(verdicts);
  });

  test('uses classes that setup code builds from the program', async () => {
    const tree = 'class Node:\n    def __init__(self, v): self.v = v\ndef f(n): return n.v\n';
    const setup = 'root = Node(3)';
    expect(await outcomes(['assert f(root) == 3'], tree, setup)).toEqual(['passed']);
    expect(await outcomes(['assert f(root) == 4'], tree, setup)).toEqual(['failed-assertion']);
    const verdict = await checker.check({
      task: taskOf(['assert f(root) == 3'], { referenceCode: tree, setupCode: setup }),
      program: 'def f(n): return 3',
    });
    expect(verdict.status).toBe('missing-function');
  });

  test.each([
    ['a class of the program', 'assert isinstance(Stack(), Stack)', 'assert isinstance(1, Stack)'],
    [
      'an object of the program',
      's = Stack()\nassert s.push(1)[0] == 1',
      's = Stack()\nassert s.push(1)[0] == 2',
    ],
    ['the function itself', "assert f.__name__ == 'f'", "assert f.__name__ == 'g'"],
    [
      'text that the program returned',
      'assert eval(str(f(1))) == 2',
      'assert eval(str(f(1))) == 3',
    ],
  ])('of %s is decided together with the program, and marked', async (_, right, wrong) => {
    const task = taskOf([right, wrong], { referenceCode: program });
    const { tests } = await checker.check({ task, program });
    expect(tests).toMatchObject([
      { outcome: 'passed', isUnisolated: true },
      { outcome: 'failed-assertion', isUnisolated: true },
    ]);
  });
});

describe('values keep their exact types', () => {
  test.each([
    '1',
    'True',
    'None',
    '1.5',
    '-0.0',
    '10**400',
    '1j',
    '"ä\\n\\ud800"',
    'b"x"',
    'bytearray(b"x")',
    '[1, [2, (3,)]]',
    '{1, 2}',
    'frozenset({1})',
    '{"a": [1], 2: None}',
    'range(1, 9, 2)',
    '__import__("collections").Counter("aab")',
    '__import__("collections").deque([1, 2])',
    '__import__("collections").OrderedDict(a=1)',
    '__import__("fractions").Fraction(1, 3)',
    '__import__("decimal").Decimal("1.10")',
    '__import__("datetime").date(2020, 2, 29)',
    '__import__("datetime").datetime(2020, 2, 29, 1, 2, 3)',
    'int',
    '{"a": 1}.keys()',
  ])('%s', async (value) => {
    const program = `def f(): return ${value}`;
    const tests = [
      `assert f() == ${value}`,
      `assert type(f()) is type(${value})`,
      `assert repr(f()) == repr(${value})`,
    ];
    expect(await outcomes(tests, program)).toEqual(['passed', 'passed', 'passed']);
  });
});

describe('an oracle option', () => {
  const task = taskOf(['assert f() == [0.3, 0.5]'], { referenceCode: 'def f(): pass' });

  test('allows floats a tolerance, and says so', async () => {
    const program = 'def f(): return [0.1 + 0.2, 0.5]';
    const strict = await checker.check({ task, program });
    expect(strict).toMatchObject({ status: 'failed-assertion', oracle: [] });
    const tolerant = await checker.check({ task, program, oracle: { floatTolerance: 1e-6 } });
    expect(tolerant).toMatchObject({ status: 'passed', oracle: ['floats within 0.000001'] });
  });

  test('allows any order, and says so', async () => {
    const program = 'def f(): return (0.5, 0.3)';
    const strict = await checker.check({ task, program });
    expect(strict).toMatchObject({ status: 'failed-assertion', oracle: [] });
    const unordered = await checker.check({ task, program, oracle: { isOrderInsensitive: true } });
    expect(unordered).toMatchObject({ status: 'passed', oracle: ['any order'] });
    const short = await checker.check({
      task,
      program: 'def f(): return [0.5]',
      oracle: { isOrderInsensitive: true },
    });
    expect(short.status).toBe('failed-assertion');
  });
});

test('a slow program gets the time that its reference needs', async () => {
  const slow = 'import time\ndef f(a, b):\n    time.sleep(0.4)\n    return a + b\n';
  const task = taskOf(sum.tests, { referenceCode: slow });
  const limited = await checker.check({ task, program: slow, limits: { timeMs: 200 } });
  expect(limited.status).toBe('timeout');
  const patient = createChecker({ size: 1, limits: { timeMs: 200 } });
  expect((await patient.check({ task, program: slow })).status).toBe('passed');
  const slower = slow.replace('0.4', '4');
  expect((await patient.check({ task, program: slower })).status).toBe('timeout');
  patient.close();
});

describe('reading', () => {
  test('tests gives the function, its inputs and the expected value', async () => {
    const tests = ['assert f((1, 2), key="a") == [3]', 'assert set(f(1)) == {2}', 'assert f('];
    expect(await checker.readTests(tests, 'def f(*a, **k): pass')).toEqual([
      {
        source: 'assert f((1, 2), key="a") == [3]',
        functionName: 'f',
        call: 'f((1, 2), key="a")',
        inputs: ['(1, 2)', 'key="a"'],
        expected: '[3]',
        syntaxError: null,
      },
      {
        source: 'assert set(f(1)) == {2}',
        functionName: 'f',
        call: 'f(1)',
        inputs: ['1'],
        expected: '{2}',
        syntaxError: null,
      },
      {
        source: 'assert f(',
        functionName: null,
        call: null,
        inputs: [],
        expected: null,
        syntaxError: expect.stringContaining('SyntaxError'),
      },
    ]);
  });

  test('a program gives its definitions without running it', async () => {
    const program = 'while True: pass\ndef f(): pass\nclass C: pass\n';
    expect(await checker.readProgram(program)).toEqual({
      kind: 'program',
      definitions: ['f', 'C'],
    });
    expect(await checker.readProgram('def f(:')).toEqual({
      kind: 'syntax-error',
      line: 1,
      message: expect.any(String),
    });
    expect((await checker.readProgram('('.repeat(200_000))).kind).toBe('syntax-error');
  });
});

test('closing ends what is under way', async () => {
  const other = createChecker({ size: 1 });
  const running = other.check({ task: sum, program: 'while True: pass' });
  const waiting = other.check({ task: sum, program: reference });
  setTimeout(() => other.close(), 1_000);
  await expect(running).rejects.toThrow();
  await expect(waiting).rejects.toThrow();
});
