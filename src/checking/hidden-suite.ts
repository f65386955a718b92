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
/** For what is left once an input has failed: a person may look at it, and nothing depends on it. */
const restMs = 1_000;
const firstPortion = 8;
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
    const steps = new Map<number, Step>();
    const decided = new Map<number, Outcome>();
    let deciding = Promise.resolve();
    for (const asked of inPortions([...this.#calls.keys()].filter((each) => this.#isKnown(each)))) {
      const ran = await session.run(asked.flatMap((input) => this.#calls[input] ?? []));
      const answered = new Map(ran.map((step, index) => [asked[index] ?? -1, step]));
      for (const [input, step] of answered) steps.set(input, step);
      // The judge decides while the program goes on.
      deciding = deciding.then(() => this.#decide(answered, judge, decided, session));
      deciding.catch(() => {});
    }
    await deciding;
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

  /** Of those that the program answered. Once one has failed, the verdict is known. */
  async #decide(
    steps: ReadonlyMap<number, Step>,
    judge: Judge,
    decided: Map<number, Outcome>,
    session: CandidateSession,
  ): Promise<void> {
    const requests = [...steps].flatMap(([input, { answer }]): HiddenDecisionRequest[] => {
      const expected = this.#expected[input];
      return expected ? [{ input, expected, got: answer }] : [];
    });
    for (const some of inMessages(requests)) {
      const decisions = await judge.decideHidden(this.#row, some);
      for (const [index, decision] of decisions.entries()) {
        const outcome = outcomeOfDecision(decision);
        decided.set(some[index]?.input ?? -1, outcome);
        if (outcome.outcome !== 'passed') session.hurry(restMs);
      }
    }
  }

  #isKnown(input: number): boolean {
    return this.#expected[input]?.kind === 'value';
  }
}

const names: Readonly<Record<HiddenKind, string>> = {
  'mbpp-plus': 'MBPP+ inputs',
  'human-eval-plus': 'HumanEval+ inputs',
};

/** In order, each twice as large as the one before: few, and the first soon decided. */
function inPortions(inputs: readonly number[]): number[][] {
  const portions: number[][] = [];
  let size = firstPortion;
  for (let from = 0; from < inputs.length; from += size / 2) {
    portions.push(inputs.slice(from, from + size));
    size *= 2;
  }
  return portions;
}

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
