/** Failures by cause: what is one cause, how often each comes, and which wrong programs repeat. */

import { expect, test } from 'vitest';
import type { ExceptionReport, Status, TestResult } from '../../../../src/checking/verdict.ts';
import {
  causeOf,
  FailureTally,
  shapeOf,
} from '../../../../src/evaluation/results/failure-causes.ts';
import { valueKindOf } from '../../../../src/evaluation/results/value-kind.ts';
import { causeText } from '../../../../src/texts/failure-texts.ts';
import { runOf, sampleOf, verdictOn } from '../../../support/made-up-runs.ts';

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
  [
    "can't multiply sequence by non-int of type 'float'",
    "can't multiply sequence by non-int of type 'float'",
  ],
  ["can't assign to 'x'", "can't assign to ‘…’"],
  ["expected ':'", "expected ':'"],
  ["'(' was never closed", "'(' was never closed"],
  [
    "'<' not supported between instances of 'str' and 'int'",
    "'<' not supported between instances of 'str' and 'int'",
  ],
  ["invalid literal for int() with base 10: 'abc'", 'invalid literal for int() with base N: ‘…’'],
  ["invalid literal for int() with base 10: b'12a'", 'invalid literal for int() with base N: ‘…’'],
  ['max() arg is an empty sequence', 'max() arg is an empty sequence'],
  [
    "Stack.push() missing 1 required positional argument: 'x'",
    '…() missing N required positional argument: ‘…’',
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
  ['2j', 'complex'],
  ['(1-2.5e-07j)', 'complex'],
  ['(1+2j, 3)', 'tuple'],
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
  ['1000000', '1000001', { kind: 'slip', slip: 'off-by-one' }],
  ['90071992547409930', '90071992547409929', { kind: 'slip', slip: 'off-by-one' }],
  ['90071992547409930', '90071992547409928', { kind: 'wrong-value', type: 'int' }],
  ['< 1e-06', '0.1', { kind: 'comparison', operator: '<' }],
  ['is True', '1', { kind: 'comparison', operator: 'is' }],
  ['is not None', 'None', { kind: 'slip', slip: 'nothing-returned' }],
  ['!= 5', '5', { kind: 'comparison', operator: '!=' }],
  ['not in [1]', '1', { kind: 'comparison', operator: 'not in' }],
  ['7', '9', { kind: 'wrong-value', type: 'int' }],
  ['7', '[7]', { kind: 'slip', slip: 'wrapped' }],
  ['7', '[7, 8]', { kind: 'wrong-type', expected: 'int', got: 'list' }],
] as const)('%s expected and %s returned is a cause', ([expected, got, cause]) => {
  expect(causeOf(failing('failed-assertion', { expected, got }))).toEqual(cause);
});

test('values that print alike are told apart by the names of their types', () => {
  const alike = { expected: '<1, 2>', got: '<1, 2>', expectedType: 'Pair', gotType: 'Couple' };
  const cause = causeOf(failing('failed-assertion', alike));
  expect(cause).toEqual({ kind: 'looks-equal', expected: 'Pair', got: 'Couple' });
  expect(cause && causeText(cause)).toBe(
    'Prints like the expected value, but is of type Couple, not Pair',
  );
  const both = { expected: 'nan', got: 'nan', expectedType: 'float', gotType: 'float' };
  const same = causeOf(failing('failed-assertion', both));
  expect(same && causeText(same)).toContain('is not equal to it');
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
  const tally = new FailureTally([runOf('a', []), runOf('b', [])]);
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

test('samples that the results leave out are in no group; prompts too long are where they count', () => {
  const tooLong = { kind: 'prompt-too-long', limitTokens: 8 } as const;
  const samples = (run: string) => [
    sampleOf(run, '1', 0, 'x', { verdict: verdictOn('sandbox-fault') }),
    sampleOf(run, '2', 0, 'x'),
    sampleOf(run, '3', 0, '', {
      reply: null,
      failure: { kind: 'out-of-memory', neededBytes: null },
    }),
    sampleOf(run, '4', 0, '', { reply: null, failure: tooLong }),
    sampleOf(run, '5', 0, 'x', { verdict: verdictOn('timeout') }),
  ];
  const tally = new FailureTally([runOf('a', []), runOf('b', [], { countsPromptsTooLong: true })]);
  for (const sample of [...samples('a'), ...samples('b')]) tally.add(sample);
  const { failed, causes } = tally.groups();
  expect(failed).toBe(3);
  expect(causes.map(({ cause, samples: count }) => [cause.kind, count])).toEqual([
    ['status', 2],
    ['no-reply', 1],
  ]);
});

test('tasks of two sets are two tasks, and the same replies under other rules repeat nothing', () => {
  const other = runOf('b', []);
  const tasks = { ...other.plan.tasks, source: 'mbpp-sanitized' as const };
  const tally = new FailureTally([
    runOf('a', []),
    { ...other, plan: { ...other.plan, tasks } },
    runOf('c', [], { revisedFrom: 'a' }),
  ]);
  for (const run of ['a', 'b', 'c']) {
    tally.add(sampleOf(run, '1', 0, 'same', { verdict: verdictOn('timeout') }));
  }
  const { causes, programs } = tally.groups();
  expect(causes).toMatchObject([{ samples: 3, tasks: 2 }]);
  expect(programs).toEqual([]);
});
