/**
 * A task's hidden inputs with what its reference returned for each, and the check of a program
 * against them. The reference runs like every program: in a sandbox, as a source of values.
 */

import type { Interpreter } from '../../sandbox/interpreter.ts';
import type { InterpreterPool } from '../../sandbox/interpreter-pool.ts';
import type { PythonCall } from '../../sandbox/protocol.ts';
import type { HiddenInputs, HiddenKind } from '../../tasks/task.ts';
import { type Answer, readAnswer } from '../sessions/answer.ts';
import {
  CandidateSession,
  type Step,
  applyCall,
  loadCalls,
} from '../sessions/candidate-session.ts';
import { referenceFactor } from '../checker.ts';
import { HiddenDecider } from './hidden-decider.ts';
import type { Judge } from '../judging/judge.ts';
import type { HiddenInput } from '../judging/judge-messages.ts';
import { type SpreadOptions, spreadCalls } from '../sessions/spread-calls.ts';
import {
  type Test,
  outcomeOfAnswer,
  outcomeOfBreak,
  outcomeOfUnknown,
  statusOf,
  testResult,
} from '../test-result.ts';
import type { HiddenCounts, TestResult } from '../verdict.ts';

/** Half a suite is of no use, so that a slow reference on a busy machine has its time. */
const referenceLimitMs = 300_000;
/** Past what the reference itself may take: a right program is as slow. */
const mostMs = 2 * referenceLimitMs;
/** For one input and for all of them, or more where the reference needs more: as in EvalPlus. */
const inputLimitMs = 4_000;
const allLimitMs = 60_000;
/** For what is left once an input has failed: a person may look at it, and nothing depends on it. */
const restMs = 1_000;

/** The reference's session broke off for a reason that is not the reference's. */
export class SuiteBroken extends Error {
  override readonly name = 'SuiteBroken';
}

export interface SuiteContent {
  readonly inputs: readonly HiddenInput[];
  /** What the reference's interpreter said to each, fewer where the time ran out. */
  readonly replies: readonly string[];
  /** What each of them took. */
  readonly inputMs: readonly number[];
  readonly referenceMs: number;
}

export interface Spreading extends Pick<SpreadOptions, 'program' | 'setup' | 'pool'> {
  readonly slowness: number | undefined;
}

export class HiddenSuite {
  readonly tests: readonly Test[];
  /** As a verdict names what it was checked with. */
  readonly name: string;
  readonly #row: string;
  readonly #inputs: readonly HiddenInput[];
  readonly #calls: readonly PythonCall[];
  readonly #expected: readonly Answer[];
  readonly #inputMs: readonly number[];
  readonly #referenceMs: number;

  constructor({ kind, row }: HiddenInputs, content: SuiteContent) {
    const { inputs, replies, inputMs, referenceMs } = content;
    this.name = names[kind];
    this.#row = row;
    this.#inputs = inputs;
    this.#calls = inputs.map((input) => applyCall(input.name, input.arguments));
    this.#expected = replies.map(readAnswer);
    this.#inputMs = inputMs;
    this.#referenceMs = referenceMs;
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
    [interpreter, pool]: readonly [Interpreter, InterpreterPool],
    judge: Judge,
  ): Promise<{ readonly content: SuiteContent; readonly isWhole: boolean }> {
    const inputs = await judge.hiddenInputs(row);
    const session = new CandidateSession(interpreter, referenceLimitMs);
    const loaded = await session.run(loadCalls(referenceCode, ''));
    const fault = loaded.find(({ answer }) => answer.kind !== 'done');
    if (fault) {
      // That is its answer to every input.
      const [replies, inputMs] = [inputs.map(() => fault.reply), inputs.map(() => 0)];
      return {
        content: { inputs, replies, inputMs, referenceMs: session.msTaken },
        isWhole: true,
      };
    }
    const steps: Step[] = [];
    await spreadCalls(
      session,
      inputs.map((input) => applyCall(input.name, input.arguments)),
      { program: referenceCode, setup: '', pool, onStep: (step, index) => (steps[index] = step) },
    );
    const end = session.brokenOff;
    if (end && end.kind !== 'timeout') throw new SuiteBroken(end.kind);
    // Only from the first on: elsewhere some may have come further.
    const missing = inputs.findIndex((_, index) => !steps[index]);
    const known = missing < 0 ? steps : steps.slice(0, missing);
    const [replies, inputMs] = [known.map(({ reply }) => reply), known.map(({ ms }) => ms)];
    const content = { inputs, replies, inputMs, referenceMs: session.msTaken };
    return { content, isWhole: known.length === inputs.length };
  }

  /** What the reference raised, where it returned a value for no input; else null. */
  get fault(): string | null {
    const [first] = this.#expected;
    if (!first || this.#expected.some(({ kind }) => kind === 'value')) return null;
    const { exception } = outcomeOfAnswer(first);
    return exception ? `${exception.type}: ${exception.message}` : null;
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

  /**
   * How much longer the reference takes for the inputs up to one than when the suite was made:
   * 2 where the machine is half as fast by now, 1 where it is as fast or faster.
   */
  async slowness(referenceCode: string, upTo: number, interpreter: Interpreter): Promise<number> {
    const session = new CandidateSession(interpreter, referenceLimitMs);
    await session.run(loadCalls(referenceCode, ''));
    const steps = await session.run(this.#calls.slice(0, upTo + 1));
    const nowMs = steps.map(({ ms }) => ms);
    const thenMs = this.#inputMs.slice(0, steps.length);
    const factors = [sum(nowMs) / sum(thenMs), (nowMs[upTo] ?? 0) / (thenMs[upTo] ?? 0)];
    return Math.max(1, ...factors.filter(Number.isFinite));
  }

  /** What a program may take for one input on a machine that is by `slowness` slower. */
  limitMsOf(input: number, slowness = 1): number {
    return Math.max(inputLimitMs, referenceFactor * slowness * (this.#inputMs[input] ?? 0));
  }

  /** What a program may take for all of them. */
  fairMs(slowness = 1): number {
    return Math.max(allLimitMs, Math.min(mostMs, referenceFactor * slowness * this.#referenceMs));
  }

  /** Results in the order of the inputs. The program is asked for no more than can be decided. */
  async check(
    session: CandidateSession,
    { slowness, ...spreading }: Spreading,
    judge: Judge,
    onTest: (result: TestResult) => void,
  ): Promise<TestResult[]> {
    const asked = [...this.#calls.keys()].filter((each) => this.#isKnown(each));
    const steps = new Map<number, Step>();
    let failedAt = Infinity;
    let answered = 0;
    let isHurried = false;
    // Once one has failed and all before it are answered, the verdict is known. They may come in
    // any order.
    const hurry = () => {
      while (answered < asked.length && steps.has(asked[answered] ?? -1)) answered++;
      if (isHurried || (asked[answered] ?? Infinity) <= failedAt) return;
      isHurried = true;
      session.hurry(restMs);
    };
    const decider = new HiddenDecider(judge, this.#row, (input) => {
      failedAt = Math.min(failedAt, input);
      hurry();
    });
    await spreadCalls(
      session,
      asked.flatMap((input) => this.#calls[input] ?? []),
      {
        ...spreading,
        callLimitMs: (index) => this.limitMsOf(asked[index] ?? -1, slowness),
        onStep: (step, index) => {
          const input = asked[index] ?? -1;
          const expected = this.#expected[input];
          steps.set(input, step);
          if (expected) decider.add({ input, expected, got: step.answer });
          if (failedAt < Infinity) hurry();
        },
      },
    );
    const decided = await decider.outcomes();
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

  #isKnown(input: number): boolean {
    return this.#expected[input]?.kind === 'value';
  }
}

const names: Readonly<Record<HiddenKind, string>> = {
  'mbpp-plus': 'MBPP+ inputs',
  'human-eval-plus': 'HumanEval+ inputs',
};

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
