/**
 * Decides the tests of one check in order, from what the program's session returned. Calls that
 * a test makes with its own variables are fetched from the session as the judge asks for them.
 */

import { type Answer, readBesideAnswer } from './answer.ts';
import { type CandidateSession, type Step, applyCall } from './candidate-session.ts';
import type { ProgramCheck } from './program-check.ts';
import type { Decision, DecisionRequest, Judge } from './judge.ts';
import {
  type Test,
  outcomeOfBeside,
  outcomeOfBreak,
  outcomeOfDecision,
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
    const firstDecisions = await this.#firstDecisions(steps);
    const results: TestResult[] = [];
    for (const [index, test] of this.#check.tests.entries()) {
      const result = await this.#result(index, test, steps[index] ?? [], firstDecisions.get(index));
      results.push(result);
      onTest(result);
    }
    return results;
  }

  /** One job for all the tests that can be decided at once, as nearly all can. */
  async #firstDecisions(steps: readonly (readonly Step[])[]): Promise<Map<number, Decision>> {
    const requests = this.#check.plans.flatMap((plan, test): DecisionRequest[] => {
      const answers = (steps[test] ?? []).map((step) => step.answer);
      if (plan.beside !== null || answers.length < plan.cuts.length) return [];
      return [this.#request(test, answers, [])];
    });
    if (requests.length === 0) return new Map();
    const decisions = await this.#judge.decide(this.#check.sheet, requests);
    return new Map(
      decisions.map((decision, index) => [requests[index]?.test ?? -1, decision] as const),
    );
  }

  async #result(
    index: number,
    test: Test,
    steps: readonly Step[],
    decision: Decision | undefined,
  ): Promise<TestResult> {
    if (decision) return this.#followed(index, test, steps, decision);
    const plan = this.#check.plans[index];
    const [step] = steps;
    if (plan && plan.beside !== null && step) {
      const outcome = { ...outcomeOfBeside(readBesideAnswer(step.reply)), isBesideCandidate: true };
      return testResult(test, outcome, steps);
    }
    return this.#brokenOff(test, steps);
  }

  /** Answers the judge's requests for calls until the test is decided. */
  async #followed(
    index: number,
    test: Test,
    steps: readonly Step[],
    first: Decision,
  ): Promise<TestResult> {
    let decision = first;
    const calls: Step[] = [];
    while (decision.kind === 'needs-call') {
      const [step] = await this.#session.run([applyCall(decision.name, decision.arguments)]);
      if (!step) return this.#brokenOff(test, [...steps, ...calls]);
      calls.push(step);
      const [cutAnswers, callAnswers] = [steps, calls].map((all) => all.map((each) => each.answer));
      const request = this.#request(index, cutAnswers ?? [], callAnswers ?? []);
      const [next] = await this.#judge.decide(this.#check.sheet, [request]);
      if (!next) break;
      decision = next;
    }
    return testResult(test, outcomeOfDecision(decision), [...steps, ...calls]);
  }

  /** The first test without an answer is the one that broke the session; the rest had no turn. */
  #brokenOff(test: Test, steps: readonly Step[]): TestResult {
    return testResult(test, outcomeOfBreak(this.#session.takeBreak()), steps);
  }

  #request(test: number, cuts: readonly Answer[], calls: readonly Answer[]): DecisionRequest {
    return { test, cuts, calls, oracle: this.#check.oracle };
  }
}
