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
