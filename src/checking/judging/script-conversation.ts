/**
 * The tests that the judge runs, decided in rounds: it says what it would ask of the program, the
 * program's session answers, and the tests run again with those answers. The parts of other tests
 * are asked where these stand among them; what they come to is decided elsewhere.
 *
 * The judge guesses ahead, so a call may have been made in another order than the tests make it,
 * or not at all by them. A program that remembers could tell: then it is loaded anew and asked in
 * the right order, and where it answers otherwise, without guesses.
 */

import type { PythonCall } from '../../sandbox/protocol.ts';
import {
  type CandidateSession,
  type Step,
  answerCall,
  loadCalls,
  partsOf,
} from '../sessions/candidate-session.ts';
import type { Judge } from './judge.ts';
import type { Decision, Exchange, Question, Round } from './judge-messages.ts';
import type { ProgramCheck } from '../sessions/program-check.ts';

/** What the guesses led to says nothing about the program: it is to be asked without any. */
export class WrongGuess extends Error {
  override readonly name = 'WrongGuess';
}

export interface Conversation {
  /** By index of the test; none for those that the session broke off before. */
  readonly decisions: Readonly<Record<number, Decision>>;
  /** By index of the test: what its calls printed, and how long they took. */
  readonly steps: ReadonlyMap<number, readonly Step[]>;
  /** The test whose call broke the session off, null where it did not. */
  readonly brokeAt: number | null;
}

/** `reply` is the answer as it came. */
interface Asked extends Exchange {
  readonly reply: string;
}

/** By test, what it asks at once: its cuts, or the whole of it. */
export function partsOfTests({ plans, tests }: ProgramCheck): PythonCall[][] {
  return plans.map((plan, index) => partsOf(plan, tests[index]?.source ?? ''));
}

/** Rejects with a `WrongGuess`, after which the session says nothing more. */
export async function converse(
  check: ProgramCheck,
  session: CandidateSession,
  judge: Judge,
): Promise<Conversation> {
  const guesses = check.guesses ?? true;
  const log: Asked[] = [];
  const steps = new Map<number, Step[]>();
  let judgeMs = 0;
  for (;;) {
    const round = await patiently((isLastTurn) =>
      judge.converse(check.sheet, exchanges(log), check.oracle, guesses, isLastTurn),
    );
    if (!round) return laborious(check, session, steps);
    const { questions, decisions, used } = round;
    if (questions.length === 0) {
      if (!isInOrder(used) && guesses)
        await confirm(
          used.map((index) => log[index]),
          check,
          session,
        );
      return { decisions, steps, brokeAt: null };
    }
    judgeMs += round.ms;
    if (judgeMs > judge.patience.turnsMs) {
      if (!isInOrder(used) && guesses) throw new WrongGuess();
      return outOfTurns(round, steps);
    }
    const answers = await session.run(questions.map((each) => callOf(each, check)));
    questions.slice(0, answers.length).forEach((question, index) => {
      const step = answers[index];
      if (!step) return;
      log.push({ question, answer: step.answer, reply: step.reply });
      steps.set(question.test, [...(steps.get(question.test) ?? []), step]);
    });
    const unanswered = questions[answers.length];
    if (unanswered) return brokenOff(unanswered, { check, judge, session, log, steps });
  }
}

/** A program in its first state, asked in the order of the tests, has to answer as it did. */
async function confirm(
  exchanges: readonly (Asked | undefined)[],
  check: ProgramCheck,
  session: CandidateSession,
): Promise<void> {
  const load = loadCalls(check.program, check.sheet.setup);
  const asked = exchanges.flatMap((each) => (each ? [each] : []));
  const calls = [...load, ...asked.map(({ question }) => callOf(question, check))];
  const steps = (await session.run(calls)).slice(load.length);
  const isSame = asked.every(({ reply }, index) => steps[index]?.reply === reply);
  if (!isSame) throw new WrongGuess();
}

interface BrokenRound {
  readonly check: ProgramCheck;
  readonly judge: Judge;
  readonly session: CandidateSession;
  readonly log: readonly Asked[];
  readonly steps: ReadonlyMap<number, readonly Step[]>;
}

/** The call that was not answered is only the program's fault where the tests do make it. */
async function brokenOff(
  unanswered: Question,
  { check, judge, session, log, steps }: BrokenRound,
): Promise<Conversation> {
  const round = await patiently((isLastTurn) =>
    judge.converse(check.sheet, exchanges(log), check.oracle, false, isLastTurn),
  );
  if (!round) return laborious(check, session, steps);
  const [next] = round.questions;
  const isSame =
    next !== undefined &&
    next.test === unanswered.test &&
    next.kind === unanswered.kind &&
    next.name === unanswered.name &&
    next.arguments === unanswered.arguments;
  const isDecided = next === undefined;
  if (!isDecided && !(isSame && isInOrder(round.used))) {
    if (check.guesses ?? true) throw new WrongGuess();
    // Nothing was guessed: the test asks something else each time it is run.
    return { decisions: round.decisions, steps, brokeAt: unanswered.test };
  }
  return { decisions: round.decisions, steps, brokeAt: isSame ? next.test : null };
}

function isInOrder(used: readonly number[]): boolean {
  return used.every((index, place) => index === place);
}

/** Once more where the judge was too slow: the machine may have been busy with something else. */
async function patiently(
  ask: (isLastTurn: boolean) => Promise<Round | null>,
): Promise<Round | null> {
  return (await ask(false)) ?? (await ask(true));
}

/** What the judge needs of them: that a part was asked, not what it came to. */
function exchanges(log: readonly Asked[]): Exchange[] {
  return log.map(({ question, answer }) => ({
    question,
    answer: question.kind === 'part' ? { kind: 'done' } : answer,
  }));
}

function outOfTurns(
  { questions, decisions }: Round,
  steps: ReadonlyMap<number, readonly Step[]>,
): Conversation {
  const test = questions[0]?.test ?? -1;
  return { decisions: { ...decisions, [test]: { kind: 'out-of-turns' } }, steps, brokeAt: test };
}

function callOf(question: Question, check: ProgramCheck): PythonCall {
  if (question.kind !== 'part') return answerCall(question);
  const plan = check.plans[question.test];
  const number = Number(question.name.split('.')[1]);
  const parts = plan ? partsOf(plan, check.tests[question.test]?.source ?? '') : [];
  return parts[number] ?? answerCall(question);
}

/** The judge gives up on the tests that it runs: the others ask what they have not asked yet. */
async function laborious(
  check: ProgramCheck,
  session: CandidateSession,
  steps: ReadonlyMap<number, readonly Step[]>,
): Promise<Conversation> {
  const rest = partsOfTests(check).flatMap((parts, test) =>
    parts
      .slice(check.plans[test]?.isScript ? 0 : steps.get(test)?.length)
      .map((call) => ({ test, call })),
  );
  const answers = await session.run(rest.map(({ call }) => call));
  const all = new Map(steps);
  for (const [index, step] of answers.entries()) {
    const test = rest[index]?.test ?? -1;
    all.set(test, [...(all.get(test) ?? []), step]);
  }
  return {
    decisions: tooLaborious(check),
    steps: all,
    brokeAt: rest[answers.length]?.test ?? null,
  };
}

function tooLaborious(check: ProgramCheck): Record<number, Decision> {
  const decision: Decision = { kind: 'unsupported', reason: { code: 'took-too-long' } };
  const decided = check.plans.flatMap(({ isScript }, index) =>
    isScript ? [[index, decision] as const] : [],
  );
  return Object.fromEntries(decided);
}
