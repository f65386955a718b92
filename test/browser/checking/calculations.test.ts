/** Calculations as they are graded: by the number that leaves the sandbox, and nothing else. */

import { afterAll, describe, expect, test } from 'vitest';
import { createChecker } from '../../../src/checking/create-checker.ts';
import { statusesOf } from '../../../src/checking/kinds/failure-classes.ts';
import { replyReaderOf } from '../../../src/synthesis/kinds/reply-readers.ts';
import type { CalculationKind } from '../../../src/tasks/task-kind.ts';
import { taskOf } from '../../support/tasks.ts';

const checker = createChecker({ size: 2 });
afterAll(() => checker.close());

async function grade(program: string | null, answer = 30, kind: CalculationKind = 'calculation') {
  const asks = { kind, answer, numbers: [360, 108], formula: null } as const;
  const task = taskOf([], { referenceCode: 'answer = 30.0', asks });
  const verdict = await checker.check({ task, program });
  expect(statusesOf(kind)).toContain(verdict.status);
  return verdict;
}

describe('a program', () => {
  test('that comes to the number passes', async () => {
    const verdict = await grade('n0 = 360.0\nn1 = 108.0\nt0 = n1 * 100.0\nanswer = t0 / n0\n');
    expect(verdict).toMatchObject({
      status: 'passed',
      marks: ['within-one-percent'],
      tests: [{ outcome: 'passed', source: 'answer == ??', got: '30.0', expected: '30.0' }],
    });
  });

  test.each([
    ['30.00009', 30, 'passed', true],
    ['30.0002', 30, 'failed-assertion', true],
    ['30.4', 30, 'failed-assertion', false],
    ['30000000.02', 30_000_000, 'passed', true],
    ['30000040.0', 30_000_000, 'failed-assertion', true],
    ['-30', 30, 'failed-assertion', false],
    ['0.00005', 0, 'passed', false],
    ['True', 1, 'passed', true],
    ['__import__("fractions").Fraction(60, 2)', 30, 'passed', true],
    ['float("nan")', 30, 'failed-assertion', false],
    ['float("inf")', 30, 'failed-assertion', false],
  ] as const)('whose answer is %s of %d: %s', async (source, answer, status, isNear) => {
    const verdict = await grade(`answer = ${source}\n`, answer);
    expect([verdict.status, verdict.marks]).toEqual([
      ...[status, isNear ? ['within-one-percent'] : undefined],
    ]);
  });

  test.each([
    ['sets no answer', 'x = 30\n', 'missing-function'],
    ['gives a text', 'answer = "thirty"\n', 'runtime-error'],
    ['gives a list', 'answer = [30]\n', 'runtime-error'],
    ['gives a complex number', 'answer = (-8) ** 0.5\n', 'runtime-error'],
    ['gives a function', 'answer = print\n', 'unsupported-value'],
    [
      'gives a number of its own kind',
      'class N:\n    def __float__(self): return 30.0\nanswer = N()\n',
      'unsupported-value',
    ],
    ['divides by zero', 'answer = 1 / 0\n', 'runtime-error'],
    ['is no Python', 'answer = (\n', 'syntax-error'],
    ['leaves', 'exit()\n', 'early-exit'],
    ['is nothing', ' \n', 'no-code'],
  ])('that %s: %s', async (_, program, status) => {
    expect((await grade(program)).status).toBe(status);
  });

  test('has of scipy and numpy what the references use, and no more', async () => {
    expect((await grade('import scipy\nanswer = scipy.lcm(int(6.0), 10)\n')).status).toBe('passed');
    expect((await grade('import scipy\nanswer = scipy.gcd(60, 90)\n')).status).toBe('passed');
    expect((await grade('import scipy\nanswer = scipy.special.comb(6.0, 2.0)\n', 15)).status).toBe(
      'passed',
    );
    expect(
      (await grade('from scipy.special import comb\nanswer = comb(2.0, 6.0)\n', 0)).status,
    ).toBe('passed');
    expect((await grade('import numpy\nanswer = numpy.lcm(6, 10)\n')).status).toBe('passed');
    expect((await grade('import scipy\nanswer = scipy.mean([30])\n')).status).toBe('runtime-error');
  });

  test('of another kind of task does not find them', async () => {
    await grade('import scipy\nanswer = scipy.gcd(60, 90)\n');
    const task = taskOf(['assert f() == 1'], { referenceCode: 'def f(): return 1\n' });
    const program = 'import scipy\ndef f(): return 1\n';
    const verdict = await checker.check({ task, program });
    expect(verdict).toMatchObject({
      status: 'runtime-error',
      exception: { type: 'ModuleNotFoundError', reason: { code: 'no-package' } },
    });
  });
});

describe('a formula', () => {
  test.each([
    ['multiply(n1,const_100)|divide(#0,n0)|', 'passed'],
    ['multiply(n1, const_100) | divide(#0, n0)', 'passed'],
    ['divide(n1,n0)', 'failed-assertion'],
    ['divide(n1,const_0)', 'failed-assertion'],
    ['print(n0)', 'syntax-error'],
    ['answer = 30', 'syntax-error'],
    ['', 'no-code'],
  ])('%j: %s', async (text, status) => {
    expect((await grade(text, 30, 'formula')).status).toBe(status);
  });
});

test('a program is found in prose by Python itself, also where nothing marks it', async () => {
  const asks = { kind: 'calculation', answer: 1, numbers: [2], formula: null } as const;
  const wanted = { functionName: null, asks };
  const code = 'n0 = 2.0\nanswer = n0 / 2.0';
  const reply = `Half of two is one, so:\n\n${code}\n\nThat is what was asked.`;
  const { program, rule } = await replyReaderOf(wanted)('reply', reply, wanted, checker);
  expect([program?.trim(), rule]).toEqual([code, 'answer']);
});
