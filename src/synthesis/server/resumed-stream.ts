/**
 * A reply that is asked for again, with the same seed, after its stream broke. What was shown
 * cannot be taken back: where the new telling begins as the old one did, it goes on from there.
 */
export class ResumedStream {
  readonly #say: (piece: string) => void;
  #said = '';
  /** What the present telling has yet to repeat. */
  #expected = '';

  constructor(say: (piece: string) => void) {
    this.#say = say;
  }

  /** Before each telling. */
  begin(): void {
    this.#expected = this.#said;
  }

  /** False where this telling differs from what was said before. */
  push(piece: string): boolean {
    const repeated = piece.slice(0, this.#expected.length);
    if (!this.#expected.startsWith(repeated)) return false;
    this.#expected = this.#expected.slice(repeated.length);
    const fresh = piece.slice(repeated.length);
    this.#said += fresh;
    if (fresh !== '') this.#say(fresh);
    return true;
  }

  /** False where this telling ended before it reached what was said. */
  end(): boolean {
    return this.#expected === '';
  }
}
