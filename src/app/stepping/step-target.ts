/** What of a test is stepped through: its call, or all of it where the call makes no sense alone. */

import type { TestGroup, TestResult } from '../../checking/verdict.ts';

export type StepTarget =
  | { readonly kind: 'source'; readonly source: string }
  | { readonly kind: 'none'; readonly why: 'no-call' | 'too-long' };

export interface SteppedTest {
  readonly source: string;
  /** The call of the function under test, where the test is known to have one. */
  readonly call: string | null;
  readonly group: TestGroup;
}

/** A call over the variable of a comprehension is one of several: then all of them are recorded. */
export function stepTarget({ source, call, group }: SteppedTest): StepTarget {
  // A hidden test is a call itself; of a long one only the beginning is known.
  if (group === 'hidden') {
    return source.endsWith('…') ? { kind: 'none', why: 'too-long' } : { kind: 'source', source };
  }
  if (call === null) return { kind: 'none', why: 'no-call' };
  const isBound = boundNames(source).some((name) => new RegExp(`\\b${name}\\b`).test(call));
  return { kind: 'source', source: isBound ? source.trim().replace(/^assert\b\s*/, '') : call };
}

/**
 * What the test expects of its call, where that is what it compares: of `set(f(1)) == {2}` the value
 * of the call is not.
 */
export function expectedOfCall(
  { source, call, group }: SteppedTest,
  expected: string | null,
): string | null {
  if (group === 'hidden') return expected;
  const compared = source.trim().replace(/^assert\b\s*/, '');
  const isCall = call !== null && compared.startsWith(call);
  return isCall && /^\s*==/.test(compared.slice(call.length)) ? expected : null;
}

/** Whether the call gave what its test expects; null where the check did not get that far. */
export function isAsExpected({
  outcome,
  got,
}: Pick<TestResult, 'outcome' | 'got'>): boolean | null {
  if (outcome === 'passed') return true;
  return outcome === 'failed-assertion' && got !== null ? false : null;
}

/** Names that `for` or `lambda` binds within the test. */
function boundNames(source: string): string[] {
  const lists = [...source.matchAll(/\bfor\s+([\w\s,()*]+?)\s+in\b|\blambda\s+([\w\s,*]+):/g)];
  return lists.flatMap(([, loop, parameters]) => (loop ?? parameters ?? '').match(/\w+/g) ?? []);
}
