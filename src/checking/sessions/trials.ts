/**
 * Lends interpreters to programs, and gives a program another one where the first came to grief
 * through no fault of its own. Once a program has begun, what breaks is its own fault, unless the
 * same sandbox fails with a harmless program directly afterwards; then the program has a sandbox
 * to itself, in which there is nobody else to blame.
 */

import type { Interpreter } from '../../sandbox/interpreter.ts';
import { InterpreterPool } from '../../sandbox/interpreter-pool.ts';
import type { SandboxBytes } from '../../sandbox/sandbox-bytes.ts';
import { type CheckedProgram, checkProgram } from './check-program.ts';
import type { CheckOptions } from '../checker.ts';
import { type Judge, JudgeFault } from '../judging/judge.ts';
import { lendFrom } from './lend.ts';
import type { ProgramCheck } from './program-check.ts';
import { candidateModules } from '../python-modules.ts';
import { WrongGuess } from '../judging/script-conversation.ts';
import { withoutRun } from '../task-tests.ts';
import type { Verdict } from '../verdict.ts';

/** `pool` is where its interpreter comes from. */
type Work<T> = (interpreter: Interpreter, pool: InterpreterPool) => Promise<T>;

const harmlessLimitMs = 10_000;

export class Trials {
  readonly #candidates: InterpreterPool;
  readonly #bytes: SandboxBytes;
  readonly #judge: Judge;
  #isClosed = false;

  constructor(candidates: InterpreterPool, bytes: SandboxBytes, judge: Judge) {
    this.#candidates = candidates;
    this.#bytes = bytes;
    this.#judge = judge;
  }

  /** What is under way rejects, and nothing begins anew. The pools are closed by whoever made them. */
  close(): void {
    this.#isClosed = true;
  }

  /** Resolves for any program; a `sandbox-fault` where two sandboxes failed. */
  async check(check: ProgramCheck, options: CheckOptions): Promise<Verdict> {
    const run: Work<CheckedProgram | null> = (...lent) => this.#guessing(check, lent, options);
    const checked = await this.lend(options.signal, run);
    if (checked === null) return this.check({ ...check, guesses: false }, options);
    const { end, verdict } = checked;
    switch (end?.kind) {
      case 'broken':
        if (await this.#isWell()) return verdict;
        return this.#checkedAlone(check, options);
      case 'lost':
      case 'killed':
        return this.#checkedAlone(check, options);
    }
    if (verdict.status !== 'sandbox-fault' || verdict.hidden) return verdict;
    return this.#checkedAlone(check, options);
  }

  /** Lends an interpreter to some work; a stop ends both. */
  lend<T>(signal: AbortSignal | undefined, work: Work<T>): Promise<T> {
    return lendFrom(this.#candidates, signal, work);
  }

  /** The same from a sandbox of its own, which ends with the work. */
  async lendAlone<T>(signal: AbortSignal | undefined, work: Work<T>): Promise<T> {
    const modules = candidateModules;
    const pool = new InterpreterPool({ bytes: this.#bytes, modules, size: 1, spares: 0 });
    try {
      return await lendFrom(pool, signal, work);
    } finally {
      pool.close();
    }
  }

  async #checkedAlone(check: ProgramCheck, options: CheckOptions): Promise<Verdict> {
    if (this.#isClosed) throw new DOMException('The checker was closed.', 'AbortError');
    await this.#candidates.rebuildIfSilent();
    const run: Work<CheckedProgram | null> = (...lent) => this.#guessing(check, lent, options);
    const checked = await this.lendAlone(options.signal, run);
    if (checked) return checked.verdict;
    return this.#checkedAlone({ ...check, guesses: false }, options);
  }

  /** Null where the judge's guesses led astray. */
  async #guessing(
    check: ProgramCheck,
    lent: Parameters<Work<unknown>>,
    { onTest = () => {} }: CheckOptions,
  ): Promise<CheckedProgram | null> {
    try {
      return await checkProgram(check, lent, this.#judge, onTest);
    } catch (error) {
      if (error instanceof WrongGuess) return null;
      if (!(error instanceof JudgeFault)) throw error;
      return { verdict: withoutRun('sandbox-fault', check.tests), end: null };
    }
  }

  /** Whether a harmless program comes to its end where another has just failed. */
  async #isWell(): Promise<boolean> {
    await this.#candidates.rebuildIfSilent();
    const harmless = { function: 'candidate.load', argument: 'x = 1' };
    const { end } = await this.lend(undefined, (interpreter) =>
      interpreter.run([harmless], { limitMs: harmlessLimitMs }),
    );
    return end.kind === 'ended';
  }
}
