/**
 * The checker: many checks at a time over one pool of interpreters for programs and one judge.
 * A fault of our own machinery is tried once more in a new sandbox before it is reported.
 */

import type { Interpreter } from '../sandbox/interpreter.ts';
import { InterpreterPool } from '../sandbox/interpreter-pool.ts';
import { SandboxBytes } from '../sandbox/sandbox-bytes.ts';
import type { ProgramOutline, ProgramReading, TestReading } from '../tasks/python-reader.ts';
import type { Task } from '../tasks/task.ts';
import { checkProgram } from './check-program.ts';
import {
  type CheckLimits,
  type CheckOptions,
  type CheckRequest,
  type Checker,
  type RecordRequest,
  defaultLimits,
} from './checker.ts';
import { HiddenSuite } from './hidden-suite.ts';
import { Judge, JudgeFault, type TestPlan, type TestSheet } from './judge.ts';
import { exactOracle } from './oracle.ts';
import type { ProgramCheck } from './program-check.ts';
import { candidateModules, judgeModules } from './python-modules.ts';
import { recordCall } from './record-call.ts';
import type { Recording } from './recording.ts';
import { readOutlineReply, readProgramReply } from './program-reading.ts';
import { Remembered } from './remembered.ts';
import { sandboxed } from './sandboxed.ts';
import { sheetOf, testsOf, withoutRun } from './task-sheet.ts';
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

export function createChecker(options: CheckerOptions = {}): Checker {
  const bytes = options.bytes ?? new SandboxBytes();
  const judges = new InterpreterPool({ bytes, modules: judgeModules, size: 1, spares: 0 });
  const candidates = options.candidates ?? programInterpreters(bytes, options.size);
  return new PooledChecker(candidates, judges, options.limits ?? defaultLimits);
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
  readonly #plans = new Remembered<TestPlan[]>();
  readonly #hidden = new Remembered<HiddenSuite | null>();
  readonly #referenceTimes = new Remembered<number>();

  constructor(candidates: InterpreterPool, judges: InterpreterPool, limits: CheckLimits) {
    this.#limits = limits;
    this.#candidates = candidates;
    this.#judges = judges;
    this.#judge = new Judge(judges);
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
      this.#withCandidate(undefined, (interpreter) =>
        interpreter.run([call], { limitMs: readLimitMs }),
      ),
    );
    return returned[0]?.reply;
  }

  record(request: RecordRequest, options: Pick<CheckOptions, 'signal'> = {}): Promise<Recording> {
    return sandboxed(
      this.#withCandidate(options.signal, (interpreter) =>
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
    const check: ProgramCheck = {
      sheet,
      tests,
      plans,
      hidden,
      program,
      limitMs: request.limits?.timeMs ?? Math.max(this.#limits.timeMs, fairTime(hidden)),
      oracle: { ...exactOracle, ...request.oracle },
    };
    const checked = await this.#tried(check, options);
    if (checked.status !== 'timeout' || request.limits?.timeMs !== undefined) return checked;
    // Too slow, or only on this machine? The reference tells, and is asked only now.
    const limitMs = referenceFactor * (await this.#referenceMs(check, options));
    return limitMs > check.limitMs ? this.#tried({ ...check, limitMs }, options) : checked;
  }

  /** Once more in a new sandbox where ours failed. */
  async #tried(check: ProgramCheck, options: CheckOptions): Promise<Verdict> {
    const first = await this.#attempt(check, options);
    if (first.status !== 'sandbox-fault') return first;
    this.#candidates.rebuild();
    return this.#attempt(check, options);
  }

  async #attempt(check: ProgramCheck, options: CheckOptions): Promise<Verdict> {
    const { signal, onTest = () => {} } = options;
    return this.#withCandidate(signal, async (interpreter) => {
      const startedAt = performance.now();
      try {
        const checked = await checkProgram(check, interpreter, this.#judge, onTest);
        return { ...checked, ms: performance.now() - startedAt };
      } catch (error) {
        if (error instanceof JudgeFault) return withoutRun('sandbox-fault', check.tests);
        throw error;
      }
    });
  }

  /** Lends an interpreter to some work; a stop ends both. */
  async #withCandidate<T>(
    signal: AbortSignal | undefined,
    work: (interpreter: Interpreter) => Promise<T>,
  ): Promise<T> {
    const interpreter = await this.#candidates.take(signal);
    const stop = () => interpreter.kill();
    signal?.addEventListener('abort', stop, { once: true });
    try {
      return await work(interpreter);
    } finally {
      signal?.removeEventListener('abort', stop);
      this.#candidates.giveBack(interpreter);
      signal?.throwIfAborted();
    }
  }

  /** 0 where there is no reference, or none that comes to an end. */
  #referenceMs(check: ProgramCheck, options: CheckOptions): Promise<number> {
    const program = check.sheet.reference;
    if (program.trim() === '') return Promise.resolve(0);
    return this.#referenceTimes.get(JSON.stringify(check.sheet), async () => {
      const reference = { ...check, program, limitMs: referenceLimitMs };
      const { signal } = options;
      const { status, ms } = await this.#tried(reference, signal ? { signal } : {});
      return status === 'timeout' ? 0 : ms;
    });
  }

  #hiddenOf(task: Task): Promise<HiddenSuite | null> {
    if (!task.hidden) return Promise.resolve(null);
    return this.#hidden.get(task.hidden.row, () =>
      this.#withCandidate(undefined, (interpreter) =>
        HiddenSuite.of(task, interpreter, this.#judge),
      ),
    );
  }

  #planned(sheet: TestSheet): Promise<TestPlan[]> {
    return this.#plans.get(JSON.stringify(sheet), () => this.#judge.plan(sheet));
  }
}

/** As much as a fair program may need for the hidden inputs, going by the reference. */
function fairTime(hidden: HiddenSuite | null): number {
  return hidden ? Math.min(referenceLimitMs, referenceFactor * hidden.referenceMs) : 0;
}
