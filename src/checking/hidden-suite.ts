/**
 * A task's hidden inputs with what its reference returned for each, and the check of a program
 * against them. The reference runs like every program: in a sandbox, as a source of values.
 */

import type { Interpreter } from '../sandbox/interpreter.ts';
import type { PythonCall } from '../sandbox/protocol.ts';
import type { HiddenInputs, HiddenKind } from '../tasks/task.ts';
import { type Answer, readAnswer } from './answer.ts';
import { CandidateSession, type Step, applyCall, loadCalls } from './candidate-session.ts';
import { referenceFactor } from './checker.ts';
import type { HiddenDecisionRequest, HiddenInput, Judge } from './judge.ts';
import {
  type Outcome,
  type Test,
  outcomeOfBreak,
  outcomeOfDecision,
  outcomeOfUnknown,
  statusOf,
  testResult,
} from './test-result.ts';
import type { HiddenCounts, TestResult } from './verdict.ts';

/** Half a suite is of no use, so that a slow reference on a busy machine has its time. */
const referenceLimitMs = 300_000;
/** Past what the reference itself may take: a right program is as slow. */
const mostMs = 2 * referenceLimitMs;
/** What goes to the judge in one message: writing more would hold up the page. */
const mostPerMessage = 500;
const mostTextPerMessage = 1_000_000;

/** The reference's session broke off for a reason that is not the reference's. */
export class SuiteBroken extends Error {
  override readonly name = 'SuiteBroken';
}

export interface SuiteContent {
  readonly inputs: readonly HiddenInput[];
  /** What the reference's interpreter said to each, fewer where the time ran out. */
  readonly replies: readonly string[];
  readonly referenceMs: number;
}

export class HiddenSuite {
  readonly tests: readonly Test[];
  /** As a verdict names what it was checked with. */
  readonly name: string;
  /** As much time as a fair program may need for the inputs, going by the reference. */
  readonly fairMs: number;
  readonly #row: string;
  readonly #inputs: readonly HiddenInput[];
  readonly #calls: readonly PythonCall[];
  readonly #expected: readonly Answer[];

  constructor({ kind, row }: HiddenInputs, { inputs, replies, referenceMs }: SuiteContent) {
    this.name = names[kind];
    this.#row = row;
    this.#inputs = inputs;
    this.#calls = inputs.map((input) => applyCall(input.name, input.arguments));
    this.#expected = replies.map(readAnswer);
    this.fairMs = Math.min(mostMs, referenceFactor * referenceMs);
    this.tests = inputs.map(({ source }) => ({ group: 'hidden', source }));
  }

  /**
   * What a reference says to the inputs. Rejects with `SuiteBroken`: half a suite would pass
   * programs that are wrong. Only where the reference is too slow for its own inputs, or what it
   * returns too large, are some without an expected value, and then no program passes.
   */
  static async contentOf(
    { row }: HiddenInputs,
    referenceCode: string,
    interpreter: Interpreter,
    judge: Judge,
  ): Promise<{ readonly content: SuiteContent; readonly isWhole: boolean }> {
    const inputs = await judge.hiddenInputs(row);
    const session = new CandidateSession(interpreter, referenceLimitMs);
    const load = loadCalls(referenceCode, '');
    const calls = inputs.map((input) => applyCall(input.name, input.arguments));
    const steps = await session.run([...load, ...calls]);
    const end = session.brokenOff;
    if (end && end.kind !== 'timeout') throw new SuiteBroken(end.kind);
    const replies = steps.slice(load.length).map((step) => step.reply);
    return { content: { inputs, replies, referenceMs: session.msTaken }, isWhole: end === null };
  }

  /** Of the results of `check`. */
  countsOf(results: readonly TestResult[]): HiddenCounts {
    const known = this.#inputs.filter((_, index) => this.#isKnown(index)).length;
    const base = results.filter((_, index) => this.#inputs[index]?.part === 'base');
    const statusOfSome = (some: readonly TestResult[]) =>
      some.every(({ outcome }) => outcome === 'not-run') ? ('not-run' as const) : statusOf(some);
    return {
      known,
      of: this.#inputs.length,
      base: statusOfSome(base),
      plus: statusOfSome(results),
    };
  }

  /** Results in the order of the inputs. The program is asked for no more than can be decided. */
  async check(
    session: CandidateSession,
    judge: Judge,
    onTest: (result: TestResult) => void,
  ): Promise<TestResult[]> {
    const asked = [...this.#calls.entries()].filter(([input]) => this.#isKnown(input));
    const ran = await session.run(asked.map(([, call]) => call));
    const steps = new Map(ran.map((step, index) => [asked[index]?.[0] ?? -1, step]));
    const decided = await this.#decided(steps, judge);
    return this.tests.map((test, input) => {
      const step = steps.get(input);
      const outcome = this.#isKnown(input)
        ? (decided.get(input) ?? outcomeOfBreak(session.takeBreak()))
        : outcomeOfUnknown;
      const result = testResult(test, outcome, step ? [step] : []);
      onTest(result);
      return result;
    });
  }

  /** By input, of those that the program answered. */
  async #decided(steps: ReadonlyMap<number, Step>, judge: Judge): Promise<Map<number, Outcome>> {
    const requests = [...steps].flatMap(([input, { answer }]): HiddenDecisionRequest[] => {
      const expected = this.#expected[input];
      return expected ? [{ input, expected, got: answer }] : [];
    });
    const outcomes = new Map<number, Outcome>();
    for (const some of inMessages(requests)) {
      const decisions = await judge.decideHidden(this.#row, some);
      decisions.forEach((decision, index) =>
        outcomes.set(some[index]?.input ?? -1, outcomeOfDecision(decision)),
      );
    }
    return outcomes;
  }

  #isKnown(input: number): boolean {
    return this.#expected[input]?.kind === 'value';
  }
}

const names: Readonly<Record<HiddenKind, string>> = {
  'mbpp-plus': 'MBPP+ inputs',
  'human-eval-plus': 'HumanEval+ inputs',
};

/** In order; a message has one request at least. */
function inMessages(requests: readonly HiddenDecisionRequest[]): HiddenDecisionRequest[][] {
  const messages: HiddenDecisionRequest[][] = [];
  let textLength = Infinity;
  for (const request of requests) {
    const length = lengthOf(request.expected) + lengthOf(request.got);
    const last = messages.at(-1);
    const hasRoom = textLength + length <= mostTextPerMessage;
    if (last && hasRoom && last.length < mostPerMessage) last.push(request);
    else messages.push([request]);
    textLength = (last && hasRoom ? textLength : 0) + length;
  }
  return messages;
}

function lengthOf(answer: Answer): number {
  return answer.kind === 'value' ? answer.value.length : 0;
}
