import { expect, test } from 'vitest';
import { fitsExamplesOnly } from '../../../src/checking/verdict-facts.ts';
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
