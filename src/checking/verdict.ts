/**
 * What a check can say: the closed set of statuses, each with its one definition, and the shape
 * of a verdict. Every other part of Synthpad (page, evaluation, file formats) speaks in these.
 */

import type { Reason } from './reason.ts';

/**
 * - `passed`: every test's assert held.
 * - `failed-assertion`: a test's assert was false for the value the program returned.
 * - `runtime-error`: the program, or a call of it, raised an exception or crashed its interpreter.
 * - `syntax-error`: the program does not compile.
 * - `timeout`: the wall clock ran out.
 * - `memory-limit`: the program asked for more memory than the cap.
 * - `early-exit`: the program left on its own (`SystemExit`, `os._exit`).
 * - `missing-function`: the program ran but does not define what the test calls.
 * - `no-code`: there was no program to run.
 * - `unsupported-value`: a call returned something outside the closed set of plain values.
 * - `sandbox-fault`: our machinery failed, twice, or knows too few of the right outputs to call a
 *   program right that failed nowhere; says nothing against the program.
 */
export const statuses = [
  'passed',
  'failed-assertion',
  'runtime-error',
  'syntax-error',
  'timeout',
  'memory-limit',
  'early-exit',
  'missing-function',
  'no-code',
  'unsupported-value',
  'sandbox-fault',
] as const;

export type Status = (typeof statuses)[number];

/** Shown tests may be in the prompt; challenge and hidden tests never are. */
export type TestGroup = 'shown' | 'challenge' | 'hidden';

/** The part of a line that failed, within the line itself. */
export interface FailingPart {
  /** The line without its indentation. */
  readonly code: string;
  readonly from: number;
  /** Beyond `from`, and no further than the end of the line. */
  readonly to: number;
  /** What the variables in that part stood for, where they are plain values. */
  readonly values?: readonly (readonly [name: string, value: string])[];
}

/** What Python raised. Display only: it comes from the program's own interpreter. */
export interface ExceptionReport {
  /** "ZeroDivisionError" */
  readonly type: string;
  readonly message: string;
  /** 1-based line of the program, null where the exception has none. */
  readonly line: number | null;
  /** The frames within the program, outermost first, and the closing line; as Python prints it. */
  readonly traceback: string;
  /** Absent where the place is not known, and in what was stored before. */
  readonly failing?: FailingPart | undefined;
  /**
   * Where the checker itself says what happened; `message` is then empty, unless Python raised the
   * exception because the browser lacks something.
   */
  readonly reason?: Reason;
}

export interface TestResult {
  readonly group: TestGroup;
  readonly source: string;
  /** `not-run` where an earlier end (syntax error, time limit, crash) left no turn for it. */
  readonly outcome: Status | 'not-run';
  /** `repr` of the two sides of a failed comparison, shortened; null where the test has none. */
  readonly expected: string | null;
  readonly got: string | null;
  /** Set only where the two `repr`s are equal and the types are not. */
  readonly expectedType: string | null;
  readonly gotType: string | null;
  readonly exception: ExceptionReport | null;
  /** What the program printed during this test's calls, capped. */
  readonly output: string;
  /** Wall clock of this test's calls in the program's interpreter. */
  readonly ms: number;
  /** The test ran together with the program, which could have influenced the result. */
  readonly isUnisolated: boolean;
  /** The same under the name it had in what was stored before December 2026. */
  readonly isBesideCandidate?: boolean;
  /** The test does not use the program, so that it says nothing about it. */
  readonly asksNothing?: boolean;
  /** The reference returned no value for this hidden input: nobody knows what is right. */
  readonly lacksExpected?: boolean;
  /** Source of the assert that failed, where the test has more than one statement. */
  readonly failedAssert?: string;
}

/** The base inputs alone, and all of them, as EvalPlus reports them. */
export interface HiddenCounts {
  readonly known: number;
  readonly of: number;
  readonly base: Status | 'not-run';
  readonly plus: Status | 'not-run';
}

/**
 * What is noted of an answer beside its status, and decides nothing. `same-text`: a predicted output
 * is what Python prints of the value, to the character. `within-one-percent`: a number is about right.
 */
export const marks = ['same-text', 'within-one-percent'] as const;

export type Mark = (typeof marks)[number];

export interface Verdict {
  /**
   * Decided by the hidden tests where there are any, and by the shown ones where there are none:
   * the first that did not pass gives its outcome.
   */
  readonly status: Status;
  readonly tests: readonly TestResult[];
  /** What ended the program before its tests (syntax error, exception at the top level). */
  readonly exception: ExceptionReport | null;
  /** What the program printed before its tests, capped. */
  readonly output: string;
  readonly isOutputTruncated: boolean;
  /** Names of the oracle options in force, [] for plain Python equality. */
  readonly oracle: readonly string[];
  /** Of how many of the task's hidden inputs it is known what is right; absent without any. */
  readonly hidden?: HiddenCounts;
  /** Absent where the kind of task has none. */
  readonly marks?: readonly Mark[];
  /** Wall clock of the check, the wait for an interpreter not counted. */
  readonly ms: number;
  /**
   * What the program had of it, in milliseconds: more than usual where its reference needs that.
   * Absent where it did not run, and in what earlier versions kept.
   */
  readonly limitMs?: number;
}

/** Of any result, however old. */
export function isUnisolated(result: Partial<TestResult>): boolean {
  return result.isUnisolated ?? result.isBesideCandidate ?? false;
}

/** The four classes of the paper's failure analysis. `sandbox-fault` belongs to none. */
export type PaperClass = 'solved' | 'failed assertion' | 'runtime error' | 'syntax error';

export function paperClass(status: Status): PaperClass | null {
  switch (status) {
    case 'passed':
      return 'solved';
    case 'failed-assertion':
      return 'failed assertion';
    case 'syntax-error':
    case 'no-code':
      return 'syntax error';
    case 'runtime-error':
    case 'timeout':
    case 'memory-limit':
    case 'early-exit':
    case 'missing-function':
    case 'unsupported-value':
      return 'runtime error';
    case 'sandbox-fault':
      return null;
  }
}
