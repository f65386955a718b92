/**
 * A file for the evaluation, held until its view takes it: that may still be on its way. And what
 * is to be said where several files were dropped at once.
 */

export type DropNews =
  /** All but the one called so were left alone. */
  | { readonly kind: 'one-taken'; readonly name: string; readonly count: number }
  /** Files of work, shown as those of a class although none was in view. */
  | { readonly kind: 'shown-as-class'; readonly count: number };

export class DroppedFile {
  /** Null where nothing is to be said, or it was dismissed. */
  news = $state.raw<DropNews | null>(null);
  #file = $state.raw<File | null>(null);

  /** The one dropped last counts. */
  put(file: File): void {
    this.#file = file;
  }

  /** Each file is taken once. */
  take(): File | null {
    const file = this.#file;
    this.#file = null;
    return file;
  }
}
