/**
 * The interpreters of one kind within one sandbox frame: made when needed, fresh when handed
 * out, replaced when unfit. Boots a spare in the shadow of work that takes long, so that a killed
 * interpreter is followed at once. A frame that falls silent is given up and made again.
 */

import type { Interpreter } from './interpreter.ts';
import type { PythonModule } from './protocol.ts';
import { Sandbox, SandboxRefusedError } from './sandbox.ts';
import { type SandboxBytes, UnreachableError } from './sandbox-bytes.ts';

export interface PoolOptions {
  readonly bytes: SandboxBytes;
  readonly modules: readonly PythonModule[];
  /** Interpreters at work at the same time. */
  readonly size: number;
  /** Booted ones kept ready beyond those. */
  readonly spares: number;
}

/** Python sees a MemoryError beyond this. */
export const heapLimitBytes = 256 * 1024 * 1024;
/** Memory never shrinks, and copying it back takes time in proportion. */
const wornHeapBytes = 64 * 1024 * 1024;
/** A program that takes longer may have to be killed, and the next should not wait for a boot. */
const programPatienceMs = 250;
/** Bounds what might pile up unseen outside Python's memory. */
const jobsPerInterpreter = 500;

interface Waiting {
  readonly resolve: (interpreter: Interpreter) => void;
  readonly reject: (reason: unknown) => void;
  readonly patienceMs: number;
}

interface Watching {
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

interface Loan {
  readonly timer: ReturnType<typeof setTimeout> | undefined;
  readonly takesLong: boolean;
}

export class InterpreterPool {
  readonly #options: PoolOptions;
  #sandbox: Promise<Sandbox> | null = null;
  #idle: Interpreter[] = [];
  #booting = 0;
  #failedBoots = 0;
  readonly #busy = new Map<Interpreter, Loan>();
  #waiting: Waiting[] = [];
  #watching: Watching[] = [];
  #isClosed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  /**
   * A booted interpreter in its first state, for the caller alone. Rejects where none starts.
   * Until `patienceMs` are over no spare is booted: the machine is left to the work.
   */
  take(signal?: AbortSignal, patienceMs = programPatienceMs): Promise<Interpreter> {
    return this.#inLine<Interpreter>(signal, (resolve, reject) => {
      const waiting = { resolve, reject, patienceMs };
      this.#waiting.push(waiting);
      return () => (this.#waiting = this.#waiting.filter((each) => each !== waiting));
    });
  }

  /** One that is booted, and that nobody waits for; null where there is none. */
  takeIdle(): Interpreter | null {
    this.#idle = this.#idle.filter((each) => each.isAlive);
    const isFree = !this.isWanted && this.#busy.size < this.#options.size;
    const interpreter = isFree ? this.#idle.pop() : undefined;
    if (!interpreter) return null;
    this.#busy.set(interpreter, { timer: undefined, takesLong: false });
    return interpreter;
  }

  /** Whether anybody waits for an interpreter. */
  get isWanted(): boolean {
    return this.#waiting.length > 0;
  }

  /**
   * Resolves when one has booted, and takes none: whoever comes for one meanwhile waits for the
   * same boot. Rejects where none starts.
   */
  ready(signal?: AbortSignal): Promise<void> {
    return this.#inLine(signal, (resolve, reject) => {
      const watching = { resolve, reject };
      this.#watching.push(watching);
      return () => (this.#watching = this.#watching.filter((each) => each !== watching));
    });
  }

  /** `enter` gives the way out. No listener stays on a signal that outlives the wait. */
  async #inLine<T>(
    signal: AbortSignal | undefined,
    enter: (resolve: (value: T) => void, reject: (reason: unknown) => void) => () => void,
  ): Promise<T> {
    let stop = () => {};
    try {
      return await new Promise<T>((resolve, reject) => {
        this.#throwIfOver(signal);
        const leave = enter(resolve, reject);
        stop = () => {
          leave();
          reject(signal?.reason);
        };
        signal?.addEventListener('abort', stop, { once: true });
        this.#serve();
      });
    } finally {
      signal?.removeEventListener('abort', stop);
    }
  }

  #throwIfOver(signal: AbortSignal | undefined): void {
    signal?.throwIfAborted();
    if (this.#isClosed) throw closed();
  }

  /** The caller is done with it. One that is fit is put back to its first state and kept. */
  giveBack(interpreter: Interpreter): void {
    clearTimeout(this.#busy.get(interpreter)?.timer);
    this.#busy.delete(interpreter);
    const isWorn =
      interpreter.heapBytes > wornHeapBytes || interpreter.jobsRun >= jobsPerInterpreter;
    if (!interpreter.isAlive || interpreter.isUnfit || isWorn) interpreter.kill();
    else {
      interpreter.restore();
      this.#idle.push(interpreter);
    }
    this.#serve();
  }

  /** Ends the frame with everything in it; the next interpreter comes from a new one. */
  rebuild(): void {
    const sandbox = this.#sandbox;
    this.#sandbox = null;
    this.#idle = [];
    void sandbox?.then((each) => each.close()).catch(() => {});
  }

  close(): void {
    this.#isClosed = true;
    this.#rejectAll(closed());
    for (const { timer } of this.#busy.values()) clearTimeout(timer);
    this.rebuild();
  }

  #serve(): void {
    this.#idle = this.#idle.filter((each) => each.isAlive);
    if (this.#idle.length + this.#busy.size > 0) {
      for (const { resolve } of this.#watching.splice(0)) resolve();
    }
    while (this.#waiting.length > 0 && this.#busy.size < this.#options.size) {
      const interpreter = this.#idle.pop();
      if (!interpreter) break;
      const next = this.#waiting.shift();
      if (next) this.#lend(interpreter, next);
    }
    this.#boot();
  }

  #lend(interpreter: Interpreter, { resolve, patienceMs }: Waiting): void {
    const isPatient = patienceMs === Infinity;
    const timer = isPatient
      ? undefined
      : setTimeout(() => this.expectLoss(interpreter), patienceMs);
    this.#busy.set(interpreter, { timer, takesLong: false });
    resolve(interpreter);
  }

  /** It may have to be ended: spares are booted meanwhile. */
  expectLoss(interpreter: Interpreter): void {
    const loan = this.#busy.get(interpreter);
    if (!loan) return;
    this.#busy.set(interpreter, { ...loan, takesLong: true });
    this.#boot();
  }

  /** A frame that does not answer is given up, with everything in it. */
  async rebuildIfSilent(): Promise<void> {
    const sandbox = this.#sandbox;
    const isAlive = await sandbox?.then((each) => each.isAlive()).catch(() => false);
    if (this.#sandbox === sandbox && isAlive === false) this.rebuild();
  }

  #boot(): void {
    if (this.#isClosed) return;
    const { size, spares } = this.#options;
    const isAnyLong = [...this.#busy.values()].some(({ takesLong }) => takesLong);
    const asked = Math.max(this.#waiting.length, Math.min(1, this.#watching.length));
    const demand = Math.min(size, this.#busy.size + asked);
    const wanted = demand - this.#busy.size + (isAnyLong ? spares : 0);
    if (this.#idle.length + this.#booting >= wanted) return;
    const { bytes, modules } = this.#options;
    const sandbox = (this.#sandbox ??= Sandbox.open(bytes));
    this.#booting++;
    spawned(sandbox, modules).then(
      (interpreter) => {
        this.#booting--;
        this.#failedBoots = 0;
        this.#idle.push(interpreter);
        this.#serve();
      },
      (reason: unknown) => {
        this.#booting--;
        // A frame that was given up takes its booting interpreters along: they are made again.
        if (this.#sandbox === sandbox) void this.#noteFailedBoot(reason);
        else this.#serve();
      },
    );
    this.#boot();
  }

  /** A new frame may do better; one that fails as well means that there is no way here. */
  async #noteFailedBoot(reason: unknown): Promise<void> {
    // One that answers keeps the programs that run in it.
    if (this.#failedBoots > 0 || this.#busy.size === 0) this.rebuild();
    else await this.rebuildIfSilent();
    // Only for somebody who waits: a spare that fails must not be tried for ever.
    const isWorthAnother =
      ++this.#failedBoots < 2 && this.#waiting.length + this.#watching.length > 0;
    if (isWorthAnother) return this.#serve();
    this.#failedBoots = 0;
    const isNamed = reason instanceof SandboxRefusedError || reason instanceof UnreachableError;
    const named = isNamed ? reason : new SandboxRefusedError(String(reason), { cause: reason });
    this.#rejectAll(named);
  }

  #rejectAll(reason: unknown): void {
    for (const { reject } of [...this.#waiting.splice(0), ...this.#watching.splice(0)]) {
      reject(reason);
    }
  }
}

function closed(): DOMException {
  return new DOMException('The interpreters were ended.', 'AbortError');
}

async function spawned(
  sandbox: Promise<Sandbox>,
  modules: readonly PythonModule[],
): Promise<Interpreter> {
  const interpreter = (await sandbox).spawn({ modules, heapLimitBytes });
  await interpreter.booted;
  return interpreter;
}
