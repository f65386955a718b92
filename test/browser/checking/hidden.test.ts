/** Hidden inputs: graded as EvalPlus grades, and never only a part of them. */

import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Checker } from '../../../src/checking/checker.ts';
import { createChecker } from '../../../src/checking/create-checker.ts';
import { HiddenSuite } from '../../../src/checking/hidden/hidden-suite.ts';
import { InterpreterPool } from '../../../src/sandbox/interpreter-pool.ts';
import { SandboxBytes } from '../../../src/sandbox/sandbox-bytes.ts';
import { programInterpreters } from '../../../src/checking/create-checker.ts';
import { readAnyReason } from '../../../src/checking/reason.ts';
import type { Task } from '../../../src/tasks/task.ts';
import { isUndecided, resultsOf } from '../../../src/checking/verdict-facts.ts';
import type { TestResult } from '../../../src/checking/verdict.ts';
import { verdictMeaning } from '../../../src/texts/verdict-meaning-texts.ts';
import { verdictTitle } from '../../../src/texts/verdict-texts.ts';
import { taskOf } from '../../support/tasks.ts';

const bytes = new SandboxBytes();
/** For all tests but those that look at what a checker does when it is new. */
const shared = createChecker({ size: 1, bytes });
let checker: Checker;
beforeEach(() => void (checker = shared));
afterEach(() => {
  if (checker !== shared) checker.close();
});
afterAll(() => shared.close());

const reference = 'def f(x):\n    return x * 2\n';

const rowFields = {
  task_id: 'Mbpp/20001',
  entry_point: 'f',
  base_input: [[1], [2]],
  plus_input: [[30], [40], [50]],
  atol: 0,
};

function hiddenTask(fields: Partial<Task> = {}): Task {
  const row = rowFields;
  const hidden = { kind: 'mbpp-plus' as const, row: JSON.stringify(row) };
  return taskOf(['assert f(1) == 2'], { referenceCode: reference, hidden, ...fields });
}

test('the inputs alone decide, base and plus apart, and the asserts stay in sight', async () => {
  // As in MBPP's task 295, whose assert no program satisfies.
  const task = hiddenTask({ tests: ['assert f(1) == 3'] });
  const right = await checker.check({ task, program: reference });
  expect(right).toMatchObject({
    status: 'passed',
    hidden: { known: 5, of: 5, base: 'passed', plus: 'passed' },
  });
  expect(right.tests[0]).toMatchObject({ group: 'shown', outcome: 'failed-assertion' });
  const program = 'def f(x):\n    return x * 2 if x < 40 else 0\n';
  expect(await checker.check({ task, program })).toMatchObject({
    status: 'failed-assertion',
    hidden: { known: 5, of: 5, base: 'passed', plus: 'failed-assertion' },
  });
});

test('where EvalPlus compares sets, all that makes one is right, and only that', async () => {
  const row = {
    ...rowFields,
    // One of the tasks that EvalPlus compares so.
    task_id: 'Mbpp/2',
    base_input: [[[1, 2, 3]]],
    plus_input: [[[2, 4]], [[]]],
  };
  const task = hiddenTask({
    referenceCode: 'def f(xs):\n    return tuple(xs)\n',
    hidden: { kind: 'mbpp-plus', row: JSON.stringify(row) },
  });
  const imports = 'import collections\nclass Own(list): pass\n';
  const statuses = async (results: readonly string[]) => {
    const found: string[] = [];
    for (const result of results) {
      const program = `${imports}def f(xs):\n    return ${result}\n`;
      found.push((await checker.check({ task, program })).status);
    }
    return found;
  };
  const right = [
    'xs[::-1] + xs',
    'filter(None, xs)',
    '(x for x in xs)',
    'map(int, xs)',
    'reversed(xs)',
    'dict.fromkeys(xs).keys()',
    'dict(enumerate(xs)).values()',
    'collections.deque(xs)',
    'Own(xs)',
    'bytes(xs)',
    '{x: 0 for x in xs}',
  ];
  expect(await statuses(right)).toEqual(right.map(() => 'passed'));
  const wrong = ['set(xs) | {9}', 'iter(xs[1:])', 'len(xs)', 'None', 'True'];
  expect(await statuses(wrong)).toEqual(wrong.map(() => 'failed-assertion'));
});

test('an assert that never ends takes no time from the inputs', async () => {
  const task = hiddenTask({ tests: ['assert f(7) == 14'] });
  const program = 'def f(x):\n    while x == 7: pass\n    return x * 2\n';
  const verdict = await checker.check({ task, program, limits: { timeMs: 1_000 } });
  expect(verdict.status).toBe('passed');
  expect(verdict.tests[0]?.outcome).toBe('timeout');
});

test('a program that does not load passes neither part', async () => {
  expect(await checker.check({ task: hiddenTask(), program: 'x = (' })).toMatchObject({
    status: 'syntax-error',
    hidden: { known: 5, of: 5, base: 'not-run', plus: 'not-run' },
  });
});

test('a suite whose session broke off is made again, whole', async () => {
  checker = createChecker({ size: 1, bytes });
  await checker.warmUp();
  const make = vi.spyOn(HiddenSuite, 'contentOf');
  const take = vi.spyOn(InterpreterPool.prototype, 'take');
  const slow = `import time\ndef f(x):\n    time.sleep(0.1)\n    return x * 2\n`;
  const checking = checker.check({
    task: hiddenTask({ referenceCode: slow }),
    program: 'def f(x): return x * 2 if x < 40 else 0',
  });
  await vi.waitFor(() => expect(make).toHaveBeenCalled(), { timeout: 20_000 });
  // The frame goes down under the reference.
  await new Promise((resolve) => setTimeout(resolve, 150));
  const pool = take.mock.contexts.at(-1);
  if (pool instanceof InterpreterPool) pool.rebuild();
  const verdict = await checking;
  expect(verdict).toMatchObject({ status: 'failed-assertion', hidden: { known: 5, of: 5 } });
  expect(make).toHaveBeenCalledTimes(2);
  vi.restoreAllMocks();
});

test('a program that has failed holds nobody up with what it does next', async () => {
  const inputs = Array.from({ length: 40 }, (_, index) => [index + 3]);
  const row = JSON.stringify({ ...rowFields, plus_input: inputs });
  const task = hiddenTask({ hidden: { kind: 'mbpp-plus', row } });
  // Wrong for the fourth input, and endless at the twentieth.
  const program = 'def f(x):\n    while x == 20: pass\n    return x * 2 if x != 4 else 0\n';
  const verdict = await checker.check({ task, program, limits: { timeMs: 60_000 } });
  expect(verdict).toMatchObject({
    status: 'failed-assertion',
    hidden: { known: 42, of: 42, base: 'passed', plus: 'failed-assertion' },
  });
  expect(verdict.ms).toBeLessThan(20_000);
  const outcomes = resultsOf(verdict.tests, 'hidden').map(({ outcome }) => outcome);
  expect(outcomes.slice(0, 5)).toEqual([
    ...['passed', 'passed', 'passed', 'failed-assertion', 'passed'],
  ]);
  expect(outcomes.slice(18, 22)).toEqual(['passed', 'timeout', 'not-run', 'not-run']);
});

test('an input that never ends has four seconds, however long all may take', async () => {
  const program = 'def f(x):\n    while x == 40: pass\n    return x * 2\n';
  const limits = { timeMs: 60_000 };
  const verdict = await checker.check({ task: hiddenTask(), program, limits });
  expect(verdict).toMatchObject({
    status: 'timeout',
    hidden: { known: 5, of: 5, base: 'passed', plus: 'timeout' },
  });
  expect(verdict.ms).toBeGreaterThan(4_000);
  expect(verdict.ms).toBeLessThan(8_000);
});

test('and four times the reference where that is more', async () => {
  checker = createChecker({ size: 1, bytes });
  const slow = (seconds: number) =>
    `import time\ndef f(x):\n    if x == 40: time.sleep(${seconds})\n    return x * 2\n`;
  const task = hiddenTask({ referenceCode: slow(1.5) });
  expect((await checker.check({ task, program: slow(4.5) })).status).toBe('passed');
});

test('and more where the reference has become slower since', async () => {
  checker = createChecker({ size: 1, bytes });
  const slow = (seconds: number) =>
    `import time\ndef f(x):\n    if x == 40: time.sleep(${seconds})\n    return x * 2\n`;
  const task = hiddenTask({ referenceCode: slow(1) });
  const slowness = vi.spyOn(HiddenSuite.prototype, 'slowness');
  expect((await checker.check({ task, program: slow(4.5) })).status).toBe('timeout');
  expect(await slowness.mock.results[0]?.value).toBeLessThan(1.25);
  // As if it had taken 1.5 s now.
  slowness.mockResolvedValue(1.5);
  expect((await checker.check({ task, program: slow(4.5) })).status).toBe('passed');
  vi.restoreAllMocks();
});

test('a program that failed just before an endless input is not waited for', async () => {
  const program = 'def f(x):\n    while x == 40: pass\n    return x * 2 if x != 30 else 0\n';
  const verdict = await checker.check({ task: hiddenTask(), program });
  expect(verdict.status).toBe('failed-assertion');
  expect(verdict.ms).toBeLessThan(3_000);
});

test('a program that is slow and right has all its time', async () => {
  const inputs = Array.from({ length: 40 }, (_, index) => [index + 3]);
  const row = JSON.stringify({ ...rowFields, plus_input: inputs });
  const task = hiddenTask({ hidden: { kind: 'mbpp-plus', row } });
  const program = 'import time\ndef f(x):\n    time.sleep(0.05)\n    return x * 2\n';
  expect((await checker.check({ task, program, limits: { timeMs: 60_000 } })).status).toBe(
    'passed',
  );
});

describe('a row that no program can be checked with is named, with what is broken', () => {
  test.each([
    [
      'no function',
      { entry_point: undefined },
      reference,
      /^The hidden inputs of task .+ cannot be read \(KeyError: 'entry_point'\)/,
    ],
    ['an id of no set', { task_id: 'x' }, reference, /cannot be read \(ValueError: /],
    [
      'inputs that are no lists of arguments',
      { plus_input: [3] },
      reference,
      /cannot be read \(TypeError: /,
    ],
    ['no tolerance', { atol: undefined }, reference, /cannot be read \(KeyError: 'atol'\)/],
    [
      'a reference that is no Python',
      {},
      'def f(x:',
      /^The reference solution of task .+ returns no expected value \(SyntaxError: /,
    ],
    [
      'a reference that does not load',
      {},
      '1/0',
      /no expected value \(ZeroDivisionError: division by zero\)/,
    ],
    [
      'a reference of another name',
      {},
      'def g(x): return x',
      /no expected value \(NameError: name 'f' is not defined\)/,
    ],
    [
      'a reference that always raises',
      {},
      'def f(x): return x["a"]',
      /no expected value \(TypeError: /,
    ],
  ])('%s', async (_what, fields, referenceCode, meaning) => {
    const hidden = { kind: 'mbpp-plus' as const, row: JSON.stringify({ ...rowFields, ...fields }) };
    const task = hiddenTask({ referenceCode, hidden });
    const verdict = await checker.check({ task, program: reference });
    expect(verdict.status).toBe('sandbox-fault');
    expect(verdict.exception?.reason).toMatchObject({ task: task.id });
    expect(verdictMeaning(verdict, 'f')).toMatch(meaning);
    expect(readAnyReason(JSON.parse(JSON.stringify(verdict.exception?.reason)))).toEqual(
      verdict.exception?.reason,
    );
  });
});

test('without a single hidden input the asserts decide, and nothing is called hidden', async () => {
  const row = JSON.stringify({ ...rowFields, base_input: [], plus_input: {} });
  const task = hiddenTask({ hidden: { kind: 'mbpp-plus', row } });
  for (const [program, status] of [
    [reference, 'passed'],
    ['def f(x): return 0', 'failed-assertion'],
  ] as const) {
    const verdict = await checker.check({ task, program });
    expect(verdict).toMatchObject({ status, oracle: [] });
    expect(verdict.hidden).toBeUndefined();
  }
});

test('programs have no interpreter in common with references', async () => {
  const candidates = programInterpreters(bytes, 1);
  checker = createChecker({ bytes, candidates });
  const takes = vi.spyOn(candidates, 'take');
  const make = vi.spyOn(HiddenSuite, 'contentOf');
  await checker.check({ task: hiddenTask(), program: reference });
  expect(make).toHaveBeenCalledTimes(1);
  const lent = await Promise.all(takes.mock.results.map(({ value }) => value));
  expect(lent).not.toContain(make.mock.calls[0]?.[2][0]);
  vi.restoreAllMocks();
});

test('a reference that ends before its last input lets no program pass', async () => {
  const referenceCode = 'def f(x):\n    if x == 50: raise SystemExit\n    return x * 2\n';
  const verdict = await checker.check({ task: hiddenTask({ referenceCode }), program: reference });
  expect(verdict).toMatchObject({ status: 'sandbox-fault', hidden: { known: 4, of: 5 } });
});

describe('where the reference gives no value for some inputs', () => {
  // As in MBPP+'s task 255: five of its outputs have millions of parts.
  const referenceCode = 'def f(x):\n    if x in (2, 40): return [0] * 10 ** 6\n    return x * 2\n';
  const task = () => hiddenTask({ referenceCode, tests: ['assert f(1) == 3'] });

  test('a right program is not decided, and the inputs say why', async () => {
    const seen: TestResult[] = [];
    const verdict = await checker.check(
      { task: task(), program: referenceCode },
      { onTest: (result) => seen.push(result) },
    );
    expect(verdict).toMatchObject({
      status: 'sandbox-fault',
      hidden: { known: 3, of: 5, base: 'sandbox-fault', plus: 'sandbox-fault' },
    });
    const hidden = resultsOf(verdict.tests, 'hidden');
    expect(
      hidden.map(({ source, outcome, lacksExpected }) => [source, outcome, lacksExpected]),
    ).toEqual([
      ['f(1)', 'passed', undefined],
      ['f(2)', 'not-run', true],
      ['f(30)', 'passed', undefined],
      ['f(40)', 'not-run', true],
      ['f(50)', 'passed', undefined],
    ]);
    expect(resultsOf(seen, 'hidden')).toEqual(hidden);
    expect(verdictTitle(verdict)).toBe('Not decided');
    expect(verdictMeaning(verdict, 'f')).toContain('right for the 3 of 5 hidden inputs');
  });

  test('a program that is wrong for another input has failed', async () => {
    const program = 'def f(x): return x * 2 if x < 50 else 0';
    expect(await checker.check({ task: task(), program })).toMatchObject({
      status: 'failed-assertion',
      hidden: { known: 3, of: 5, base: 'sandbox-fault', plus: 'failed-assertion' },
    });
  });

  test('no program is held up by them', async () => {
    const program = 'def f(x):\n    while x in (2, 40): pass\n    return x * 2\n';
    const verdict = await checker.check({ task: task(), program });
    expect(isUndecided(verdict)).toBe(true);
  });
});
