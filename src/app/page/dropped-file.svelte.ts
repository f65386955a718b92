/** A file for the evaluation, held until its view takes it: that may still be on its way. */

export class DroppedFile {
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
