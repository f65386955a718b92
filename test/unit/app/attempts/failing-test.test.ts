import { expect, test } from 'vitest';
import { failureHint } from '../../../../src/app/attempts/failing-test.ts';
import type { TestResult, Verdict } from '../../../../src/checking/verdict.ts';

function result(source: string, fields: Partial<TestResult> = {}): TestResult {
  return {
    ...{ group: 'shown', source, outcome: 'passed', expected: null, got: null },
    ...{ expectedType: null, gotType: null, exception: null, output: '', ms: 1 },
    ...{ isUnisolated: false, ...fields },
  };
}

function verdict(tests: readonly TestResult[], fields: Partial<Verdict> = {}): Verdict {
  const rest = { exception: null, output: '', isOutputTruncated: false, oracle: [], ms: 1 };
  return { status: 'failed-assertion', tests, ...rest, ...fields };
}

const wrong = { outcome: 'failed-assertion', expected: '2', got: '1' } as const;
const raised = {
  outcome: 'runtime-error',
  exception: { type: 'KeyError', message: '3', line: 2, traceback: 'Traceback\n  …\nKeyError: 3' },
} as const;

test('the failing test is told with what it got', () => {
  expect(failureHint(verdict([result('assert f(1) == 2', wrong)]), 3)).toBe(
    'This test fails: assert f(1) == 2. It returns 1 instead of 2.',
  );
});

test('of a test that is a whole program only what happened is told', () => {
  const source = 'def check(candidate):\n    assert candidate(1) == 2\n\ncheck(f)';
  expect(failureHint(verdict([result(source, { ...wrong, expected: null })]), 0)).toBe(
    'A test fails. The assertion does not hold.',
  );
});

test('an exception is told with its line', () => {
  expect(failureHint(verdict([result('assert f(3) == 2', raised)]), 3)).toBe(
    'This test fails: assert f(3) == 2. It raises KeyError: 3 in line 2.',
  );
});

test('a test that the prompt showed comes before one that it did not', () => {
  const tests = [result('assert a'), result('assert b', wrong), result('assert c', raised)];
  expect(failureHint(verdict(tests), 1)).toContain('assert b');
  expect(failureHint(verdict([...tests].reverse()), 1)).toContain('assert c');
});

test('challenge and hidden tests are never told', () => {
  const unseen = [
    result('assert secret', { group: 'challenge', ...wrong }),
    result('assert hidden', { group: 'hidden', ...wrong }),
  ];
  expect(failureHint(verdict([result('assert a'), ...unseen]), 3)).toBeNull();
});

test('a program that Python cannot read is told as that', () => {
  const exception = {
    ...{ type: 'SyntaxError', message: 'invalid syntax', line: 4 },
    traceback: 'SyntaxError: invalid syntax',
  };
  expect(failureHint(verdict([], { status: 'syntax-error', exception }), 3)).toBe(
    'Python cannot read the code: SyntaxError: invalid syntax in line 4.',
  );
});
