/** Limits how many jobs run at once: one more waits for a free place. */

export class Limiter {
  readonly #places: number;
  readonly #running = new Set<Promise<void>>();

  constructor(places: number) {
    this.#places = places;
  }

  /** Resolves when the job has begun. Jobs do not reject. */
  async add(job: () => Promise<void>): Promise<void> {
    while (this.#running.size >= this.#places) await Promise.race(this.#running);
    const running = job().finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  /** Resolves when all jobs are done. */
  async end(): Promise<void> {
    while (this.#running.size > 0) await Promise.race(this.#running);
  }
}
