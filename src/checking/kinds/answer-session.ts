/**
 * A few calls in an interpreter of their own, for graders that need no tests: what became of each,
 * and how the session ended. An interpreter that came to grief through somebody else's fault is
 * replaced once, by one in a sandbox of its own.
 */

import type { Interpreter, JobEnd } from '../../sandbox/interpreter.ts';
import type { PythonCall } from '../../sandbox/protocol.ts';
import type { Answer } from '../sessions/answer.ts';
import { CandidateSession, type Step } from '../sessions/candidate-session.ts';
import { type Outcome, outcomeOfAnswer, outcomeOfBreak } from '../test-result.ts';
import type { Trials } from '../sessions/trials.ts';

export interface AnswerSession {
  /** The steps that returned, in order. */
  readonly steps: readonly Step[];
  /** How the first step ended that did not return; null where all did. */
  readonly broke: Outcome | null;
  readonly ms: number;
  /** What it had of it. */
  readonly limitMs: number;
}

interface Ended extends AnswerSession {
  readonly end: JobEnd;
}

export interface SessionLimits {
  readonly limitMs: number;
  readonly signal: AbortSignal | undefined;
}

/** `next` gives what is to be called next, going by the answers so far; [] ends the session. */
export async function answersTo(
  trials: Trials,
  next: (answers: readonly Answer[]) => readonly PythonCall[],
  { limitMs, signal }: SessionLimits,
): Promise<AnswerSession> {
  const work = (interpreter: Interpreter) => converse(interpreter, next, limitMs);
  const session = await trials.lend(signal, work);
  const isOurs = session.end.kind === 'lost' || session.end.kind === 'killed';
  return isOurs ? trials.lendAlone(signal, work) : session;
}

async function converse(
  interpreter: Interpreter,
  next: (answers: readonly Answer[]) => readonly PythonCall[],
  limitMs: number,
): Promise<Ended> {
  const session = new CandidateSession(interpreter, limitMs);
  const steps: Step[] = [];
  while (session.brokenOff === null) {
    const calls = next(steps.map(({ answer }) => answer));
    if (calls.length === 0) break;
    steps.push(...(await session.run(calls)));
  }
  const broken = session.takeBreak();
  return {
    steps,
    broke: broken && outcomeOfBreak(broken),
    ...{ ms: session.msTaken, limitMs },
    end: broken ?? { kind: 'ended' },
  };
}

/** What kept a session from its last answer; null where that is a value. */
export function failureOfSession({ steps, broke }: AnswerSession): Outcome | null {
  const ended = steps.find(({ answer }) => answer.kind !== 'done' && answer.kind !== 'value');
  if (ended) return outcomeOfAnswer(ended.answer);
  return broke;
}
