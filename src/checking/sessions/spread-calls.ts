/**
 * Many calls of one program, in its session and, where they take long and do not depend on one
 * another, in idle interpreters as well. A second one only saves time: whatever goes wrong there
 * is done again in the program's own session, and counts as it went there.
 */

import type { Interpreter } from '../../sandbox/interpreter.ts';
import type { InterpreterPool } from '../../sandbox/interpreter-pool.ts';
import type { PythonCall } from '../../sandbox/protocol.ts';
import type { CandidateSession } from './candidate-session.ts';
import { type Step, loadCalls } from './candidate-session.ts';

/** As long as that, a program runs alone: for less, nothing is gained. */
const aloneMs = 1_000;
/** How long the calls of one message should take. */
const portionMs = 500;
const portionGrowth = 8;
const mostPerPortion = 500;

export interface SpreadOptions {
  /** Loaded in the other interpreters; the session has loaded it. */
  readonly program: string;
  readonly setup: string;
  /** Where idle interpreters come from. */
  readonly pool: InterpreterPool;
  readonly callLimitMs?: (index: number) => number;
  /** Told of each step as it returns, in any order. */
  readonly onStep: (step: Step, index: number) => void;
}

/** Resolves when all calls have returned or the session has broken off. */
export async function spreadCalls(
  session: CandidateSession,
  calls: readonly PythonCall[],
  options: SpreadOptions,
): Promise<void> {
  await new Spread(session, calls, options).run();
}

class Spread {
  readonly #session: CandidateSession;
  readonly #calls: readonly PythonCall[];
  readonly #options: SpreadOptions;
  /** Indexes of the calls that nobody runs yet, in order. */
  #open: number[];
  #portionSize = 1;
  #doneCount = 0;
  #doneMs = 0;
  /** By interpreter, until it is given back. */
  readonly #helping = new Map<Interpreter, Promise<void>>();
  #mayHelp = true;

  constructor(session: CandidateSession, calls: readonly PythonCall[], options: SpreadOptions) {
    this.#session = session;
    this.#calls = calls;
    this.#options = options;
    this.#open = [...calls.keys()];
  }

  async run(): Promise<void> {
    do {
      while (this.#open.length > 0 && !this.#session.brokenOff) {
        this.#callHelp();
        await this.#runPortion(this.#session);
      }
      // Nothing depends on what is still under way elsewhere.
      if (this.#session.brokenOff) for (const each of this.#helping.keys()) each.kill();
      await Promise.all(this.#helping.values());
    } while (this.#open.length > 0 && !this.#session.brokenOff);
  }

  async #runPortion(session: CandidateSession): Promise<void> {
    const portion = this.#open.splice(0, this.#nextSize());
    const { callLimitMs, onStep } = this.#options;
    const began = session.msTaken;
    const steps = await session.run(
      portion.flatMap((index) => this.#calls[index] ?? []),
      {
        ...(callLimitMs && { callLimitMs: (at: number) => callLimitMs(portion[at] ?? 0) }),
        onStep: (step, at) => onStep(step, portion[at] ?? 0),
      },
    );
    this.#doneCount += steps.length;
    this.#doneMs += session.msTaken - began;
    this.#open = [...portion.slice(steps.length), ...this.#open];
  }

  /** Small at first: what is given to one interpreter, no other can take over. */
  #nextSize(): number {
    if (this.#doneCount > 0) {
      const byPace = Math.floor(portionMs / (this.#doneMs / this.#doneCount));
      const most = Math.min(mostPerPortion, this.#portionSize * portionGrowth);
      this.#portionSize = Math.max(1, Math.min(most, byPace));
    }
    return this.#portionSize;
  }

  #callHelp(): void {
    const leftMs = (this.#open.length * this.#doneMs) / this.#doneCount;
    if (!this.#mayHelp || this.#doneMs < aloneMs || !(leftMs > aloneMs)) return;
    const { pool } = this.#options;
    const interpreter = pool.takeIdle();
    if (!interpreter) return;
    const helper = this.#session.open(interpreter);
    const helping = this.#help(helper).finally(() => {
      this.#session.close(helper);
      this.#helping.delete(interpreter);
      pool.giveBack(interpreter);
    });
    this.#helping.set(interpreter, helping);
  }

  /** Until nothing is left, or somebody else waits for an interpreter. */
  async #help(helper: CandidateSession): Promise<void> {
    const { program, setup, pool } = this.#options;
    const load = loadCalls(program, setup);
    const [said] = await helper.run([{ function: 'independence.read', argument: program }]);
    const isIndependent = said?.reply === 'independent';
    if (!isIndependent || (await helper.run(load)).length < load.length) this.#mayHelp = false;
    while (this.#mayHelp && this.#open.length > 0 && !pool.isWanted) {
      await this.#runPortion(helper);
      if (helper.brokenOff) this.#mayHelp = false;
    }
  }
}
