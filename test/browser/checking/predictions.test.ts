/** Predictions as they are graded: by running the reference, with the prediction as data. */

import { afterAll, describe, expect, test } from 'vitest';
import { createChecker } from '../../../src/checking/create-checker.ts';
import { statusesOf } from '../../../src/checking/kinds/failure-classes.ts';
import type { PredictionAsk } from '../../../src/tasks/task-kind.ts';
import { taskOf } from '../../support/tasks.ts';

const checker = createChecker({ size: 2 });
afterAll(() => checker.close());

interface Asked extends Partial<PredictionAsk> {
  readonly code?: string;
  readonly setup?: string;
}

/** What the file says is wrong throughout: truth comes from running. */
function asked({ code = 'def f(n):\n    return [n, n / 2]\n', setup = '', ...asks }: Asked) {
  const ask = { kind: 'output', call: 'f(2)', value: 'wrong', shows: 'code', ...asks } as const;
  return taskOf([], { referenceCode: code, setupCode: setup, asks: ask });
}

async function grade(program: string | null, of: Asked = {}, limits?: { timeMs: number }) {
  const task = asked(of);
  const verdict = await checker.check({ task, program, ...(limits && { limits }) });
  expect(statusesOf(task.asks?.kind ?? 'program')).toContain(verdict.status);
  return verdict;
}

describe('an output', () => {
  test('that is the value passes, with both sides', async () => {
    expect(await grade('[2, 1.0]')).toEqual({
      status: 'passed',
      tests: [
        {
          ...{ group: 'shown', source: 'f(2)', outcome: 'passed' },
          ...{ expected: '[2, 1.0]', got: '[2, 1.0]', expectedType: null, gotType: null },
          ...{ exception: null, output: '', ms: expect.any(Number), isUnisolated: false },
        },
      ],
      exception: null,
      output: '',
      isOutputTruncated: false,
      oracle: [],
      marks: ['same-text'],
      ...{ ms: expect.any(Number), limitMs: 10_000 },
    });
  });

  test('in another way of writing passes without being the same text', async () => {
    const verdict = await grade(' [ 2,1 ]');
    expect(verdict.status).toBe('passed');
    expect(verdict.marks).toBeUndefined();
  });

  test('that is another value fails, whatever the file says', async () => {
    const verdict = await grade('[2, 2]', { value: '[2, 2]' });
    expect(verdict).toMatchObject({
      status: 'failed-assertion',
      tests: [{ outcome: 'failed-assertion', expected: '[2, 1.0]', got: '[2, 2]' }],
    });
  });

  test.each([
    ['text', "'2'", 'failed-assertion'],
    ['a name', 'x', 'syntax-error'],
    ['a call', 'f(2)', 'syntax-error'],
    ['an expression', '[2] + [1.0]', 'syntax-error'],
    ['what would run', '__import__("os")', 'syntax-error'],
    ['a list that cannot be a key', '{[]: 1}', 'syntax-error'],
    ['brackets without end', '['.repeat(5_000), 'syntax-error'],
    ['nothing', '  ', 'no-code'],
  ])('that is %s is %j: %s', async (_, text, status) => {
    expect((await grade(text)).status).toBe(status);
  });

  test('is missing where a reply holds none', async () => {
    expect((await grade(null)).status).toBe('no-code');
  });

  test.each([
    ['a set in another order', 'def f(n):\n    return {1, 2, 3}\n', '{3, 1, 2}'],
    ['an empty set', 'def f(n):\n    return set()\n', 'set()'],
    ['infinity, as Python prints it', 'def f(n):\n    return float("inf")\n', 'inf'],
    ['nan, as Python prints it', 'def f(n):\n    return float("nan")\n', 'nan'],
    [
      'a value that only prints',
      'import collections\ndef f(n):\n    return collections.Counter("aa")\n',
      "Counter({'a': 2})",
    ],
  ])('is right for %s', async (_, code, text) => {
    expect((await grade(text, { code })).status).toBe('passed');
  });

  test.each([
    ['a number', '10 ** 5000', '<int>'],
    ['a list of such', '[10 ** 5000]', '<list>'],
    ['a mapping of such', '{1: (10 ** 5000,)}', '<dict>'],
    ['any of them', '10 ** 5000', 'None'],
  ])('that has no text is compared by value alone: %s', async (_, value, text) => {
    const code = `def f(n):\n    return ${value}\n`;
    const wrong = await grade(text, { code });
    expect(wrong.status).not.toBe('passed');
    expect(wrong.marks).toBeUndefined();
    expect(
      (await grade(`0x${'f'.repeat(5000)}`, { code: 'def f(n):\n    return 16 ** 5000 - 1\n' }))
        .status,
    ).toBe('passed');
  });

  test('is compared by the rules of the plan', async () => {
    const code = 'def f(n):\n    return [0.1 + 0.2, 1]\n';
    const task = asked({ code });
    const exact = await checker.check({ task, program: '[0.3, 1]' });
    const close = await checker.check({
      task,
      program: '[0.3, 1]',
      oracle: { floatTolerance: 1e-6 },
    });
    expect([exact.status, close.status]).toEqual(['failed-assertion', 'passed']);
    expect(close.oracle).toEqual(['floats within 0.000001']);
  });

  test('of a reference with setup code is that with it', async () => {
    const code = 'k = 1\ndef f(n):\n    return n + k\n';
    expect((await grade('12', { code, setup: 'k = 10' })).status).toBe('passed');
  });

  test.each([
    ['raises', 'def f(n):\n    raise ValueError\n'],
    ['returns no plain value', 'def f(n):\n    return object()\n'],
    ['returns an iterator, which no literal is', 'def f(n):\n    return (i for i in [n])\n'],
    ['is no Python', 'def f(:\n'],
  ])('says nothing where the reference %s', async (_, code) => {
    const { status, tests } = await grade('1', { code });
    expect(status).toBe('sandbox-fault');
    expect(tests).toMatchObject([{ outcome: 'not-run', lacksExpected: true }]);
  });
});

describe('an input', () => {
  const words = { kind: 'input', call: "f('ab')", value: "'BA'" } as const;
  const code = 'def f(text, *, mark=""):\n    return text[::-1].upper() + mark\n';
  const gradeInput = (text: string, of: Asked = {}) => grade(text, { ...words, code, ...of });

  test.each([
    ['the published one', "f('ab')"],
    ['another one that works', "f('AB')"],
    ['arguments alone', "'aB'"],
    ['an expression of literals', "f('a' + 'b')"],
    ['one with a keyword', "f('b', mark='A')"],
  ])('that is %s passes', async (_, text) => {
    expect((await gradeInput(text)).status).toBe('passed');
  });

  test('that gives another value fails, with both sides', async () => {
    expect(await gradeInput("f('xy')")).toMatchObject({
      status: 'failed-assertion',
      tests: [{ source: "f('xy') == 'BA'", expected: "'BA'", got: "'YX'" }],
    });
  });

  test.each([
    ['a call of something else', "g('ab')"],
    ['a call within', "f(str('ab'))"],
    ['the function itself', 'f(f)'],
    ['a name', 'f(x)'],
    ['a lambda', 'f(lambda: 1)'],
    ['a comprehension', 'f([c for c in "ab"])'],
    ['an f-string', 'f(f"{1}")'],
    ['spread arguments', 'f(*["ab"])'],
    ['spread keywords', "f('b', **{'mark': 'A'})"],
    ['two calls', "f('ab'), f('ab')"],
    ['no Python', 'f('],
    ['a way out of the brackets', "'ab'), print('x'"],
  ])('that is %s is not read as an input', async (_, text) => {
    expect((await gradeInput(text)).status).toBe('syntax-error');
  });

  test('runs in the sandbox, whatever it leads to', async () => {
    const call = 'f(1)';
    const work =
      'def f(n):\n    if n == 0: return 1 / 0\n    if n == 2: exit()\n    if n == 3: return object()\n    if n == 4:\n        while True: pass\n    return n\n';
    const of = { kind: 'input', call, value: '1', code: work } as const;
    expect((await grade('f(0)', of)).status).toBe('runtime-error');
    expect((await grade('f(2)', of)).status).toBe('early-exit');
    expect((await grade('f(3)', of)).status).toBe('unsupported-value');
    expect((await grade('f(4)', of, { timeMs: 500 })).status).toBe('timeout');
    expect((await grade('f("a" * 10**9 * 10)', of)).status).toBe('memory-limit');
  });
});

// Until its own limit the reference would run for forty seconds, in every interpreter there is.
test('what the reference returns is waited for only as long as somebody asks', async () => {
  const code = 'def f(n):\n    while n: pass\n    return n\n';
  const stopping = new AbortController();
  const endless = ['f(1)', 'f(1)', 'f(2)', 'f(3)'].map((call) =>
    checker.check({ task: asked({ code, call }), program: '1' }, { signal: stopping.signal }),
  );
  // Who asks after the stop asks afresh, and who did not stop is answered.
  const other = checker.check({ task: asked({ code, call: 'f(0)' }), program: '0' });
  stopping.abort('enough');
  const ends = await Promise.allSettled(endless);
  expect(ends).toEqual(endless.map(() => ({ status: 'rejected', reason: 'enough' })));
  expect((await other).status).toBe('passed');
}, 25_000);
