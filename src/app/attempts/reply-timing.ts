/** When the pieces of a reply came: noted while it grows, so that it can be seen growing again. */

/** Nobody sees two pieces come that are closer than this. */
const grainMs = 40;

export class ReplyTiming {
  /**
   * In turn: how many milliseconds after the piece before (the first: after the request), and how
   * many characters came.
   */
  readonly moments: number[] = [];
  #length = 0;
  #at = performance.now();

  /** The reply has so many characters by now. */
  grow(length: number): void {
    const ms = Math.round(performance.now() - this.#at);
    const last = this.moments.length - 1;
    const added = length - this.#length;
    this.#length = length;
    if (last > 0 && ms < grainMs) {
      this.moments[last] = (this.moments[last] ?? 0) + added;
      return;
    }
    this.moments.push(ms, added);
    this.#at += ms;
  }
}
