/**
 * The checker: many checks at a time over one pool of interpreters for programs and one judge.
 * How an answer is graded is for its task's kind to say (`kinds`); what becomes of a program whose
 * interpreter fails is left to the trials.
 */

import { orAborted } from '../platform/or-aborted.ts';
import { InterpreterPool } from '../sandbox/interpreter-pool.ts';
import type { PythonModule } from '../sandbox/protocol.ts';
import { SandboxBytes } from '../sandbox/sandbox-bytes.ts';
import type {
  MixedText,
  ProgramOutline,
  ProgramReading,
  StatementRun,
  TestReading,
} from '../tasks/python-reader.ts';
import type { ClueRequest, ReferenceClues } from '../tasks/reference-clues.ts';
import {
  type Checker,
  type CheckLimits,
  type CheckOptions,
  type CheckRequest,
  defaultLimits,
  partUnreachable,
  type RecordRequest,
} from './checker.ts';
import { type ExpectedStore, nothingKept } from './hidden/expected-store.ts';
import { Judge, type JudgePatience, usualPatience } from './judging/judge.ts';
import { Graders } from './kinds/graders.ts';
import {
  boundModules,
  candidateModules,
  clueModules,
  judgeModules,
  mistakeModules,
} from './python-modules.ts';
import type { Recording } from './recording.ts';
import { type Mistake, readMistakesReply } from './feedback/mistakes.ts';
import { type BoundChange, readChangesReply } from './feedback/off-by-one.ts';
import type { HardCodingReading } from './hard-coding.ts';
import {
  readCallsReply,
  readCluesReply,
  readHardCodingReply,
  readOutlineReply,
  readProgramReply,
  readLongestCodeReply,
  readRunsReply,
} from './program-reading.ts';
import { sandboxed } from './sandboxed.ts';
import { Trials } from './sessions/trials.ts';
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
  readonly judgePatience?: JudgePatience;
}

const readLimitMs = 5_000;

export function createChecker(options: CheckerOptions = {}): Checker {
  const bytes = options.bytes ?? new SandboxBytes();
  const judges = new InterpreterPool({ bytes, modules: judgeModules, size: 1, spares: 1 });
  const candidates = options.candidates ?? programInterpreters(bytes, options.size);
  const { limits = defaultLimits, expected = nothingKept, judgePatience = usualPatience } = options;
  return new PooledChecker({ bytes, judges, candidates, limits, expected, judgePatience });
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
  readonly #graders: Graders;

  constructor(parts: CheckerParts) {
    this.#parts = parts;
    this.#judge = new Judge(parts.judges, parts.judgePatience);
    this.#trials = new Trials(parts.candidates, parts.bytes, this.#judge);
    this.#graders = new Graders({ ...parts, judge: this.#judge, trials: this.#trials });
  }

  async warmUp(): Promise<void> {
    await sandboxed(Promise.all([this.#parts.candidates.ready(), this.#judge.warmUp()]));
  }

  async check(request: CheckRequest, options: CheckOptions = {}): Promise<Verdict> {
    const graded = sandboxed(this.#graders.grade(request, options));
    // Not all that it may wait for ends with it: a reference is timed for others as well.
    return options.signal ? orAborted(graded, options.signal) : graded;
  }

  readTests(tests: readonly string[], referenceCode: string): Promise<TestReading[]> {
    return sandboxed(this.#judge.readTests(tests, referenceCode));
  }

  async readProgram(code: string): Promise<ProgramReading> {
    return readProgramReply(await this.#parsed('candidate.read', code));
  }

  async readRuns(
    texts: readonly MixedText[],
    functionName: string | null,
  ): Promise<readonly (readonly StatementRun[])[]> {
    if (texts.length === 0) return [];
    const argument = JSON.stringify({ texts, functionName });
    const runs = readRunsReply(await this.#parsed('reply_reading.read', argument));
    if (runs) return runs;
    if (texts.length === 1) return [[]];
    // One of them broke the interpreter: the others are read without it.
    const each = await Promise.all(texts.map((text) => this.readRuns([text], functionName)));
    return each.flat();
  }

  async readLongestCode(text: string, functionName: string | null): Promise<string | null> {
    const argument = JSON.stringify({ text, functionName });
    return readLongestCodeReply(await this.#parsed('evalplus_program.read', argument));
  }

  async readOutline(code: string): Promise<ProgramOutline | null> {
    return readOutlineReply(await this.#parsed('outline.read', code));
  }

  async readClues(request: ClueRequest): Promise<ReferenceClues | null> {
    return readCluesReply(await this.#parsed('clues.read', JSON.stringify(request), clueModules));
  }

  async readHardCoding(
    request: Parameters<Checker['readHardCoding']>[0],
  ): Promise<HardCodingReading> {
    return readHardCodingReply(await this.#parsed('hard_coding.read', JSON.stringify(request)));
  }

  async readMistakes(request: Parameters<Checker['readMistakes']>[0]): Promise<readonly Mistake[]> {
    const argument = JSON.stringify(request);
    return readMistakesReply(await this.#parsed('mistakes.read', argument, mistakeModules));
  }

  async readBoundChanges(program: string): Promise<readonly BoundChange[]> {
    const argument = JSON.stringify({ program });
    return readChangesReply(await this.#parsed('mistake_bounds.read', argument, boundModules));
  }

  async readSmallCalls(
    request: Parameters<Checker['readSmallCalls']>[0],
  ): Promise<readonly string[]> {
    return readCallsReply(await this.#parsed('small_inputs.read', JSON.stringify(request)));
  }

  async #parsed(
    parser: string,
    code: string,
    modules: readonly PythonModule[] = [],
  ): Promise<string | undefined> {
    const call = { function: parser, argument: code };
    const { returned } = await sandboxed(
      this.#trials.lend(undefined, (interpreter) =>
        interpreter.run([call], { limitMs: readLimitMs, modules }),
      ),
    );
    return returned[0]?.reply;
  }

  async record(
    request: RecordRequest,
    options: Pick<CheckOptions, 'signal'> = {},
  ): Promise<Recording> {
    const { recordCall } = await import('./recording/record-call.ts').catch((cause: unknown) => {
      throw partUnreachable(cause);
    });
    const { recording } = await sandboxed(
      this.#trials.lend(options.signal, (interpreter) =>
        recordCall(request, interpreter, this.#parts.limits.timeMs),
      ),
    );
    return recording;
  }

  close(): void {
    this.#trials.close();
    this.#parts.candidates.close();
    this.#parts.judges.close();
    this.#graders.close();
  }
}
