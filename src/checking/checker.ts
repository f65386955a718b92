/** The checker's face: a program and its task go in, a verdict comes out. */

import type { Task } from '../tasks/task.ts';
import type { PythonReader } from '../tasks/python-reader.ts';
import type { Mistake, MistakesRequest } from './feedback/mistakes.ts';
import type { BoundChange } from './feedback/off-by-one.ts';
import type { HardCodingReading } from './hard-coding.ts';
import type { Oracle } from './oracle.ts';
import type { Recording } from './recording.ts';
import type { TestResult, Verdict } from './verdict.ts';

export interface CheckLimits {
  /** Wall clock for the program and all its tests together. */
  readonly timeMs: number;
}

export const defaultLimits: CheckLimits = { timeMs: 10_000 };
/** A program may take this many times as long as the reference, where that is past the limit. */
export const referenceFactor = 4;

export interface CheckRequest {
  readonly task: Task;
  /** Null where a reply held no code: the verdict is `no-code`. */
  readonly program: string | null;
  /** Defaults apply to what is left out. */
  readonly limits?: Partial<CheckLimits>;
  readonly oracle?: Partial<Oracle>;
}

export interface CheckOptions {
  readonly signal?: AbortSignal;
  /** Called as each test is decided, in order. */
  readonly onTest?: (result: TestResult) => void;
}

/** Why the sandbox cannot start here. There is no unsandboxed fallback. */
export type CheckerFailure =
  | { readonly kind: 'no-webassembly' }
  | { readonly kind: 'assets-unreachable'; readonly address: string }
  | { readonly kind: 'sandbox-refused'; readonly detail: string }
  /** The page is isolated from other sites, under which some browsers start no sandbox. */
  | { readonly kind: 'sandbox-isolated'; readonly detail: string };

export class CheckerError extends Error {
  override readonly name = 'CheckerError';
  readonly failure: CheckerFailure;

  constructor(failure: CheckerFailure, options?: ErrorOptions) {
    super(failure.kind, options);
    this.failure = failure;
  }
}

/** Where a part of the checker cannot be fetched. */
export function partUnreachable(cause: unknown): CheckerError {
  return new CheckerError({ kind: 'assets-unreachable', address: document.baseURI }, { cause });
}

/** What a check rejected with, unless it was stopped: what nobody expected is the sandbox's refusal. */
export function checkerFailureOf(error: unknown): CheckerFailure {
  if (error instanceof CheckerError) return error.failure;
  const detail = error instanceof Error ? error.message : String(error);
  return { kind: 'sandbox-refused', detail };
}

export interface RecordRequest {
  readonly program: string;
  readonly setupCode: string;
  /** Source of the call to step through: "f(1, 2)". */
  readonly call: string;
}

export interface Checker extends PythonReader {
  /** Starts the interpreters ahead of need. Rejects with a `CheckerError`. */
  warmUp(): Promise<void>;
  /**
   * Resolves for any program whatsoever. Rejects with a `CheckerError` when the sandbox cannot
   * start, or with the signal's reason when aborted.
   */
  check(request: CheckRequest, options?: CheckOptions): Promise<Verdict>;
  /**
   * Runs one call of a program and records it line by line. Resolves for any program; one that
   * does not end is recorded as far as it came. Rejects as `check` does.
   */
  record(request: RecordRequest, options?: Pick<CheckOptions, 'signal'>): Promise<Recording>;
  /** What a program has in common with its asserts, without running it. Never rejects for any text. */
  readHardCoding(request: {
    readonly program: string;
    readonly functionName: string;
    readonly tests: readonly string[];
  }): Promise<HardCodingReading>;
  /** Mistakes of a program that failed, without running it. Never rejects for any text. */
  readMistakes(request: MistakesRequest): Promise<readonly Mistake[]>;
  /** Programs that differ from one by a step at a single bound; none of what is no Python. */
  readBoundChanges(program: string): Promise<readonly BoundChange[]>;
  /** Sources of calls like those of the tests, the smallest first. Never rejects for any text. */
  readSmallCalls(request: {
    readonly functionName: string;
    readonly tests: readonly string[];
  }): Promise<readonly string[]>;
  /** Ends every interpreter. Idempotent; outstanding checks reject with an AbortError. */
  close(): void;
}
