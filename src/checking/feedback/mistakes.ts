/**
 * Common mistakes in programs that failed: their codes, and what is told of a verdict so that Python's
 * own parser can name them (`python/mistakes.py`). `texts` has a sentence for each.
 */

import type { ExceptionReport, TestResult, Verdict } from '../verdict.ts';

export const mistakeCodes = [
  // What is no Python.
  ...(['assigned-in-condition', 'assigned-to-expression', 'missing-colon', 'else-if'] as const),
  ...(['never-closed', 'unmatched', 'unterminated-string', 'curly-quote'] as const),
  ...(['foreign-operator', 'print-without-brackets', 'return-outside'] as const),
  ...(['no-block', 'unexpected-indent', 'unaligned', 'tabs-and-spaces'] as const),
  // What the tests cannot call, or use.
  ...(['other-function-name', 'function-inside', 'no-function'] as const),
  ...(['too-few-parameters', 'too-many-parameters', 'returns-function'] as const),
  // What was raised.
  ...(['missing-import', 'missing-import-of', 'misspelt-name', 'local-not-global'] as const),
  ...(['shadows-builtin', 'called-like-function', 'missing-operator', 'not-called'] as const),
  ...(['brackets-for-call', 'other-attribute', 'keeps-in-place'] as const),
  ...(['callee-returns-nothing', 'fraction-as-index', 'text-plus-number'] as const),
  ...(['index-is-length', 'looks-past-end', 'range-too-far'] as const),
  'size-changed-while-walking',
  // What was returned.
  ...(['prints-result', 'prints-instead', 'computes-only', 'assigns-only'] as const),
  ...(['inner-not-called', 'never-returns', 'returns-in-place', 'returns-print'] as const),
  ...(['path-without-return', 'fraction-for-whole', 'whole-for-fraction'] as const),
  ...(['one-too-large', 'one-too-small', 'opposite'] as const),
  // What stands there.
  ...(['or-constant', 'is-constant', 'compared-not-assigned', 'statement-without-call'] as const),
  ...(['result-unused', 'changes-while-walking', 'return-in-loop', 'loop-never-ends'] as const),
  'loop-without-exit',
  'mutable-default',
  // What one step at one bound would mend (`off-by-one.ts`).
  ...(['equal-left-out', 'equal-taken-in'] as const),
  ...(['range-ends-early', 'range-ends-late', 'range-begins-early', 'range-begins-late'] as const),
  ...(['range-too-low', 'range-too-high', 'range-too-short', 'range-too-long'] as const),
  ...(['slice-ends-early', 'slice-ends-late', 'slice-begins-early', 'slice-begins-late'] as const),
  ...(['index-too-low', 'index-too-high', 'counter-too-low', 'counter-too-high'] as const),
  ...(['enumerate-too-low', 'enumerate-too-high'] as const),
] as const;

export type MistakeCode = (typeof mistakeCodes)[number];

export interface Mistake {
  readonly code: MistakeCode;
  /** 1-based line of the program that was read; null where it is no one line. */
  readonly line: number | null;
  /** Names and expressions that the sentence speaks of. */
  readonly names: readonly string[];
}

export interface MistakesRequest {
  readonly program: string;
  readonly functionName: string | null;
  /** What ended the program before its tests. */
  readonly exception: RaisedException | null;
  readonly tests: readonly FailedTest[];
}

type RaisedException = Pick<ExceptionReport, 'type' | 'message' | 'line' | 'failing'>;

interface FailedTest extends Pick<TestResult, 'outcome' | 'expected' | 'got' | 'output'> {
  readonly exception: RaisedException | null;
  /** Of a value that cannot leave the program. */
  readonly type: string | null;
}

/** More tests tell no more. */
const mostTests = 40;

export function mistakesRequest(
  program: string,
  functionName: string | null,
  { exception, tests }: Pick<Verdict, 'exception' | 'tests'>,
): MistakesRequest {
  return {
    program,
    functionName,
    exception: exception && raised(exception),
    tests: tests.slice(0, mostTests).map((test) => ({
      outcome: test.outcome,
      expected: test.expected,
      got: test.got,
      output: test.output.slice(0, 2_000),
      exception: test.exception && raised(test.exception),
      type: test.exception?.reason?.code === 'foreign-type' ? test.exception.reason.type : null,
    })),
  };
}

function raised({ type, message, line, failing }: ExceptionReport): RaisedException {
  return { type, message, line, failing };
}

/** `undefined` where parsing broke the interpreter. Whatever is no mistake known here is left out. */
export function readMistakesReply(reply: string | undefined): readonly Mistake[] {
  const told: unknown = reply === undefined ? [] : JSON.parse(reply);
  return Array.isArray(told) ? told.flatMap((each: unknown) => readMistake(each) ?? []) : [];
}

/** Null for what is no mistake known here. */
export function readMistake(told: unknown): Mistake | null {
  if (typeof told !== 'object' || told === null) return null;
  const { code, line, names } = told as Readonly<Record<string, unknown>>;
  const known = mistakeCodes.find((other) => other === code);
  if (!known || !Array.isArray(names)) return null;
  return { code: known, line: typeof line === 'number' ? line : null, names: names.map(String) };
}
