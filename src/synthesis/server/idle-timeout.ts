/**
 * Notices when a server says nothing for too long. Slow tokens are no fault, and neither are the
 * empty comments some servers send while they think.
 */
export class IdleTimeout {
  /** Aborts when nothing was heard for so long. */
  readonly signal: AbortSignal;
  readonly #limitMs: number;
  readonly #ended = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(limitMs: number) {
    this.signal = this.#ended.signal;
    this.#limitMs = limitMs;
    this.heard();
  }

  heard(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ended.abort(), this.#limitMs);
  }

  /** Nobody listens any more. */
  end(): void {
    clearTimeout(this.#timer);
  }
}
