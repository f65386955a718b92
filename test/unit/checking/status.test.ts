/** From the outcomes of tests to the status of a program, and to the paper's classes. */

import { expect, test } from 'vitest';
import { outcomeOfUnknown, statusOf, testResult } from '../../../src/checking/test-result.ts';
import {
  paperClass,
  statuses,
  type TestGroup,
  type TestResult,
} from '../../../src/checking/verdict.ts';

function results(...outcomes: [TestGroup, TestResult['outcome']][]): TestResult[] {
  return outcomes.map(([group, outcome]) => testResult({ group, source: '' }, { outcome }));
}

test('the first shown test that did not pass decides, and where there are hidden ones, they do', () => {
  expect(statusOf(results(['shown', 'passed'], ['hidden', 'passed']))).toBe('passed');
  expect(
    statusOf(results(['shown', 'passed'], ['shown', 'timeout'], ['shown', 'runtime-error'])),
  ).toBe('timeout');
  expect(statusOf(results(['shown', 'timeout'], ['hidden', 'runtime-error']))).toBe(
    'runtime-error',
  );
  expect(statusOf(results(['shown', 'failed-assertion'], ['hidden', 'passed']))).toBe('passed');
  expect(statusOf(results(['shown', 'passed'], ['hidden', 'failed-assertion']))).toBe(
    'failed-assertion',
  );
});

test('a challenge test does not decide', () => {
  expect(statusOf(results(['shown', 'passed'], ['challenge', 'failed-assertion']))).toBe('passed');
});

test('a hidden test without a turn is put down to what took its turn', () => {
  const outcomes = results(['shown', 'passed'], ['challenge', 'timeout'], ['hidden', 'not-run']);
  expect(statusOf(outcomes)).toBe('timeout');
  expect(statusOf(results(['shown', 'not-run']))).toBe('sandbox-fault');
});

test('a hidden input without an expected value counts against nobody, and lets nobody pass', () => {
  const unknown = testResult({ group: 'hidden', source: '' }, outcomeOfUnknown);
  const failedAssert = results(['shown', 'failed-assertion']);
  const of = (...hidden: TestResult[]) => statusOf([...failedAssert, ...hidden]);
  expect(of(...results(['hidden', 'passed']), unknown)).toBe('sandbox-fault');
  expect(of(unknown)).toBe('sandbox-fault');
  expect(of(unknown, ...results(['hidden', 'timeout']))).toBe('timeout');
});

test('every status but our own fault belongs to one of the four classes of the paper', () => {
  const classes = statuses.map((status) => [status, paperClass(status)]);
  expect(Object.fromEntries(classes)).toEqual({
    passed: 'solved',
    'failed-assertion': 'failed assertion',
    'runtime-error': 'runtime error',
    'syntax-error': 'syntax error',
    timeout: 'runtime error',
    'memory-limit': 'runtime error',
    'early-exit': 'runtime error',
    'missing-function': 'runtime error',
    'no-code': 'syntax error',
    'unsupported-value': 'runtime error',
    'sandbox-fault': null,
  });
});
