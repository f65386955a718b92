/**
 * A task's hidden inputs with what its reference returned for each, and the check of a program
 * against them. The reference runs like every program: in a sandbox, as a source of values.
 */

import type { Interpreter } from '../sandbox/interpreter.ts';
import type { HiddenInputs, HiddenKind, Task } from '../tasks/task.ts';
import type { Answer } from './answer.ts';
import { CandidateSession, type Step, applyCall, loadCalls } from './candidate-session.ts';
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
export const referenceLimitMs = 300_000;
/** Keeps one job of the judge short, and its message small. */
const decisionsPerJob = 50;

/** The reference's session broke off for a reason that is not the reference's. */
export class SuiteBroken extends Error {
  override readonly name = 'SuiteBroken';
}

export class HiddenSuite {
  readonly tests: readonly Test[];
  /** As a verdict names what it was checked with. */
  readonly name: string;
  /** How long the reference took for all inputs. */
  readonly referenceMs: number;
  readonly #row: string;
  readonly #inputs: readonly HiddenInput[];
  readonly #expected: readonly Answer[];

  private constructor(
    { kind, row }: HiddenInputs,
    inputs: readonly HiddenInput[],
    expected: readonly Answer[],
    referenceMs: number,
  ) {
    this.name = names[kind];
    this.#row = row;
    this.#inputs = inputs;
    this.#expected = expected;
    this.referenceMs = referenceMs;
    this.tests = inputs.map(({ source }) => ({ group: 'hidden', source }));
  }

  /**
   * Null for a task without hidden inputs. Rejects with `SuiteBroken`: half a suite would pass
   * programs that are wrong. Only where the reference is too slow for its own inputs, or what it
   * returns too large, are some without an expected value, and then no program passes.
   */
  static async of(task: Task, interpreter: Interpreter, judge: Judge): Promise<HiddenSuite | null> {
    if (!task.hidden) return null;
    const { row } = task.hidden;
    const inputs = await judge.hiddenInputs(row);
    const session = new CandidateSession(interpreter, referenceLimitMs);
    const load = loadCalls(task.referenceCode, '');
    const steps = await session.run([...load, ...callsOf(inputs)]);
    const end = session.brokenOff;
    if (end && end.kind !== 'timeout') throw new SuiteBroken(end.kind);
    const expected = steps.slice(load.length).map((step) => step.answer);
    return new HiddenSuite(task.hidden, inputs, expected, session.msTaken);
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
    const known = [...this.#inputs.keys()].filter((input) => this.#isKnown(input));
    const ran = await session.run(callsOf(this.#inputs.filter((_, input) => this.#isKnown(input))));
    const steps = new Map(ran.map((step, index) => [known[index] ?? -1, step]));
    const results: TestResult[] = [];
    for (let from = 0; from < this.tests.length; from += decisionsPerJob) {
      const decided = await this.#decideSome(from, steps, judge);
      const some = this.tests.slice(from, from + decisionsPerJob).map((test, index) => {
        const step = steps.get(from + index);
        const outcome = this.#isKnown(from + index)
          ? (decided.get(from + index) ?? outcomeOfBreak(session.takeBreak()))
          : outcomeOfUnknown;
        return testResult(test, outcome, step ? [step] : []);
      });
      results.push(...some);
      some.forEach(onTest);
    }
    return results;
  }

  /** By input, of those that the program answered. */
  async #decideSome(
    from: number,
    steps: ReadonlyMap<number, Step>,
    judge: Judge,
  ): Promise<Map<number, Outcome>> {
    const requests: HiddenDecisionRequest[] = [];
    for (let input = from; input < from + decisionsPerJob; input++) {
      const [expected, step] = [this.#expected[input], steps.get(input)];
      if (expected && step) requests.push({ input, expected, got: step.answer });
    }
    if (requests.length === 0) return new Map();
    const decisions = await judge.decideHidden(this.#row, requests);
    return new Map(
      requests.flatMap(({ input }, index) => {
        const decision = decisions[index];
        return decision ? [[input, outcomeOfDecision(decision)] as const] : [];
      }),
    );
  }

  #isKnown(input: number): boolean {
    return this.#expected[input]?.kind === 'value';
  }
}

const names: Readonly<Record<HiddenKind, string>> = {
  'mbpp-plus': 'MBPP+ inputs',
  'human-eval-plus': 'HumanEval+ inputs',
};

function callsOf(inputs: readonly HiddenInput[]) {
  return inputs.map((input) => applyCall(input.name, input.arguments));
}
