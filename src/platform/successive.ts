/**
 * Work on what keeps changing: what is newer waits until the work under way is done, so that some
 * of it is done at all, and of what waits only the newest is worked on. What is about something
 * else does not wait.
 */

/** Between two works, so many times as long is for others; never longer than `longestRestMs`. */
const restShare = 5;
const longestRestMs = 2000;

export class Successive<Given> {
  readonly #work: (given: Given, signal: AbortSignal) => Promise<void>;
  #current: { readonly about: string; readonly controller: AbortController } | null = null;
  #next: { readonly given: Given } | null = null;

  constructor(work: (given: Given, signal: AbortSignal) => Promise<void>) {
    this.#work = work;
  }

  /** `about`: what it has in common with what it waits for. */
  begin(about: string, given: Given): void {
    this.#next = { given };
    if (this.#current?.about === about) return;
    this.#current?.controller.abort();
    const controller = new AbortController();
    this.#current = { about, controller };
    void this.#go(controller);
  }

  /** Aborts the work under way, if any; none follows. */
  end(): void {
    this.#current?.controller.abort();
    this.#current = null;
    this.#next = null;
  }

  async #go(controller: AbortController): Promise<void> {
    const { signal } = controller;
    try {
      while (!signal.aborted && this.#next !== null) {
        const { given } = this.#next;
        this.#next = null;
        const startedAt = performance.now();
        await this.#work(given, signal);
        const restMs = restShare * (performance.now() - startedAt);
        if (!signal.aborted) await rest(Math.min(longestRestMs, restMs));
      }
    } finally {
      if (!signal.aborted) this.#current = null;
    }
  }
}

function rest(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
