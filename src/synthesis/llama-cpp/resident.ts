/**
 * What llama.cpp holds in memory, for all models that it can answer as: a base that was loaded with
 * an adapter answers as the base and as both, request by request, and is loaded once.
 */
import { Turns } from '../generations.ts';
import type { Runtime } from './runtime.ts';

/** Equal for equal files on one processor. */
export interface Wanted {
  readonly base: string;
  /** Null where the base alone is wanted. */
  readonly adapter: string | null;
}

/**
 * How long a base with an adapter stays where nobody uses it: the other of the two is often next,
 * in the choice of models and in a study. Any other GGUF that is loaded takes its place at once.
 */
const usualIdleMs = 5_000;

export class Resident {
  readonly runtime: Runtime;
  /** llama.cpp makes one reply at a time, whoever asks. */
  readonly turns = new Turns();
  readonly #holds: Wanted;
  readonly #idleMs: number;
  readonly #onEnd: () => void;
  #users = 1;
  #isBroken = false;
  #idle: ReturnType<typeof setTimeout> | undefined;

  constructor(runtime: Runtime, holds: Wanted, idleMs: number, onEnd: () => void) {
    this.runtime = runtime;
    this.#holds = holds;
    this.#idleMs = idleMs;
    this.#onEnd = onEnd;
  }

  get isIdle(): boolean {
    return this.#users === 0;
  }

  canAnswerAs({ base, adapter }: Wanted): boolean {
    const has = this.#holds;
    return !this.#isBroken && base === has.base && (adapter === null || adapter === has.adapter);
  }

  join(): void {
    clearTimeout(this.#idle);
    this.#users++;
  }

  /** Of one of those who joined, or of the first. */
  async leave(): Promise<void> {
    this.#users--;
    if (!this.isIdle) return;
    if (this.#holds.adapter === null || this.#isBroken) return this.end();
    this.#idle = setTimeout(() => void this.end(), this.#idleMs);
  }

  /** Nobody gets it any more; those who have it find out for themselves. */
  breakDown(): void {
    this.#isBroken = true;
  }

  async end(): Promise<void> {
    clearTimeout(this.#idle);
    this.#onEnd();
    await this.runtime.exit();
  }
}

export class Residents {
  readonly #idleMs: number;
  #all: readonly Resident[] = [];

  constructor(idleMs = usualIdleMs) {
    this.#idleMs = idleMs;
  }

  /** One that is there, else a new one, after those that nobody uses are gone. */
  async take(wanted: Wanted, start: () => Promise<Runtime>): Promise<Resident> {
    const found = this.#all.find((each) => each.canAnswerAs(wanted));
    if (found) {
      found.join();
      return found;
    }
    await Promise.all(this.#all.filter(({ isIdle }) => isIdle).map((each) => each.end()));
    const runtime = await start();
    const made: Resident = new Resident(runtime, wanted, this.#idleMs, () => {
      this.#all = this.#all.filter((each) => each !== made);
    });
    this.#all = [...this.#all, made];
    return made;
  }
}
