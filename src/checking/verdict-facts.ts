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
  const isWrong = (test: TestResult) => !isRight(test) && test.outcome !== 'not-run';
  return shown.length > 0 && shown.every(isRight) && others.some(isWrong);
}

/**
 * Passed, as far as the deciding tests go, and yet no solution: a challenge test fails. The status
 * stays the paper's; what counts as solved on the page does not.
 */
export function failsChallengeOnly({ status, tests }: Pick<Verdict, 'status' | 'tests'>): boolean {
  const hasFailed = ({ group, outcome }: TestResult) =>
    group === 'challenge' && outcome !== 'passed' && outcome !== 'not-run';
  return status === 'passed' && tests.some(hasFailed);
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

/**
 * - `nothing-returned`: the function returned None where something else was expected.
 * - `text-or-value`: one is the text of the other.
 * - `list-or-tuple`: the same items in the other kind of brackets.
 * - `rounding`: numbers, not two whole ones, that differ in their last digits.
 * - `letter-case`, `blanks`: texts that differ in nothing else.
 * - `order`: the same items in another order.
 */
export type ValueSlip =
  | 'nothing-returned'
  | 'text-or-value'
  | 'list-or-tuple'
  | 'rounding'
  | 'letter-case'
  | 'blanks'
  | 'order';

/** The usual slip behind two values that differ, going by their `repr`; null where none shows. */
export function slipBetween(expected: string, got: string): ValueSlip | null {
  if (expected === got) return null;
  if (got === 'None') return 'nothing-returned';
  if (unquoted(expected) === got || expected === unquoted(got)) return 'text-or-value';
  if (isList(expected) !== isList(got) && inner(expected) === inner(got)) return 'list-or-tuple';
  if (areClose(expected, got)) return 'rounding';
  if (expected.toLowerCase() === got.toLowerCase()) return 'letter-case';
  if (withoutBlanks(expected) === withoutBlanks(got)) return 'blanks';
  return isList(expected) && isList(got) && sorted(expected) === sorted(got) ? 'order' : null;
}

function unquoted(text: string): string | null {
  return /^(['"])(.*)\1$/s.exec(text)?.[2] ?? null;
}

function isList(text: string): boolean {
  return text.startsWith('[') && text.endsWith(']');
}

function inner(text: string): string | null {
  return /^[[(](.*?),?[\])]$/s.exec(text)?.[1] ?? null;
}

function areClose(expected: string, got: string): boolean {
  if (isWhole(expected) && isWhole(got)) return false;
  const [first, second] = [Number(expected), Number(got)];
  const scale = Math.max(Math.abs(first), Math.abs(second));
  return Number.isFinite(scale) && Math.abs(first - second) <= scale * 1e-6;
}

function isWhole(text: string): boolean {
  return /^-?\d+$/.test(text);
}

function withoutBlanks(text: string): string {
  return text.replace(/\s|\\[nt]/g, '');
}

function sorted(text: string): string {
  return text.slice(1, -1).split(', ').sort().join(', ');
}
