import { expect, test } from 'vitest';
import { fitsExamplesOnly, slipBetween } from '../../../src/checking/verdict-facts.ts';
import type { TestGroup, TestResult } from '../../../src/checking/verdict.ts';

function resultOf(group: TestGroup, outcome: TestResult['outcome']): TestResult {
  return {
    ...{ group, outcome, source: '', expected: null, got: null, expectedType: null },
    ...{ gotType: null, exception: null, output: '', ms: 1, isUnisolated: false },
  };
}

test.for([
  [['shown passed', 'challenge failed-assertion'], true],
  [['shown passed', 'hidden runtime-error'], true],
  [['shown passed', 'challenge passed'], false],
  [['shown failed-assertion', 'challenge failed-assertion'], false],
  [['shown passed', 'challenge not-run'], false],
  [['shown passed'], false],
  [[], false],
] as const)('%j fits the examples only: %j', ([results, isSo]) => {
  const tests = results.map((each) => {
    const [group, outcome] = each.split(' ') as [TestGroup, TestResult['outcome']];
    return resultOf(group, outcome);
  });
  expect(fitsExamplesOnly({ tests })).toBe(isSo);
});

test.for([
  ['3', 'None', 'nothing-returned'],
  ['3', "'3'", 'text-or-value'],
  ["'[1, 2]'", '[1, 2]', 'text-or-value'],
  ['(1, 2)', '[1, 2]', 'list-or-tuple'],
  ['(1,)', '[1]', 'list-or-tuple'],
  ['0.3', '0.30000000000000004', 'rounding'],
  ["'Abc'", "'abc'", 'letter-case'],
  ["'a b'", "'ab '", 'blanks'],
  ["'a\\n'", "'a'", 'blanks'],
  ['[1, 2, 3]', '[3, 1, 2]', 'order'],
  ['3', '4', null],
  ['1000000', '1000001', null],
  ['1000000.0', '1000001.0', 'rounding'],
  ['3', '3', null],
  ['[1, 2]', '[1, 3]', null],
] as const)('expected %s, got %s: %s', ([expected, got, slip]) => {
  expect(slipBetween(expected, got)).toBe(slip);
});
