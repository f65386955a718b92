/**
 * Decides the tests of one check in order: those that were taken apart from what the program's
 * session returned, those that the judge runs in a conversation with the session.
 */

import { readUnisolatedAnswer } from './answer.ts';
import type { CandidateSession, Step } from './candidate-session.ts';
import type { Decision, DecisionRequest, Judge } from './judge.ts';
import type { ProgramCheck } from './program-check.ts';
import { type Conversation, converse } from './script-conversation.ts';
import {
  type Outcome,
  outcomeOfBreak,
  outcomeOfDecision,
  outcomeOfUnisolated,
  testResult,
} from './test-result.ts';
import type { TestResult } from './verdict.ts';

export class TestDecider {
  readonly #check: ProgramCheck;
  readonly #session: CandidateSession;
  readonly #judge: Judge;

  constructor(check: ProgramCheck, session: CandidateSession, judge: Judge) {
    this.#check = check;
    this.#session = session;
    this.#judge = judge;
  }

  /** `steps` holds, for each test, the answers to its parts as far as they came. */
  async decideAll(
    steps: readonly (readonly Step[])[],
    onTest: (result: TestResult) => void,
  ): Promise<TestResult[]> {
    const decisions = await this.#decisions(steps);
    const isAnyScript = this.#check.plans.some((plan) => plan.isScript);
    const isOver = this.#session.brokenOff !== null;
    const conversation =
      isAnyScript && !isOver ? await converse(this.#check, this.#session, this.#judge) : nothing;
    return this.#check.tests.map((test, index) => {
      const own = [...(steps[index] ?? []), ...(conversation.steps.get(index) ?? [])];
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
    { brokeAt }: Conversation,
  ): Outcome {
    if (decision) return outcomeOfDecision(decision);
    const plan = this.#check.plans[index];
    const [step] = steps;
    if (plan && plan.unisolated !== null && step) {
      return { ...outcomeOfUnisolated(readUnisolatedAnswer(step.reply)), isUnisolated: true };
    }
    if (plan?.isScript && brokeAt !== index) return { outcome: 'not-run' };
    // The first test without an answer is the one that broke the session; the rest had no turn.
    const end = this.#session.takeBreak();
    const ms = steps.reduce((total, step) => total + step.ms, this.#session.brokenMs);
    return { ...outcomeOfBreak(end), ...(end ? { ms } : {}) };
  }
}

const nothing: Conversation = { decisions: {}, steps: new Map(), brokeAt: null };
