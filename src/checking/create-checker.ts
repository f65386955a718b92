/**
 * The checker: many checks at a time over one pool of interpreters for programs and one judge.
 * What becomes of a program whose interpreter fails is left to the trials.
 */

import { InterpreterPool } from '../sandbox/interpreter-pool.ts';
import { SandboxBytes } from '../sandbox/sandbox-bytes.ts';
import type { ProgramOutline, ProgramReading, TestReading } from '../tasks/python-reader.ts';
import type { Task } from '../tasks/task.ts';
import {
  type CheckLimits,
  type CheckOptions,
  type CheckRequest,
  type Checker,
  CheckerError,
  type RecordRequest,
  defaultLimits,
  referenceFactor,
} from './checker.ts';
import { type ExpectedStore, nothingKept } from './expected-store.ts';
import type { HiddenSuite } from './hidden-suite.ts';
import type { HiddenSuites } from './hidden-suites.ts';
import { Judge, type TestPlan, type TestSheet } from './judge.ts';
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
  /** For what references return for hidden inputs; by default it is kept for this visit only. */
  readonly expected?: ExpectedStore;
}

const readLimitMs = 5_000;
const referenceLimitMs = 60_000;

export function createChecker(options: CheckerOptions = {}): Checker {
  const bytes = options.bytes ?? new SandboxBytes();
  const judges = new InterpreterPool({ bytes, modules: judgeModules, size: 1, spares: 1 });
  const candidates = options.candidates ?? programInterpreters(bytes, options.size);
  const { limits = defaultLimits, expected = nothingKept } = options;
  return new PooledChecker({ bytes, judges, candidates, limits, expected });
}

/** Each is lent to one untrusted program at a time, or to a search for one. */
export function programInterpreters(bytes: SandboxBytes, size = usefulSize()): InterpreterPool {
  return new InterpreterPool({ bytes, modules: candidateModules, size, spares: 1 });
}

function usefulSize(): number {
  const cores = navigator.hardwareConcurrency || 2;
  return Math.max(2, Math.min(4, cores - 1));
}

interface CheckerParts extends Required<Omit<CheckerOptions, 'size'>> {
  readonly judges: InterpreterPool;
}

class PooledChecker implements Checker {
  readonly #parts: CheckerParts;
  readonly #judge: Judge;
  readonly #trials: Trials;
  readonly #plans = new Memo<TestPlan[]>();
  readonly #referenceTimes = new Memo<number>();
  #suites: Promise<HiddenSuites> | null = null;

  constructor(parts: CheckerParts) {
    this.#parts = parts;
    this.#judge = new Judge(parts.judges);
    this.#trials = new Trials(parts.candidates, parts.bytes, this.#judge);
  }

  async warmUp(): Promise<void> {
    await sandboxed(Promise.all([this.#parts.candidates.ready(), this.#judge.warmUp()]));
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
      this.#trials.lendAwake(undefined, (interpreter) =>
        interpreter.run([call], { limitMs: readLimitMs }),
      ),
    );
    return returned[0]?.reply;
  }

  async record(
    request: RecordRequest,
    options: Pick<CheckOptions, 'signal'> = {},
  ): Promise<Recording> {
    const { recording } = await sandboxed(
      this.#trials.lendAwake(options.signal, (interpreter) =>
        recordCall(request, interpreter, this.#parts.limits.timeMs),
      ),
    );
    return recording;
  }

  close(): void {
    this.#parts.candidates.close();
    this.#parts.judges.close();
    void this.#suites?.then((suites) => suites.close());
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
      limitMs: request.limits?.timeMs ?? Math.max(this.#parts.limits.timeMs, hidden?.fairMs ?? 0),
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
  async #hiddenOf({ hidden, referenceCode }: Task): Promise<HiddenSuite | null> {
    if (!hidden) return null;
    this.#suites ??= this.#loadSuites();
    return (await this.#suites).of({ hidden, referenceCode });
  }

  /** A chunk of its own: few tasks have hidden inputs. Where it cannot be fetched it is tried again. */
  async #loadSuites(): Promise<HiddenSuites> {
    try {
      const { HiddenSuites } = await import('./hidden-suites.ts');
      const { bytes, expected } = this.#parts;
      return new HiddenSuites({ bytes, judge: this.#judge, store: expected });
    } catch (error) {
      this.#suites = null;
      const failure = { kind: 'assets-unreachable', address: document.baseURI } as const;
      throw new CheckerError(failure, { cause: error });
    }
  }

  #planned(sheet: TestSheet): Promise<TestPlan[]> {
    return this.#plans.get(JSON.stringify(sheet), () => this.#judge.plan(sheet));
  }
}
