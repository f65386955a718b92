/** Failures by cause: what is one cause, how often each comes, and which wrong programs repeat. */

import { expect, test } from 'vitest';
import type { ExceptionReport, Status, TestResult } from '../../../../src/checking/verdict.ts';
import {
  causeOf,
  FailureTally,
  shapeOf,
} from '../../../../src/evaluation/results/failure-causes.ts';
import { valueKindOf } from '../../../../src/evaluation/results/value-kind.ts';
import { sampleOf, verdictOn } from '../../../support/made-up-runs.ts';

function raised(type: string, message: string): ExceptionReport {
  return { type, message, line: 1, traceback: '' };
}

function failing(status: Status, result: Partial<TestResult>) {
  const verdict = verdictOn(status, [
    ['shown', 'assert f(1) == 1', 'passed'],
    ['shown', 'assert f(2) == 2', status],
  ]);
  const tests = verdict.tests.map((each) =>
    each.outcome === status ? { ...each, ...result } : each,
  );
  return sampleOf('a', '1', 0, 'f = 1', { verdict: { ...verdict, tests } });
}

test.for([
  ["name 'foo' is not defined", 'name ‘…’ is not defined'],
  ["name 'bar' is not defined", 'name ‘…’ is not defined'],
  ["'int' object is not iterable", "'int' object is not iterable"],
  ['list index 12 is out of range 3', 'list index N is out of range N'],
  [
    'f() takes 1 positional argument but 2 were given',
    '…() takes N positional argument but N were given',
  ],
  ['<__main__.Node object at 0x7f21ab>', '<__main__.Node object at …>'],
  ['first line\nsecond line', 'first line'],
  ['', ''],
] as const)('the message "%s" has the shape "%s"', ([message, shape]) => {
  expect(shapeOf(message)).toBe(shape);
});

test.for([
  ['None', 'none'],
  ['True', 'bool'],
  ['-12', 'int'],
  ['1.5', 'float'],
  ['1e-07', 'float'],
  ["'a: b'", 'text'],
  ["b'a'", 'bytes'],
  ['[1, 2', 'list'],
  ['(1,)', 'tuple'],
  ['{}', 'dict'],
  ["{'a, b': 1}", 'dict'],
  ["{(1, 2): 'x'}", 'dict'],
  ["{'a: b', 'c'}", 'set'],
  ['set()', 'set'],
  ['<object>', 'other'],
] as const)('%s is printed of the kind %s', ([printed, kind]) => {
  expect(valueKindOf(printed)).toBe(kind);
});

test.for([
  ['[1, 2]', '(1, 2)', { kind: 'slip', slip: 'list-or-tuple' }],
  ['[1, 2]', 'None', { kind: 'slip', slip: 'nothing-returned' }],
  ['[1, 2]', '[]', { kind: 'slip', slip: 'empty' }],
  ['7', '8', { kind: 'slip', slip: 'off-by-one' }],
  ['7', '9', { kind: 'wrong-value', type: 'int' }],
  ['7', '[7]', { kind: 'wrong-type', expected: 'int', got: 'list' }],
] as const)('%s expected and %s returned is a cause', ([expected, got, cause]) => {
  expect(causeOf(failing('failed-assertion', { expected, got }))).toEqual(cause);
});

test('a cause is the exception that ended the program or its test, or the status alone', () => {
  const error = raised('KeyError', "'x'");
  const cause = { kind: 'exception', type: 'KeyError', shape: '‘…’' };
  expect(causeOf(failing('runtime-error', { exception: error }))).toEqual(cause);
  const before = verdictOn('syntax-error', [], { exception: raised('SyntaxError', 'bad') });
  expect(causeOf(sampleOf('a', '1', 0, '(', { verdict: before }))).toMatchObject({ shape: 'bad' });
  expect(causeOf(failing('timeout', {}))).toEqual({ kind: 'status', status: 'timeout' });
  expect(causeOf(failing('failed-assertion', {}))).toMatchObject({ status: 'failed-assertion' });
  expect(causeOf(failing('passed', {}))).toBeNull();
  expect(causeOf(sampleOf('a', '1', 0, ''))).toBeNull();
  const failure = { kind: 'out-of-memory', neededBytes: null } as const;
  expect(causeOf(sampleOf('a', '1', 0, '', { reply: null, failure }))).toEqual({
    ...{ kind: 'no-reply', failure: 'out-of-memory' },
  });
});

test('causes are counted per run and across runs, and the same wrong program of a task is one', () => {
  const tally = new FailureTally();
  const nameError = (run: string, task: string, index: number, name: string, program: string) =>
    sampleOf(run, task, index, program, {
      verdict: verdictOn('runtime-error', [], {
        exception: raised('NameError', `name '${name}' is not defined`),
      }),
    });
  const timeout = sampleOf('b', '2', 1, 'loop', { verdict: verdictOn('timeout') });
  for (const sample of [
    nameError('a', '1', 0, 'x', 'same'),
    nameError('a', '1', 1, 'y', 'other'),
    nameError('b', '1', 0, 'x', 'same'),
    nameError('b', '2', 0, 'x', 'same'),
    timeout,
    sampleOf('b', '3', 0, 'right', { verdict: verdictOn('passed') }),
  ]) {
    tally.add(sample);
  }
  const { failed, causes, programs } = tally.groups();
  expect(failed).toBe(5);
  expect(causes).toEqual([
    {
      cause: { kind: 'exception', type: 'NameError', shape: 'name ‘…’ is not defined' },
      ...{
        samples: 4,
        tasks: 2,
        byRun: new Map([
          ['a', 2],
          ['b', 2],
        ]),
      },
      example: { run: 'a', task: '1', index: 0 },
    },
    {
      cause: { kind: 'status', status: 'timeout' },
      ...{ samples: 1, tasks: 1, byRun: new Map([['b', 1]]) },
      example: { run: 'b', task: '2', index: 1 },
    },
  ]);
  // The program of task 2 is equal in text, and of another task.
  expect(programs).toEqual([
    {
      ...{ task: '1', status: 'runtime-error', samples: 2 },
      byRun: new Map([
        ['a', 1],
        ['b', 1],
      ]),
      example: { run: 'a', task: '1', index: 0 },
    },
  ]);
});
