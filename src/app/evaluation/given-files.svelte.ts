/** Model files that a person gave on this visit: the page may use them and keeps none. */

import type { PlannedModel } from '../../evaluation/plans/plan.ts';

export class GivenFiles {
  #files = $state.raw<readonly File[]>([]);

  /** Gives the writer that a plan names the file by. */
  give(file: File): PlannedModel {
    this.#files = [...this.#files.filter((other) => !isSame(file, other.name, other.size)), file];
    return { kind: 'gguf-file', fileName: file.name, sizeBytes: file.size };
  }

  find(fileName: string, sizeBytes: number): File | null {
    return this.#files.find((file) => isSame(file, fileName, sizeBytes)) ?? null;
  }

  /** Whether this writer can be opened as it is: false where its file has to be given again. */
  isGiven(writer: PlannedModel): boolean {
    return writer.kind !== 'gguf-file' || this.find(writer.fileName, writer.sizeBytes) !== null;
  }
}

function isSame(file: File, fileName: string, sizeBytes: number): boolean {
  return file.name === fileName && file.size === sizeBytes;
}
