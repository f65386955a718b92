/** Texts about attempts at a task: rounds of samples, and dialogs about a program. */

import { type AttemptRecord, isOwn, shownCountOf } from '../app/work/records.ts';
import type { HintBreach } from '../synthesis/hint-protocol.ts';
import { passAtK } from '../evaluation/statistics/pass-at-k.ts';
import { count, percent } from './format.ts';
import { searchBy } from './shown-tests-texts.ts';
import { outcomeName } from './status-texts.ts';

/** "pass@1 40%, pass@5 100%"; null for fewer than two samples, whose rate says little. */
export function passAtKText({ n, c }: { n: number; c: number }): string | null {
  if (n < 2) return null;
  const ks = n === 2 ? [1, 2] : [1, Math.ceil(n / 2), n];
  return ks.map((k) => `pass@${k} ${percent(passAtK(n, c, k))}`).join(', ');
}

/** Of what the person wrote before something took its place in the editor. */
export const yourAttemptsLabel = 'Your earlier attempts';

export function authorName(attempt: AttemptRecord): string {
  if (attempt.author.kind !== 'person') return attempt.author.name;
  return isOwn(attempt) ? dialogTexts.fromYou : dialogTexts.fromOther;
}

/** "Built-in search, saw 2 of 3 tests": of a search, whose program says no more than its tests. */
export function attemptBy(attempt: AttemptRecord, tests: number): string {
  const { author, reply } = attempt;
  const shown = shownCountOf({ ...attempt, search: reply?.search ?? null });
  const name = authorName(attempt);
  return author.kind === 'search' ? searchBy(name, shown, tests) : name;
}

/** The state of an attempt in a word or two. */
export function attemptState(
  { reply, status, testsPassed, testsCount, failsChallenge }: AttemptRecord,
  isGrowing = false,
): string {
  if (isGrowing) return 'Generating …';
  if (reply && !reply.isWhole) return 'Interrupted';
  if (status === null) return 'Not checked';
  if (status === 'failed-assertion') return `${testsPassed} of ${testsCount}`;
  return failsChallenge ? 'Fails a challenge test' : outcomeName(status);
}

/** Of an attempt whose verdict was given on an earlier visit. */
export function lastVerdictText(attempt: AttemptRecord): string {
  const { status, testsPassed, testsCount } = attempt;
  return status === 'failed-assertion'
    ? `Last verdict: ${testsPassed} of ${count(testsCount, 'test')} passed`
    : `Last verdict: ${attemptState(attempt)}`;
}

export type AttemptTone = 'good' | 'warn' | 'bad' | 'plain';

export function attemptTone({ reply, status, failsChallenge }: AttemptRecord): AttemptTone {
  if (status === null || (reply && !reply.isWhole)) return 'plain';
  if (status !== 'passed') return 'bad';
  return failsChallenge ? 'warn' : 'good';
}

export function hintsLeftText(hintsLeft: number): string {
  if (hintsLeft <= 0) {
    return 'The paper’s protocol ends after four hints. You can send more, but they go beyond it.';
  }
  return hintsLeft === 1 ? 'One hint left in the paper’s protocol.' : '';
}

export function breachText(breach: HintBreach): string {
  switch (breach) {
    case 'several-sentences':
      return 'The protocol allows one sentence.';
    case 'code':
      return 'This looks like code. The protocol allows names of functions and variables, but no code.';
    case 'too-many':
      return 'The protocol ends after four hints.';
  }
}

export function breachName(breach: HintBreach): string {
  switch (breach) {
    case 'several-sentences':
      return 'more than one sentence';
    case 'code':
      return 'code';
    case 'too-many':
      return 'a fifth hint or later';
  }
}

export const attemptTexts = {
  title: 'Attempts',
  lastVerdictAbout: 'Check the program again to see each test.',
  together: 'Attempts of one round',
  others: 'Other attempts',
  otherCount: (others: number) => count(others, 'other attempt'),
  /** A chip as a screen reader says it: "Attempt 3", …, "by Tiny". */
  number: (number: number) => `Attempt ${number}`,
  by: (author: string) => `by ${author}`,
  passAtKMeaning: 'The estimated probability that at least one of k samples solves the task',
  /** "5 samples, 2 passed: pass@1 40%" */
  passAtK: ({ n, c }: { n: number; c: number }, rates: string) =>
    `${count(n, 'sample')}, ${c} passed: ${rates}`,
} as const;

export const dialogTexts = {
  title: 'Dialog',
  ask: 'What is wrong? Describe the mistake in a sentence; the model tries again.',
  example: 'It also has to work for an empty list.',
  send: 'Send hint',
  sendFailure: 'Send the failing test',
  protocol: 'Follow the paper’s protocol',
  protocolAbout:
    'One sentence a hint, with names but no code, and at most four hints. You are warned, not stopped, and what leaves the protocol is recorded.',
  fromTest: 'Failing test, sent by the page',
  fromYou: 'You',
  /** Who wrote what came by link. */
  fromOther: 'Someone else, by link',
  changes: 'Changes in the program',
} as const;
