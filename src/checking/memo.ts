/** Answers that are asked for again and again: each is worked out once, what failed afresh. */

export class Memo<T> {
  readonly #known = new Map<string, Promise<T>>();

  get(key: string, make: () => Promise<T>): Promise<T> {
    const known = this.#known.get(key);
    if (known) return known;
    const made = make();
    made.catch(() => this.#known.delete(key));
    this.#known.set(key, made);
    return made;
  }
}

interface Shared<T> {
  readonly made: Promise<T>;
  readonly end: AbortController;
  askers: number;
}

/** The same of long work: it ends when the last who asks for it stops, and is done afresh if asked again. */
export class SharedMemo<T> {
  readonly #known = new Map<string, Shared<T>>();

  /** Rejects with the signal's reason at once. `make` hears that nobody waits any more. */
  get(
    key: string,
    make: (signal: AbortSignal) => Promise<T>,
    signal: AbortSignal = new AbortController().signal,
  ): Promise<T> {
    if (signal.aborted) return Promise.reject(signal.reason);
    const shared = this.#known.get(key) ?? this.#begin(key, make);
    shared.askers++;
    return new Promise((resolve, reject) => {
      const leave = () => {
        reject(signal.reason);
        if (--shared.askers > 0) return;
        if (this.#known.get(key) === shared) this.#known.delete(key);
        shared.end.abort(signal.reason);
      };
      signal.addEventListener('abort', leave, { once: true });
      const stay = () => signal.removeEventListener('abort', leave);
      shared.made.then(resolve, reject).finally(stay);
    });
  }

  #begin(key: string, make: (signal: AbortSignal) => Promise<T>): Shared<T> {
    const end = new AbortController();
    const shared = { made: make(end.signal), end, askers: 0 };
    shared.made.catch(() => {
      if (this.#known.get(key) === shared) this.#known.delete(key);
    });
    this.#known.set(key, shared);
    return shared;
  }
}
