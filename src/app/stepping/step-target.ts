/** What of a test is stepped through: its call, or all of it where the call makes no sense alone. */

import type { TestGroup } from '../../checking/verdict.ts';

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

/** Names that `for` or `lambda` binds within the test. */
function boundNames(source: string): string[] {
  const lists = [...source.matchAll(/\bfor\s+([\w\s,()*]+?)\s+in\b|\blambda\s+([\w\s,*]+):/g)];
  return lists.flatMap(([, loop, parameters]) => (loop ?? parameters ?? '').match(/\w+/g) ?? []);
}
