/**
 * Cuts a stream of text before the first stop string. Holds back what may be the beginning of
 * one, so that no part of a stop string is ever shown; what ends a reply otherwise is the
 * engine's business.
 */
export class StopStrings {
  readonly #stops: readonly string[];
  #held = '';
  #isStopped = false;

  constructor(stops: readonly string[]) {
    this.#stops = stops.filter((stop) => stop !== '');
  }

  /** Whether a stop string has been met: everything after it is dropped. */
  get isStopped(): boolean {
    return this.#isStopped;
  }

  /** Takes a piece as it came and gives the text that is certain, "" if none is. */
  push(piece: string): string {
    if (this.#isStopped) return '';
    const text = this.#held + piece;
    const cut = this.#stops.map((stop) => text.indexOf(stop)).filter((at) => at >= 0);
    if (cut.length > 0) {
      this.#isStopped = true;
      this.#held = '';
      return text.slice(0, Math.min(...cut));
    }
    const certain = text.length - this.#possibleStart(text);
    this.#held = text.slice(certain);
    return text.slice(0, certain);
  }

  /** At the end of the stream: what was held back was no stop string after all. */
  flush(): string {
    const rest = this.#held;
    this.#held = '';
    return rest;
  }

  /** Length of the longest tail of `text` that begins some stop string. */
  #possibleStart(text: string): number {
    const tails = this.#stops.map((stop) => {
      for (let length = Math.min(stop.length - 1, text.length); length > 0; length--) {
        if (stop.startsWith(text.slice(-length))) return length;
      }
      return 0;
    });
    return Math.max(0, ...tails);
  }
}
