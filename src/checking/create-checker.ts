/**
 * The checker: many checks at a time over one pool of interpreters for programs and one judge.
 * What becomes of a program whose interpreter fails is left to the trials.
 */

import type { Interpreter } from '../sandbox/interpreter.ts';
import { InterpreterPool } from '../sandbox/interpreter-pool.ts';
import { SandboxBytes } from '../sandbox/sandbox-bytes.ts';
import type { ProgramOutline, ProgramReading, TestReading } from '../tasks/python-reader.ts';
import type { Task } from '../tasks/task.ts';
import {
  type CheckLimits,
  type CheckOptions,
  type CheckRequest,
  type Checker,
  type RecordRequest,
  defaultLimits,
} from './checker.ts';
import { HiddenSuite, SuiteBroken, referenceLimitMs as hiddenReferenceMs } from './hidden-suite.ts';
import { Judge, JudgeFault, type TestPlan, type TestSheet } from './judge.ts';
import { Memo } from './memo.ts';
import { exactOracle } from './oracle.ts';
import type { ProgramCheck } from './program-check.ts';
import { candidateModules, judgeModules } from './python-modules.ts';
import { recordCall } from './record-call.ts';
import type { Recording } from './recording.ts';
import { readOutlineReply, readProgramReply } from './program-reading.ts';
import { sandboxed } from './sandboxed.ts';
import { sheetOf, testsOf, withoutRun } from './task-tests.ts';
import { Trials } from './trials.ts';
import type { Verdict } from './verdict.ts';

export interface CheckerOptions {
  readonly bytes?: SandboxBytes;
  /** Programs checked at the same time; by default as many as the machine has use for. */
  readonly size?: number;
  /**
   * Where programs run, if others use it too: by default one of the checker's own. It is closed
   * with the checker.
   */
  readonly candidates?: InterpreterPool;
  /** Applies where a request names none, and to recordings. */
  readonly limits?: CheckLimits;
}

const readLimitMs = 5_000;
const referenceLimitMs = 60_000;
/** A program may take this many times as long as the reference, where that is past the limit. */
const referenceFactor = 4;
/** Past what the reference itself may take for the hidden inputs: a right program is as slow. */
const mostHiddenMs = 2 * hiddenReferenceMs;

export function createChecker(options: CheckerOptions = {}): Checker {
  const bytes = options.bytes ?? new SandboxBytes();
  const judges = new InterpreterPool({ bytes, modules: judgeModules, size: 1, spares: 1 });
  const candidates = options.candidates ?? programInterpreters(bytes, options.size);
  return new PooledChecker(candidates, judges, bytes, options.limits ?? defaultLimits);
}

/** Each is lent to one untrusted program at a time, or to a search for one. */
export function programInterpreters(bytes: SandboxBytes, size = usefulSize()): InterpreterPool {
  return new InterpreterPool({ bytes, modules: candidateModules, size, spares: 1 });
}

function usefulSize(): number {
  const cores = navigator.hardwareConcurrency || 2;
  return Math.max(2, Math.min(4, cores - 1));
}

class PooledChecker implements Checker {
  readonly #limits: CheckLimits;
  readonly #candidates: InterpreterPool;
  readonly #judges: InterpreterPool;
  readonly #judge: Judge;
  readonly #trials: Trials;
  readonly #plans = new Memo<TestPlan[]>();
  readonly #hidden = new Memo<HiddenSuite | null>();
  readonly #referenceTimes = new Memo<number>();

  constructor(
    candidates: InterpreterPool,
    judges: InterpreterPool,
    bytes: SandboxBytes,
    limits: CheckLimits,
  ) {
    this.#limits = limits;
    this.#candidates = candidates;
    this.#judges = judges;
    this.#judge = new Judge(judges);
    this.#trials = new Trials(candidates, bytes, this.#judge);
  }

  async warmUp(): Promise<void> {
    await sandboxed(Promise.all([this.#candidates.ready(), this.#judge.warmUp()]));
  }

  async check(request: CheckRequest, options: CheckOptions = {}): Promise<Verdict> {
    return sandboxed(this.#checked(request, options));
  }

  readTests(tests: readonly string[], referenceCode: string): Promise<TestReading[]> {
    return sandboxed(this.#judge.readTests(tests, referenceCode));
  }

  async readProgram(code: string): Promise<ProgramReading> {
    return readProgramReply(await this.#parsed('candidate.read', code));
  }

  async readOutline(code: string): Promise<ProgramOutline | null> {
    return readOutlineReply(await this.#parsed('outline.read', code));
  }

  async #parsed(parser: string, code: string): Promise<string | undefined> {
    const call = { function: parser, argument: code };
    const { returned } = await sandboxed(
      this.#trials.lend(undefined, (interpreter) =>
        interpreter.run([call], { limitMs: readLimitMs }),
      ),
    );
    return returned[0]?.reply;
  }

  record(request: RecordRequest, options: Pick<CheckOptions, 'signal'> = {}): Promise<Recording> {
    return sandboxed(
      this.#trials.lend(options.signal, (interpreter) =>
        recordCall(request, interpreter, this.#limits.timeMs),
      ),
    );
  }

  close(): void {
    this.#candidates.close();
    this.#judges.close();
  }

  async #checked(request: CheckRequest, options: CheckOptions): Promise<Verdict> {
    const { task, program } = request;
    const tests = testsOf(task);
    if (program === null) return withoutRun('no-code', tests);
    const sheet = sheetOf(task, tests);
    const [plans, hidden] = await Promise.all([this.#planned(sheet), this.#hiddenOf(task)]);
    if (task.hidden && !hidden) return withoutRun('sandbox-fault', tests);
    const check: ProgramCheck = {
      sheet,
      tests,
      plans,
      hidden,
      program,
      limitMs: request.limits?.timeMs ?? Math.max(this.#limits.timeMs, fairTime(hidden)),
      oracle: { ...exactOracle, ...request.oracle },
    };
    const checked = await this.#trials.check(check, options);
    if (checked.status !== 'timeout' || request.limits?.timeMs !== undefined) return checked;
    // Too slow, or only on this machine? The reference tells, and is asked only now.
    const limitMs = referenceFactor * (await this.#referenceMs(check, options));
    return limitMs > check.limitMs ? this.#trials.check({ ...check, limitMs }, options) : checked;
  }

  /** 0 where there is no reference, or none that comes to an end. */
  #referenceMs(check: ProgramCheck, options: CheckOptions): Promise<number> {
    const program = check.sheet.reference;
    if (program.trim() === '') return Promise.resolve(0);
    return this.#referenceTimes.get(JSON.stringify(check.sheet), async () => {
      const reference = { ...check, program, limitMs: referenceLimitMs };
      const { signal } = options;
      const { status, ms } = await this.#trials.check(reference, signal ? { signal } : {});
      return status === 'timeout' ? 0 : ms;
    });
  }

  /** Null where there are none, or where the reference came to grief twice. */
  async #hiddenOf(task: Task): Promise<HiddenSuite | null> {
    if (!task.hidden) return null;
    try {
      return await this.#hidden.get(`${task.hidden.row}\n${task.referenceCode}`, () =>
        this.#newSuite(task),
      );
    } catch (error) {
      if (error instanceof SuiteBroken || error instanceof JudgeFault) return null;
      throw error;
    }
  }

  /** A suite whose session broke off is made again, alone; a part of one is never kept. */
  async #newSuite(task: Task): Promise<HiddenSuite | null> {
    const make = (interpreter: Interpreter) => HiddenSuite.of(task, interpreter, this.#judge);
    try {
      return await this.#trials.lend(undefined, make);
    } catch (error) {
      if (!(error instanceof SuiteBroken)) throw error;
      return this.#trials.lendAlone(undefined, make);
    }
  }

  #planned(sheet: TestSheet): Promise<TestPlan[]> {
    return this.#plans.get(JSON.stringify(sheet), () => this.#judge.plan(sheet));
  }
}

/** As much as a fair program may need for the hidden inputs, going by the reference. */
function fairTime(hidden: HiddenSuite | null): number {
  return hidden ? Math.min(mostHiddenMs, referenceFactor * hidden.referenceMs) : 0;
}
