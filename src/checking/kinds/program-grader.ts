/** Grades programs: runs them against their task's tests, shown, challenge and hidden. */

import type { Task } from '../../tasks/task.ts';
import {
  type CheckOptions,
  type CheckRequest,
  partUnreachable,
  referenceFactor,
} from '../checker.ts';
import type { HiddenSuite } from '../hidden/hidden-suite.ts';
import type { HiddenSuites } from '../hidden/hidden-suites.ts';
import { UnreadableInputs, UnreadableTestsFault } from '../judging/judge.ts';
import type { TestPlan, TestSheet } from '../judging/judge-messages.ts';
import { Memo, SharedMemo } from '../memo.ts';
import { exactOracle } from '../oracle.ts';
import type { ProgramCheck } from '../sessions/program-check.ts';
import type { TaskFaultReason } from '../reason.ts';
import { sheetOf, testsOf, withoutRun } from '../task-tests.ts';
import { report } from '../test-result.ts';
import type { Verdict } from '../verdict.ts';
import { resultsOf } from '../verdict-facts.ts';
import type { Grader, GraderParts } from './grader.ts';

const mostKnown = 1_000;
const referenceLimitMs = 60_000;

export class ProgramGrader implements Grader {
  readonly #parts: GraderParts;
  readonly #plans = new Memo<TestPlan[]>();
  /** Sheets that keep the judge from others for seconds: once is enough. */
  readonly #unreadable = new Set<string>();
  /** By sheet, the tests that hand over what no value can stand for. */
  readonly #together = new Map<string, readonly number[]>();
  readonly #referenceTimes = new SharedMemo<number>();
  #suites: Promise<HiddenSuites> | null = null;

  constructor(parts: GraderParts) {
    this.#parts = parts;
  }

  async grade(request: CheckRequest, options: CheckOptions): Promise<Verdict> {
    const { limits, trials } = this.#parts;
    const { task, program } = request;
    const tests = testsOf(task);
    if (program === null) return withoutRun('no-code', tests);
    const sheet = sheetOf(task, tests);
    const [plans, suite] = await Promise.all([this.#plannedOrNot(sheet), this.#hiddenOf(task)]);
    if (!plans) {
      const fault = { code: 'unreadable-tests', error: '' } as const;
      return ofTaskFault(withoutRun('sandbox-fault', tests), { ...fault, task: task.id });
    }
    if (suite instanceof UnreadableInputs) {
      const fault = { code: 'unreadable-hidden-inputs', error: suite.message } as const;
      return ofTaskFault(withoutRun('sandbox-fault', tests), { ...fault, task: task.id });
    }
    if (task.hidden && !suite) return withoutRun('sandbox-fault', tests);
    // Without a single input there is nothing hidden: the asserts decide.
    const hidden = suite && suite.tests.length > 0 ? suite : null;
    const check: ProgramCheck = {
      sheet,
      tests,
      plans,
      hidden,
      program,
      limitMs: request.limits?.timeMs ?? Math.max(limits.timeMs, hidden?.fairMs() ?? 0),
      oracle: { ...exactOracle, ...request.oracle },
    };
    const checked = await this.#checkedTogether(check, options);
    const error = hidden?.fault ?? null;
    if (error !== null && checked.status === 'sandbox-fault') {
      return ofTaskFault(checked, { code: 'broken-reference', task: task.id, error });
    }
    if (checked.status !== 'timeout' || request.limits?.timeMs !== undefined) return checked;
    // Too slow, or only on this machine? The reference tells, and is asked only now.
    if (hidden) return this.#checkedMorePatiently(check, task, hidden, checked, options);
    const limitMs = referenceFactor * (await this.#referenceMs(check, options));
    return limitMs > check.limitMs ? trials.check({ ...check, limitMs }, options) : checked;
  }

  /**
   * What a test hands over is known once it is run: then it runs beside the program, as it will for
   * every other program of the task.
   */
  async #checkedTogether(check: ProgramCheck, options: CheckOptions): Promise<Verdict> {
    const { trials } = this.#parts;
    const key = JSON.stringify(check.sheet);
    const known = this.#together.get(key);
    if (known) return trials.check(await this.#with(check, known), options);
    const checked = await trials.check(check, options);
    const together = [...check.tests.keys()].filter(
      (index) => checked.tests[index]?.exception?.reason?.code === 'hands-over',
    );
    if (together.length === 0) return checked;
    const verdict = await trials.check(await this.#with(check, together), options);
    if (this.#together.size >= mostKnown) this.#together.clear();
    this.#together.set(key, together);
    return verdict;
  }

  async #with(check: ProgramCheck, together: readonly number[]): Promise<ProgramCheck> {
    const sheet = { ...check.sheet, together };
    return { ...check, sheet, plans: await this.#planned(sheet) };
  }

  /** Again, where the machine has become so slow that the limits are not those that were meant. */
  async #checkedMorePatiently(
    check: ProgramCheck,
    { hidden: inputs, referenceCode }: Task,
    suite: HiddenSuite,
    checked: Verdict,
    options: CheckOptions,
  ): Promise<Verdict> {
    const results = resultsOf(checked.tests, 'hidden');
    const stuckAt = results.findIndex(({ outcome }) => outcome === 'timeout');
    const suites = await this.#suites;
    if (!inputs || !suites || stuckAt < 0) return checked;
    const source = { hidden: inputs, referenceCode };
    const slowness = await suites.slowness(suite, source, stuckAt, options.signal);
    const limitMs = Math.max(check.limitMs, suite.fairMs(slowness));
    const isFair =
      limitMs === check.limitMs && suite.limitMsOf(stuckAt, slowness) === suite.limitMsOf(stuckAt);
    return isFair ? checked : this.#parts.trials.check({ ...check, limitMs, slowness }, options);
  }

  close(): void {
    void this.#suites?.then((suites) => suites.close());
  }

  /** 0 where there is no reference, or none that comes to an end. */
  #referenceMs(check: ProgramCheck, options: CheckOptions): Promise<number> {
    const program = check.sheet.reference;
    if (program.trim() === '') return Promise.resolve(0);
    const time = async (signal: AbortSignal) => {
      const reference = { ...check, program, limitMs: referenceLimitMs };
      const { status, ms } = await this.#parts.trials.check(reference, { signal });
      return status === 'timeout' ? 0 : ms;
    };
    return this.#referenceTimes.get(JSON.stringify(check.sheet), time, options.signal);
  }

  /** Null where there are none, or where the reference came to grief twice. */
  async #hiddenOf({ hidden, referenceCode }: Task): Promise<HiddenSuite | UnreadableInputs | null> {
    if (!hidden) return null;
    this.#suites ??= this.#loadSuites();
    try {
      return await (await this.#suites).of({ hidden, referenceCode });
    } catch (error) {
      if (error instanceof UnreadableInputs) return error;
      throw error;
    }
  }

  /** A chunk of its own: few tasks have hidden inputs. Where it cannot be fetched it is tried again. */
  async #loadSuites(): Promise<HiddenSuites> {
    try {
      const { HiddenSuites } = await import('../hidden/hidden-suites.ts');
      const { bytes, judge, expected } = this.#parts;
      return new HiddenSuites({ bytes, judge, store: expected });
    } catch (error) {
      this.#suites = null;
      throw partUnreachable(error);
    }
  }

  /** Null where the tests or their setup code break the judge, or keep it for too long. */
  #plannedOrNot(sheet: TestSheet): Promise<TestPlan[] | null> {
    const key = JSON.stringify(sheet);
    if (this.#unreadable.has(key)) return Promise.resolve(null);
    return this.#planned(sheet).catch((error: unknown) => {
      if (!(error instanceof UnreadableTestsFault)) throw error;
      this.#unreadable.add(key);
      return null;
    });
  }

  #planned(sheet: TestSheet): Promise<TestPlan[]> {
    return this.#plans.get(JSON.stringify(sheet), () => this.#parts.judge.plan(sheet));
  }
}

function ofTaskFault(verdict: Verdict, reason: TaskFaultReason): Verdict {
  const exception = report('TaskFault', '', reason);
  return { ...verdict, exception: verdict.exception ?? exception };
}
