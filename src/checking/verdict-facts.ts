/** What a verdict says beyond its status, for a person to learn from. */

import type { TestGroup, TestResult, Verdict } from './verdict.ts';

/**
 * Right on every test that its author saw and wrong on another: the program fits the examples,
 * not the task. Of the task's own asserts the author saw the first `seenCount`.
 */
export function fitsExamplesOnly({ tests }: Pick<Verdict, 'tests'>, seenCount = Infinity): boolean {
  const own = tests.filter((test) => test.group === 'shown');
  const shown = own.slice(0, seenCount);
  const others = [...own.slice(seenCount), ...tests.filter((test) => test.group !== 'shown')];
  const isRight = (test: TestResult) => test.outcome === 'passed';
  return shown.length > 0 && shown.every(isRight) && others.some(hasFailed);
}

/**
 * Passed, as far as the deciding tests go, and yet no solution: a challenge test fails. The status
 * stays the paper's; what counts as solved on the page does not.
 */
export function failsChallengeOnly({ status, tests }: Pick<Verdict, 'status' | 'tests'>): boolean {
  return status === 'passed' && resultsOf(tests, 'challenge').some(hasFailed);
}

/** It had its turn, and did not pass. */
export function hasFailed({ outcome }: Pick<TestResult, 'outcome'>): boolean {
  return outcome !== 'passed' && outcome !== 'not-run';
}

/** The one that a report opens; null where none failed. */
export function firstFailed(results: readonly TestResult[]): TestResult | null {
  return results.find(hasFailed) ?? null;
}

/** Of the shown and hidden tests, as attempts count them. */
export function decisiveOf({ tests }: Pick<Verdict, 'tests'>): { passed: number; count: number } {
  const decisive = tests.filter(({ group }) => group !== 'challenge');
  const passed = decisive.filter(({ outcome }) => outcome === 'passed').length;
  return { passed, count: decisive.length };
}

/** Right as far as it can be said: for some hidden inputs it is not known what is right. */
export function isUndecided({ status, hidden, tests }: Verdict): boolean {
  if (status !== 'sandbox-fault' || !hidden || hidden.known === hidden.of) return false;
  const passed = resultsOf(tests, 'hidden').filter(({ outcome }) => outcome === 'passed');
  return passed.length === hidden.known;
}

export type VerdictTone = 'good' | 'warn' | 'bad' | 'plain';

export function toneOf(verdict: Verdict, seenCount = Infinity): VerdictTone {
  if (fitsExamplesOnly(verdict, seenCount)) return 'warn';
  if (verdict.status === 'passed') return 'good';
  return verdict.status === 'sandbox-fault' || verdict.status === 'no-code' ? 'plain' : 'bad';
}

export function resultsOf(results: readonly TestResult[], group: TestGroup): TestResult[] {
  return results.filter((result) => result.group === group);
}
