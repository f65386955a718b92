/**
 * The commonest wrong answers of a class to a task: those that fail alike are one. What a file says
 * is its status alone; a program that was checked here tells its value or exception too.
 */

import type { Status, Verdict } from '../../checking/verdict.ts';
import { failsChallengeOnly, firstFailed } from '../../checking/verdict-facts.ts';
import type { AttemptRecord } from '../work/records.ts';
import type { PupilWork } from './pupil-work.ts';

/** How an answer is wrong. */
export type WrongWay =
  /** As the file says it. */
  | { readonly kind: 'stored'; readonly status: Status }
  | {
      readonly kind: 'value';
      readonly test: string;
      readonly expected: string;
      readonly got: string;
    }
  | { readonly kind: 'exception'; readonly type: string; readonly message: string }
  /** Passes what decides, and fails a challenge test of which no more is known. */
  | { readonly kind: 'challenge' }
  /** Checked here, and neither a value nor an exception says more. */
  | { readonly kind: 'status'; readonly status: Status };

export interface WrongAnswer {
  readonly way: WrongWay;
  readonly attempts: number;
  /** The names of those who made them. */
  readonly pupils: readonly string[];
  /** The shortest of the programs that do so. */
  readonly example: string;
}

/** What was checked here, by `programKey`. */
export type Rechecked = ReadonlyMap<string, Verdict>;

export const nothingRechecked: Rechecked = new Map();

/** What was never checked is a program that was replaced, not a try at an answer. */
export function isTried({ status }: AttemptRecord): boolean {
  return status !== null;
}

/** One attempt for each program that is not known yet, however many pupils wrote it. */
export function* stillToCheck(
  pupils: readonly PupilWork[],
  known: Rechecked,
): Generator<void, (readonly [key: string, attempt: AttemptRecord])[]> {
  const unique = new Map<string, AttemptRecord>();
  for (const pupil of pupils) {
    for (const attempts of pupil.attempts.values()) {
      yield;
      for (const attempt of attempts) {
        if (isTried(attempt) && !verdictHere(attempt, known)) {
          unique.set(programKey(attempt), attempt);
        }
      }
    }
  }
  return [...unique];
}

const keys = new WeakMap<object, string>();

/** Asked again with every count: made once for each attempt. */
export function programKey(attempt: Pick<AttemptRecord, 'task' | 'program'>): string {
  const key = keys.get(attempt) ?? JSON.stringify([attempt.task, attempt.program]);
  keys.set(attempt, key);
  return key;
}

/** A fault of the sandbox says nothing of the program: then it is as the file says. */
function verdictHere(attempt: AttemptRecord, rechecked: Rechecked): Verdict | null {
  const verdict = rechecked.get(programKey(attempt));
  return verdict && verdict.status !== 'sandbox-fault' ? verdict : null;
}

export function hasVerdictHere(attempt: AttemptRecord, rechecked: Rechecked): boolean {
  return isTried(attempt) && verdictHere(attempt, rechecked) !== null;
}

/** Going by what was checked here where it was, and by the file elsewhere. */
export function isSolvedBy(attempt: AttemptRecord, rechecked: Rechecked): boolean {
  if (!isTried(attempt)) return false;
  const verdict = verdictHere(attempt, rechecked);
  return verdict ? isSolution(verdict) : isSolvedInFile(attempt);
}

/** Whether the file says of it that it solves its task, and the check here does not, or the other way. */
export function isContradicted(attempt: AttemptRecord, rechecked: Rechecked): boolean {
  const verdict = verdictHere(attempt, rechecked);
  if (!verdict || !isTried(attempt) || attempt.status === 'sandbox-fault') return false;
  return isSolvedInFile(attempt) !== isSolution(verdict);
}

function isSolution(verdict: Verdict): boolean {
  return verdict.status === 'passed' && !failsChallengeOnly(verdict);
}

function isSolvedInFile({ status, failsChallenge }: AttemptRecord): boolean {
  return status === 'passed' && failsChallenge !== true;
}

/** Commonest first. */
export function wrongAnswers(
  task: string,
  pupils: readonly PupilWork[],
  rechecked: Rechecked,
): WrongAnswer[] {
  const groups = new Map<string, { way: WrongWay; by: Set<PupilWork>; programs: string[] }>();
  for (const pupil of pupils) {
    for (const attempt of pupil.attempts.get(task) ?? []) {
      const way = wayOf(attempt, rechecked);
      if (!way) continue;
      const key = JSON.stringify(way);
      const group = groups.get(key) ?? { way, by: new Set(), programs: [] };
      group.by.add(pupil);
      group.programs.push(attempt.program ?? '');
      groups.set(key, group);
    }
  }
  return [...groups.values()]
    .map(({ way, by, programs }) => ({
      way,
      attempts: programs.length,
      pupils: [...by].map(({ name }) => name),
      example: programs.reduce((least, each) => (each.length < least.length ? each : least)),
    }))
    .sort(
      (left, right) => right.pupils.length - left.pupils.length || right.attempts - left.attempts,
    );
}

/** Null of a right answer, of what was never checked, and of what no check could tell. */
export function wayOf(attempt: AttemptRecord, rechecked: Rechecked): WrongWay | null {
  if (!isTried(attempt) || isSolvedBy(attempt, rechecked)) return null;
  const verdict = verdictHere(attempt, rechecked);
  if (!verdict) {
    const { status } = attempt;
    if (status === 'passed') return { kind: 'challenge' };
    return status === null || status === 'sandbox-fault' ? null : { kind: 'stored', status };
  }
  const failed = firstFailed(verdict.tests);
  const exception = verdict.exception ?? failed?.exception ?? null;
  // A message names the values of its test: the kind and the words are what programs have in common.
  if (exception) return { kind: 'exception', type: exception.type, message: exception.message };
  if (failed && failed.expected !== null && failed.got !== null) {
    const { source, expected, got } = failed;
    return { kind: 'value', test: source, expected, got };
  }
  const { status } = verdict;
  return status === 'passed' ? { kind: 'challenge' } : { kind: 'status', status };
}
