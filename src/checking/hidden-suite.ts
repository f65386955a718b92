/**
 * A task's hidden inputs with what its reference returned for each, and the check of a program
 * against them. The reference runs like every program: in a sandbox, as a source of values.
 */

import type { Interpreter } from '../sandbox/interpreter.ts';
import type { HiddenInputs, HiddenKind, Task } from '../tasks/task.ts';
import type { Answer } from './answer.ts';
import { CandidateSession, type Step, applyCall, loadCalls } from './candidate-session.ts';
import type { HiddenInput, Judge } from './judge.ts';
import {
  type Test,
  outcomeOfBreak,
  outcomeOfDecision,
  statusOf,
  testResult,
} from './test-result.ts';
import type { HiddenCounts, TestResult } from './verdict.ts';

/** Half a suite is of no use, so that a slow reference on a busy machine has its time. */
const referenceLimitMs = 300_000;
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
   * programs that are wrong. Only where the reference is too slow for its own inputs are some
   * without an expected value, and then no program passes.
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
    const known = this.#expected.filter(({ kind }) => kind === 'value').length;
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

  /** Results in the order of the inputs. */
  async check(
    session: CandidateSession,
    judge: Judge,
    onTest: (result: TestResult) => void,
  ): Promise<TestResult[]> {
    const known = this.#inputs.slice(0, this.#expected.length);
    const steps = await session.run(callsOf(known));
    const results: TestResult[] = [];
    for (let from = 0; from < steps.length; from += decisionsPerJob) {
      const some = await this.#decideSome(from, steps.slice(from, from + decisionsPerJob), judge);
      results.push(...some);
      some.forEach(onTest);
    }
    const missing = this.tests
      .slice(results.length)
      .map((test) => testResult(test, outcomeOfBreak(session.takeBreak())));
    missing.forEach(onTest);
    return [...results, ...missing];
  }

  async #decideSome(from: number, steps: readonly Step[], judge: Judge): Promise<TestResult[]> {
    const decisions = await judge.decideHidden(
      this.#row,
      steps.map((step, index) => ({
        input: from + index,
        expected: this.#expected[from + index] ?? unknown,
        got: step.answer,
      })),
    );
    return this.tests.slice(from, from + steps.length).map((test, index) => {
      const [decision, step] = [decisions[index], steps[index]];
      const outcome = decision ? outcomeOfDecision(decision) : outcomeOfBreak(null);
      return testResult(test, outcome, step ? [step] : []);
    });
  }
}

const names: Readonly<Record<HiddenKind, string>> = {
  'mbpp-plus': 'MBPP+ inputs',
  'human-eval-plus': 'HumanEval+ inputs',
};

const unknown: Answer = { kind: 'unsupported', reason: { code: 'no-answer' } };

function callsOf(inputs: readonly HiddenInput[]) {
  return inputs.map((input) => applyCall(input.name, input.arguments));
}
