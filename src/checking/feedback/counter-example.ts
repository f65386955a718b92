/**
 * The smallest input on which a program differs from the reference. Both run in the sandbox like any
 * program, and the judge compares. An input on which the reference raises says nothing.
 */

import type { Task } from '../../tasks/task.ts';
import type { Checker } from '../checker.ts';
import type { TestResult, Verdict } from '../verdict.ts';

export interface CounterExampleRequest {
  readonly task: Omit<Task, 'hidden'>;
  readonly functionName: string;
  readonly program: string;
}

export interface CounterExample {
  readonly call: string;
  /** What the reference returns, as Python prints it. */
  readonly expected: string;
  /** The program on that one call. */
  readonly verdict: Verdict;
}

export interface CounterExampleProgress {
  readonly tried: number;
  readonly of: number;
}

export type CounterExampleResult =
  | { readonly kind: 'found'; readonly example: CounterExample }
  /** `isCut`: there was no time for all of them. */
  | { readonly kind: 'none'; readonly tried: number; readonly isCut: boolean };

export interface CounterExampleTools {
  readonly checker: Pick<Checker, 'check' | 'readSmallCalls'>;
  /** Checks the program as it runs, where it is the rest of a prompt. */
  readonly ownChecker: Pick<Checker, 'check'>;
}

export interface CounterExampleOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: CounterExampleProgress) => void;
  /** For all of it. */
  readonly limitMs?: number;
}

const usualLimitMs = 30_000;
/** For the calls of one round; the first rounds are short, because most programs differ soon. */
const limits = { timeMs: 2_000 };
const firstRound = 10;
const mostInRound = 60;
/** A reference that ends so often on no input ends on too few. */
const mostUnending = 3;
/** A program may add in another order than the reference does. */
const oracle = { floatTolerance: 1e-6, isOrderInsensitive: false };
/** Nothing returns it: comparing with it tells what a call does return. */
const noValue = "'no program returns this'";

/** Rejects as `check` does. */
export async function findCounterExample(
  tools: CounterExampleTools,
  request: CounterExampleRequest,
  { signal, onProgress, limitMs = usualLimitMs }: CounterExampleOptions,
): Promise<CounterExampleResult> {
  const { task, functionName } = request;
  const until = performance.now() + limitMs;
  const tests = [...task.tests, ...task.challengeTests];
  const calls = await tools.checker.readSmallCalls({ functionName, tests });
  let [tried, unending] = [0, 0];
  for (let size = firstRound; tried < calls.length; size = Math.min(2 * size, mostInRound)) {
    signal.throwIfAborted();
    if (performance.now() > until) return { kind: 'none', tried, isCut: true };
    onProgress({ tried, of: calls.length });
    const round = calls.slice(tried, tried + size);
    const { known, ended } = await returned(tools.checker, task, round, signal);
    const example = await firstWrong(tools, request, known, signal);
    if (example) return { kind: 'found', example };
    tried += ended;
    if (ended < round.length) {
      // The one that did not end is passed over.
      tried++;
      if (++unending >= mostUnending) return { kind: 'none', tried, isCut: true };
    }
  }
  return { kind: 'none', tried, isCut: false };
}

interface KnownCall {
  readonly call: string;
  readonly expected: string;
}

/** What the reference returns, up to the first call that takes it too long. */
async function returned(
  checker: Pick<Checker, 'check'>,
  task: CounterExampleRequest['task'],
  calls: readonly string[],
  signal: AbortSignal,
): Promise<{ readonly known: readonly KnownCall[]; readonly ended: number }> {
  const asked = calls.map((call) => assertOf({ call, expected: noValue }));
  const { tests } = await checker.check(checkOf(task, task.referenceCode, asked), { signal });
  const stop = tests.findIndex(
    ({ outcome }) => outcome !== 'failed-assertion' && outcome !== 'runtime-error',
  );
  const ended = stop < 0 ? calls.length : stop;
  const known = calls.slice(0, ended).flatMap((call, at) => {
    const expected = tests[at]?.got ?? null;
    return expected === null ? [] : [{ call, expected }];
  });
  return { known, ended };
}

async function firstWrong(
  { checker, ownChecker }: CounterExampleTools,
  { task, program }: CounterExampleRequest,
  known: readonly KnownCall[],
  signal: AbortSignal,
): Promise<CounterExample | null> {
  if (known.length === 0) return null;
  const { tests } = await ownChecker.check(checkOf(task, program, known.map(assertOf)), { signal });
  for (const [at, each] of known.entries()) {
    const result = tests[at];
    if (!result || !isWrong(result)) continue;
    const test = [assertOf(each)];
    // What is printed may be no literal, and a reference may answer differently each time.
    const reference = await checker.check(checkOf(task, task.referenceCode, test), { signal });
    if (reference.status !== 'passed') continue;
    const verdict = await ownChecker.check(checkOf(task, program, test), { signal });
    const [alone] = verdict.tests;
    if (alone && isWrong(alone)) return { ...each, verdict };
  }
  return null;
}

function checkOf(task: CounterExampleRequest['task'], program: string, tests: readonly string[]) {
  return { task: { ...task, tests, challengeTests: [] }, program, limits, oracle };
}

function assertOf({ call, expected }: KnownCall): string {
  return `assert ${call} == ${expected}`;
}

/** What had no turn, or cannot be judged, says nothing. */
function isWrong({ outcome }: TestResult): boolean {
  switch (outcome) {
    case 'passed':
    case 'not-run':
    case 'sandbox-fault':
    case 'no-code':
    case 'syntax-error':
      return false;
    default:
      return true;
  }
}
