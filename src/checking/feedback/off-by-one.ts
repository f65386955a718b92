/**
 * A program that is wrong by one step at one bound, shown by trying: programs that differ from it
 * there alone run in the sandbox like any program. Only where exactly one bound makes every shown test
 * pass is it told; the program that would pass never is.
 */

import { type Task, withoutHidden } from '../../tasks/task.ts';
import type { Checker } from '../checker.ts';
import { hasFailed, resultsOf } from '../verdict-facts.ts';
import type { TestResult, Verdict } from '../verdict.ts';
import { type Mistake, type MistakeCode, readMistake } from './mistakes.ts';

/** A program with one bound moved, and the mistake that the given one has if this one passes. */
export interface BoundChange {
  readonly mistake: Mistake;
  /** Where the expression begins that has the bound: a range has two. */
  readonly place: number;
  /** Moves both ends of a range at once: tried only where moving one end is not enough. */
  readonly isLastResort: boolean;
  readonly program: string;
}

export interface OffByOneTools {
  readonly checker: Pick<Checker, 'check' | 'readBoundChanges'>;
}

export interface OffByOneRequest {
  readonly task: Task;
  readonly program: string;
  /** Of the program. */
  readonly verdict: Verdict;
}

/** Whatever is found later is not told. */
export const offByOneMs = 2_000;
/** For one of the programs and all tests; more where the given one takes its time. */
const trialMs = 300;
/** A step at a bound takes about as long as the program did: more than so many times is another thing. */
const patience = 5;

/** What is said of a program with these codes says the same, of the same line. */
const alike: readonly MistakeCode[] = ['index-is-length', 'looks-past-end', 'range-too-far'];
/** Guesses that a bound which was found says better. */
const vaguer: readonly MistakeCode[] = ['one-too-large', 'one-too-small'];

/** Whether bounds are worth trying: its tests had their turn, and the usual mistakes name no bound. */
export function mayBeOffByOne({ tests, exception }: Verdict, known: readonly Mistake[]): boolean {
  const own = tests.filter(({ group }) => group !== 'hidden');
  if (exception !== null || known.some(({ code }) => alike.includes(code))) return false;
  return own.some(hasFailed) && own.every(({ outcome }) => outcome !== 'missing-function');
}

/** The one bound that is off by one, and whether one step mends the challenge tests as well. */
export interface OffBound {
  readonly mistake: Mistake;
  readonly passesAll: boolean;
}

/**
 * Null unless exactly one bound is the cause. `whenRead` is called before the first trial. Rejects as
 * `check` does.
 */
export async function findOffByOne(
  { checker }: OffByOneTools,
  { task, program, verdict }: OffByOneRequest,
  signal: AbortSignal,
  whenRead: () => void = () => {},
): Promise<OffBound | null> {
  if (!mayBeOffByOne(verdict, [])) return null;
  const changes = await checker.readBoundChanges(program);
  whenRead();
  const tested = withoutHidden(task);
  const hasEnded = verdict.tests.every(({ outcome }) => outcome !== 'timeout');
  const limits = { timeMs: trialMs + (hasEnded ? patience * verdict.ms : 0) };
  for (const isLastResort of [false, true]) {
    const [whole, shown]: [BoundChange[], BoundChange[]] = [[], []];
    for (const change of changes.filter((each) => each.isLastResort === isLastResort)) {
      signal.throwIfAborted();
      const request = { task: tested, program: change.program, limits };
      const { tests } = await checker.check(request, { signal });
      if (tests.every(isPassed)) whole.push(change);
      else if (isBetter(tests, verdict.tests)) shown.push(change);
    }
    const passesAll = whole.length > 0;
    const found = passesAll ? whole : shown;
    // Two that would do leave open which one is meant.
    const [one, ...others] = found;
    const mistake = others.length > 0 ? stepsOf(found) : one?.mistake;
    if (one) return mistake ? { mistake, passesAll } : null;
  }
  return null;
}

/** It failed shown tests, and now fails challenge tests alone: none that it passed before. */
function isBetter(tests: readonly TestResult[], before: readonly TestResult[]): boolean {
  const hasNewFault = tests.some((test, at) => {
    const former = before[at];
    return !isPassed(test) && (test.group === 'shown' || (former && isPassed(former)));
  });
  return !hasNewFault && resultsOf(before, 'shown').some(hasFailed);
}

function isPassed({ outcome }: TestResult): boolean {
  return outcome === 'passed';
}

/** Where a loop's steps are counted alone, either end of its range would do. */
function stepsOf(found: readonly BoundChange[]): Mistake | null {
  const [one, other, ...more] = found;
  if (!one || one.place !== other?.place || more.length > 0) return null;
  const codes = found.map(({ mistake }) => mistake.code);
  const is = (...ends: MistakeCode[]) => ends.every((end) => codes.includes(end));
  const names = one.mistake.names.slice(0, 1);
  if (is('range-ends-early', 'range-begins-late')) {
    return { ...one.mistake, code: 'range-too-short', names };
  }
  if (is('range-ends-late', 'range-begins-early')) {
    return { ...one.mistake, code: 'range-too-long', names };
  }
  return null;
}

/** The bound first; what was guessed of the same is left out. */
export function withBound(known: readonly Mistake[], bound: Mistake | null): readonly Mistake[] {
  if (bound === null) return known;
  return [bound, ...known.filter(({ code }) => !vaguer.includes(code))];
}

/** `undefined` where parsing broke the interpreter. */
export function readChangesReply(reply: string | undefined): readonly BoundChange[] {
  const told: unknown = reply === undefined ? [] : JSON.parse(reply);
  if (!Array.isArray(told)) return [];
  return told.flatMap((each: Readonly<Record<string, unknown>>): BoundChange[] => {
    const mistake = readMistake(each['mistake']);
    if (!mistake || typeof each['program'] !== 'string') return [];
    const { place, isLastResort, program } = each;
    return [{ mistake, place: Number(place), isLastResort: isLastResort === true, program }];
  });
}
