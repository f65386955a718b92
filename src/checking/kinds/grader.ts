/**
 * How the answers to one kind of task are graded. Owns the interface and what every grader works
 * with; which kind has which grader is in `graders`.
 */

import type { SandboxBytes } from '../../sandbox/sandbox-bytes.ts';
import type { CheckLimits, CheckOptions, CheckRequest } from '../checker.ts';
import type { ExpectedStore } from '../hidden/expected-store.ts';
import type { Judge } from '../judging/judge.ts';
import type { Trials } from '../sessions/trials.ts';
import type { Verdict } from '../verdict.ts';

export interface Grader {
  /** Resolves for any answer whatsoever; rejects as `Checker.check` does. */
  grade(request: CheckRequest, options: CheckOptions): Promise<Verdict>;
  /** Ends what the grader itself started. */
  close(): void;
}

export interface GraderParts {
  readonly bytes: SandboxBytes;
  readonly judge: Judge;
  readonly trials: Trials;
  /** Where a request names none. */
  readonly limits: CheckLimits;
  readonly expected: ExpectedStore;
}
