/** What a verdict says of a guess: whether it was one, whether it is right, and what is right. */

import type { Status, Verdict } from '../../checking/verdict.ts';
import { isPrediction, type PredictionKind } from '../../tasks/task-kind.ts';
import type { Question } from './questions.ts';

export interface GradedGuess {
  /** As it was written. */
  readonly text: string;
  readonly isRight: boolean;
  /** To the character, as Python prints the value. */
  readonly isSameText: boolean;
  /** What the reference returned for the call that was asked about; null where it is not known. */
  readonly truth: string | null;
  /** What the guessed call returned; null where it returned nothing, and of a guessed value. */
  readonly returned: string | null;
  /** The call whose steps show why. */
  readonly call: string;
  readonly verdict: Verdict;
}

/**
 * Null where the verdict says nothing of the guess: what was written is no answer, or nobody knows
 * what is right.
 */
export function gradedGuess(
  { task: { asks } }: Question,
  text: string,
  verdict: Verdict,
): GradedGuess | null {
  const [result] = verdict.tests;
  if (!isPrediction(asks) || !result || isUnanswered(asks.kind, verdict.status)) return null;
  const isInput = asks.kind === 'input';
  const tail = ` == ${asks.value}`;
  const called = result.source.endsWith(tail) ? result.source.slice(0, -tail.length) : asks.call;
  return {
    ...{ text, verdict },
    isRight: verdict.status === 'passed',
    isSameText: verdict.marks?.includes('same-text') ?? false,
    truth: result.expected,
    returned: isInput ? result.got : null,
    call: isInput ? called : asks.call,
  };
}

function isUnanswered(kind: PredictionKind, status: Status): boolean {
  switch (status) {
    case 'no-code':
    case 'syntax-error':
    case 'sandbox-fault':
      return true;
    case 'unsupported-value':
      // Said of a value that was written; of a call it is what the call returned.
      return kind === 'output';
    default:
      return false;
  }
}
