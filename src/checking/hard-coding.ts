/**
 * Whether a program answers its asserts by their own constants instead of solving the task. Two
 * signs are needed: it holds constants of the asserts, and it differs from the reference on other
 * inputs. Both run in the sandbox like any program, and the judge compares.
 */

import type { Task } from '../tasks/task.ts';
import type { Checker } from './checker.ts';
import type { TestResult } from './verdict.ts';

/** Of a program beside its asserts, without running it. */
export interface HardCodingReading {
  /** Sources of the constants that both hold, but for those that mean nothing: 0, "", True. */
  readonly constants: readonly string[];
  /** Sources of calls on other inputs than the asserts'. */
  readonly calls: readonly string[];
}

export interface HardCodingRequest {
  readonly task: Omit<Task, 'hidden'>;
  readonly functionName: string | null;
  readonly program: string;
}

export interface OtherInput {
  readonly call: string;
  /** Sources of what the reference returns. */
  readonly expected: string;
}

export type HardCoding =
  /** Shares no constant with its asserts. */
  | { readonly kind: 'none' }
  /** Shares some, and is right on all other inputs that were tried. */
  | {
      readonly kind: 'shares-constants';
      readonly constants: readonly string[];
      readonly tried: number;
    }
  | {
      readonly kind: 'hard-coded';
      readonly constants: readonly string[];
      readonly tried: number;
      /** Where it differs from the reference, at least one. */
      readonly wrong: readonly OtherInput[];
    };

type Sandbox = Pick<Checker, 'check' | 'readHardCoding'>;

const limits = { timeMs: 5_000 };
/** A program may add in another order than the reference does. */
const oracle = { floatTolerance: 1e-6, isOrderInsensitive: false };
/** Nothing returns it: comparing with it tells what a call does return. */
const noValue = "'no program returns this'";

/** Rejects as `check` does. */
export async function lookForHardCoding(
  checker: Sandbox,
  { task, functionName, program }: HardCodingRequest,
  signal?: AbortSignal,
): Promise<HardCoding> {
  if (functionName === null || task.referenceCode === '') return { kind: 'none' };
  const request = { program, functionName, tests: task.tests };
  const { constants, calls } = await checker.readHardCoding(request);
  if (constants.length === 0) return { kind: 'none' };
  const inputs = await rightOn(checker, task, calls, signal);
  const results = await resultsOf(checker, task, program, inputs.map(assertOf), signal);
  const wrong = inputs.filter((_, at) => isWrong(results[at]));
  return wrong.length === 0
    ? { kind: 'shares-constants', constants, tried: inputs.length }
    : { kind: 'hard-coded', constants, tried: inputs.length, wrong };
}

/** What the reference returns, where it returns the same twice and its source says so. */
async function rightOn(
  checker: Sandbox,
  task: HardCodingRequest['task'],
  calls: readonly string[],
  signal: AbortSignal | undefined,
): Promise<OtherInput[]> {
  const { referenceCode } = task;
  const asked = calls.map((call) => assertOf({ call, expected: noValue }));
  const first = await resultsOf(checker, task, referenceCode, asked, signal);
  const returned = calls.flatMap((call, at) => {
    const expected = first[at]?.got;
    return expected ? [{ call, expected }] : [];
  });
  const again = await resultsOf(checker, task, referenceCode, returned.map(assertOf), signal);
  return returned.filter((_, at) => again[at]?.outcome === 'passed');
}

async function resultsOf(
  checker: Sandbox,
  task: HardCodingRequest['task'],
  program: string,
  tests: readonly string[],
  signal: AbortSignal | undefined,
): Promise<readonly TestResult[]> {
  if (tests.length === 0) return [];
  const asked: Task = { ...task, tests, challengeTests: [] };
  const options = signal ? { signal } : {};
  return (await checker.check({ task: asked, program, limits, oracle }, options)).tests;
}

function assertOf({ call, expected }: OtherInput): string {
  return `assert ${call} == ${expected}`;
}

/** What had no turn says nothing. */
function isWrong(result: TestResult | undefined): boolean {
  const outcome = result?.outcome ?? 'not-run';
  return outcome !== 'passed' && outcome !== 'not-run' && outcome !== 'sandbox-fault';
}
