/** Tests that the judge runs: whole checks with loops and helpers, the program asked by question. */

import { afterAll, describe, expect, test } from 'vitest';
import { createChecker } from '../../../src/checking/create-checker.ts';
import type { TestResult } from '../../../src/checking/verdict.ts';
import { taskOf } from '../../support/tasks.ts';
import { outcomeWord } from './outcomes.ts';

const checker = createChecker({ size: 1 });
afterAll(() => checker.close());

interface Checked {
  readonly tests: readonly string[];
  readonly program: string;
  readonly setupCode?: string;
  readonly referenceCode?: string;
  readonly timeMs?: number;
}

async function results(checked: Checked): Promise<readonly TestResult[]> {
  const { tests, program, setupCode = '', referenceCode = program, timeMs } = checked;
  const task = taskOf(tests, { setupCode, referenceCode });
  const limits = timeMs === undefined ? {} : { limits: { timeMs } };
  return (await checker.check({ task, program, ...limits })).tests;
}

async function outcomes(checked: Checked): Promise<string[]> {
  return (await results(checked)).map(outcomeWord);
}

/** As HumanEval writes its tests. */
const check = (body: string) => `METADATA = {}\n\ndef check(candidate):\n${body}\n\ncheck(double)`;
const double = 'def double(x):\n    return x * 2\n';

describe('a check function', () => {
  const simple = check('    assert candidate(2) == 4\n    assert candidate(5) == 10, "no"');

  test('passes with a right program, isolated', async () => {
    const [result] = await results({ tests: [simple], program: double });
    expect(result).toMatchObject({ outcome: 'passed', isUnisolated: false, source: simple });
  });

  test('names the assert that fails, with what it compared', async () => {
    const program = 'def double(x):\n    return x + 2\n';
    const [result] = await results({ tests: [simple], program });
    expect(result).toMatchObject({
      outcome: 'failed-assertion',
      failedAssert: 'assert candidate(5) == 10, "no"',
      got: '7',
      expected: '10',
    });
  });

  test('says what the program raised, and where', async () => {
    const program = 'def double(x):\n    return x / (x - 5)\n';
    const [result] = await results({ tests: [check('    assert candidate(5)')], program });
    expect(result).toMatchObject({ outcome: 'runtime-error' });
    expect(result?.exception).toMatchObject({ type: 'ZeroDivisionError', line: 2 });
  });

  test('calls a thousand times over inputs by chance, the same in every check', async () => {
    const body = [
      '    import random',
      '    for _ in range(1000):',
      '        x = random.randint(0, 10**6)',
      '        assert candidate(x) == 2 * x',
    ].join('\n');
    const began = performance.now();
    expect(await outcomes({ tests: [check(body)], program: double })).toEqual(['passed']);
    expect(performance.now() - began).toBeLessThan(10_000);
    const wrong = 'def double(x):\n    return x * 2 if x % 100 else 0\n';
    const [first] = await results({ tests: [check(body)], program: wrong });
    const [again] = await results({ tests: [check(body)], program: wrong });
    expect(first).toMatchObject({ outcome: 'failed-assertion', got: '0' });
    expect(again?.expected).toBe(first?.expected);
  });

  test('uses other functions of the program, each a question to it', async () => {
    const program = `${double}def half(x):\n    return x // 2\n`;
    const body = '    for x in range(50):\n        assert candidate(half(x * 2)) == x * 2';
    expect(await outcomes({ tests: [check(body)], program })).toEqual(['passed']);
    const wrong = program.replace('x // 2', 'x // 2 + (x > 60)');
    expect(await outcomes({ tests: [check(body)], program: wrong })).toEqual(['failed-assertion']);
  });

  test('asks a program that remembers in the order of the test, and no more', async () => {
    const program = [
      'calls = []',
      'def half(x):',
      "    calls.append('half')",
      '    return x // 2',
      'def double(x):',
      "    calls.append('double')",
      '    return len(calls)',
    ].join('\n');
    const body = '    for n in range(1, 6):\n        assert candidate(half(n)) == 2 * n';
    expect(await outcomes({ tests: [check(body)], program })).toEqual(['passed']);
  });

  test('calls of a guess that the test does not make are not held against the program', async () => {
    const program =
      'def double(x):\n    while x < 0: pass\n    return x * 2\ndef is_fine(x):\n    return x >= 0\n';
    const body =
      '    for x in (3, -1, 4):\n        if is_fine(x):\n            assert candidate(x) == 2 * x';
    expect(await outcomes({ tests: [check(body)], program, timeMs: 1_500 })).toEqual(['passed']);
  });

  test('that never ends is a timeout, and those before it keep their outcomes', async () => {
    const program = 'def double(x):\n    while x > 3: pass\n    return x * 2\n';
    const tests = [
      'x = double(2)\nassert x == 4',
      'y = double(4)\nassert y == 8',
      'z = double(1)\nassert z == 2',
    ];
    expect(await outcomes({ tests, program, timeMs: 1_000 })).toEqual([
      'passed',
      'timeout',
      'not-run',
    ]);
  });
});

describe('a test of several statements', () => {
  test('expects an exception as Python does', async () => {
    const test =
      "try:\n    f('a')\nexcept TypeError:\n    pass\nelse:\n    assert False, 'no error'";
    expect(await outcomes({ tests: [test], program: 'def f(x): return x + 1' })).toEqual([
      'passed',
    ]);
    expect(await outcomes({ tests: [test], program: 'def f(x): return x' })).toEqual([
      'failed-assertion',
    ]);
    const [result] = await results({ tests: [test], program: 'def f(x): return x[9]' });
    expect(result).toMatchObject({ outcome: 'runtime-error', exception: { type: 'IndexError' } });
  });

  test('assigns within an expression', async () => {
    const tests = ['assert (y := f(1)) == 2 and y < 3', 'assert [z := f(1), z + 1] == [2, 4]'];
    expect(await outcomes({ tests, program: 'def f(x): return x + 1' })).toEqual([
      'passed',
      'failed-assertion',
    ]);
  });

  test('defines a helper of its own', async () => {
    const test = 'def near(a, b):\n    return abs(a - b) < 1e-6\nassert near(f(0.1), 0.3)';
    expect(await outcomes({ tests: [test], program: 'def f(x): return x + x + x' })).toEqual([
      'passed',
    ]);
  });

  test('reports a function that is missing', async () => {
    const test = 'x = f(1)\nassert x == 2';
    const referenceCode = 'def f(x): return x + 1';
    expect(await outcomes({ tests: [test], program: 'def g(): pass', referenceCode })).toEqual([
      'missing-function',
    ]);
  });
});

describe('what a call does to its arguments', () => {
  const program = 'def f(xs, n):\n    xs.sort()\n    return xs[n]\n';

  test('is seen by the rest of the test', async () => {
    const tests = [
      'xs = [3, 1, 2]\nassert f(xs, 0) == 1\nassert xs == [1, 2, 3]',
      'xs = [[2, 1], 5]\nys = xs[0]\ng(ys)\nassert xs == [[2, 1, 9], 5]',
      'd = {1: [2]}\nh(d)\nassert d == {1: [2, 3], "x": {4}}',
      'assert same(zs := [1]) is zs',
    ];
    const more = `${program}
def g(xs): xs.append(9)
def h(d):
    d[1].append(3)
    d["x"] = {4}
def same(xs): return xs
`;
    expect(await outcomes({ tests, program: more })).toEqual([
      'passed',
      'passed',
      'passed',
      'passed',
    ]);
  });

  test('is seen on objects of the setup code, in this test and the next', async () => {
    const setupCode = 'xs = [3, 1, 2]';
    const tests = ['assert f(xs, 1) == 2 and xs == [3, 1, 2]', 'assert xs == [1, 2, 3]'];
    expect(await outcomes({ tests, program, setupCode })).toEqual(['failed-assertion', 'passed']);
    const cleared = 'def f(xs, n):\n    ys = sorted(xs)\n    xs.clear()\n    return ys[n]\n';
    const test = 'assert f(xs, 1) == 2 and xs == [3, 1, 2]';
    expect(await outcomes({ tests: [test], program: cleared, setupCode })).toEqual([
      'failed-assertion',
    ]);
  });
});

describe('the name under test is the program’s', () => {
  test.each([
    ['pow', 'assert pow(2, 3) == 5', 'def pow(a, b): return a + b'],
    ['sum', 'assert list(sum(1, 2)) == [3]', 'def sum(a, b): return [a + b]'],
    ['code', 'assert code("a") == 97', 'def code(x): return ord(x)'],
  ])('%s, without a reference', async (_, test, program) => {
    expect(await outcomes({ tests: [test], program, referenceCode: '' })).toEqual(['passed']);
    const wrong = program.replace(/return .*/, 'return None');
    expect(await outcomes({ tests: [test], program: wrong, referenceCode: '' })).not.toEqual([
      'passed',
    ]);
  });
});

test('what the program returned is never run by the judge', async () => {
  const program = 'def f(): return "__import__(\'sys\').exit()"';
  for (const test of ['assert eval(f()) == 5', 'assert list(map(eval, [f()])) == [5]']) {
    expect(await outcomes({ tests: [test], program })).toEqual([
      expect.stringMatching(/, not isolated$/),
    ]);
  }
});

test('a test that asks nothing of the program says so', async () => {
  const [nothing, something] = await results({
    tests: ['assert True', 'assert f() == 1'],
    program: 'def f(): return 1',
  });
  expect(nothing).toMatchObject({ outcome: 'passed', asksNothing: true });
  expect(something?.asksNothing).toBeUndefined();
});
