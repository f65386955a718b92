/**
 * Decides the tests of one check in order: those that were taken apart from what the program's
 * session returned, those that the judge runs in a conversation with the session.
 */

import { readUnisolatedAnswer } from '../sessions/answer.ts';
import type { CandidateSession, Step } from '../sessions/candidate-session.ts';
import type { Judge } from './judge.ts';
import type { Decision, DecisionRequest } from './judge-messages.ts';
import type { ProgramCheck } from '../sessions/program-check.ts';
import { type Conversation, converse } from './script-conversation.ts';
import {
  type Outcome,
  outcomeOfBreak,
  outcomeOfDecision,
  outcomeOfUnisolated,
  testResult,
} from '../test-result.ts';
import type { TestResult } from '../verdict.ts';

/** Without `brokeAt` where none was held. */
type Talk = Omit<Conversation, 'brokeAt'> & Partial<Pick<Conversation, 'brokeAt'>>;

export class TestDecider {
  readonly #check: ProgramCheck;
  readonly #session: CandidateSession;
  readonly #judge: Judge;

  constructor(check: ProgramCheck, session: CandidateSession, judge: Judge) {
    this.#check = check;
    this.#session = session;
    this.#judge = judge;
  }

  /**
   * `asked` holds, for each test, the answers to its parts as far as they came; none where the judge
   * runs a test, which is asked only now, with all others.
   */
  async decideAll(
    asked: readonly (readonly Step[])[],
    onTest: (result: TestResult) => void,
  ): Promise<TestResult[]> {
    const isAnyScript = this.#check.plans.some((plan) => plan.isScript);
    const isOver = this.#session.brokenOff !== null;
    const conversation: Talk =
      isAnyScript && !isOver ? await converse(this.#check, this.#session, this.#judge) : nothing;
    const steps = asked.map((own, index) => [...own, ...(conversation.steps.get(index) ?? [])]);
    const decisions = await this.#decisions(steps);
    return this.#check.tests.map((test, index) => {
      const own = steps[index] ?? [];
      const decision = decisions.get(index) ?? conversation.decisions[index];
      const outcome = this.#outcome(index, decision, own, conversation);
      const asksNothing = this.#check.plans[index]?.asksNothing ? { asksNothing: true } : {};
      const result = testResult(test, { ...outcome, ...asksNothing }, own);
      onTest(result);
      return result;
    });
  }

  /** One job for all the tests that were taken apart, as nearly all can be. */
  async #decisions(steps: readonly (readonly Step[])[]): Promise<Map<number, Decision>> {
    const { plans, sheet, oracle } = this.#check;
    const requests = plans.flatMap((plan, test): DecisionRequest[] => {
      const cuts = (steps[test] ?? []).map((step) => step.answer);
      if (plan.unisolated !== null || plan.isScript || cuts.length < plan.cuts.length) return [];
      return [{ test, cuts, oracle }];
    });
    if (requests.length === 0) return new Map();
    const decisions = await this.#judge.decide(sheet, requests);
    return new Map(
      decisions.map((decision, index) => [requests[index]?.test ?? -1, decision] as const),
    );
  }

  #outcome(
    index: number,
    decision: Decision | undefined,
    steps: readonly Step[],
    { brokeAt }: Talk,
  ): Outcome {
    if (decision) return outcomeOfDecision(decision);
    const plan = this.#check.plans[index];
    const [step] = steps;
    if (plan && plan.unisolated !== null && step) {
      return { ...outcomeOfUnisolated(readUnisolatedAnswer(step.reply)), isUnisolated: true };
    }
    if (brokeAt !== undefined && brokeAt !== index) return { outcome: 'not-run' };
    // The first test without an answer is the one that broke the session; the rest had no turn.
    const end = this.#session.takeBreak();
    const ms = steps.reduce((total, step) => total + step.ms, this.#session.brokenMs);
    return { ...outcomeOfBreak(end), ...(end ? { ms } : {}) };
  }
}

const nothing: Talk = { decisions: {}, steps: new Map() };
