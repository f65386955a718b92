/** Model files that a person gave on this visit: the page may use them and keeps none. */

import type { PlannedModel } from '../../evaluation/plans/plan.ts';
import type { OwnFile } from '../../synthesis/model-kind.ts';
import { kindOf } from '../../synthesis/model-spec.ts';

export class GivenFiles {
  #files = $state.raw<readonly File[]>([]);

  /** Gives the writer that a plan names the file by. */
  give(file: File): PlannedModel {
    return { kind: 'gguf-file', ...this.take(file) };
  }

  /** Gives what a plan names the file by. */
  take(file: File): OwnFile {
    this.#files = [...this.#files.filter((other) => !isSame(file, other.name, other.size)), file];
    return { fileName: file.name, sizeBytes: file.size };
  }

  find(fileName: string, sizeBytes: number): File | null {
    return this.#files.find((file) => isSame(file, fileName, sizeBytes)) ?? null;
  }

  /** Whether this writer can be opened as it is: false where a file has to be given again. */
  isGiven(writer: PlannedModel): boolean {
    return this.missingOf(writer).length === 0;
  }

  /** The files that have to be given again. */
  missingOf(writer: PlannedModel): readonly OwnFile[] {
    const own = writer.kind === 'imported' ? [] : kindOf(writer).ownFilesOf(writer);
    return own.filter(({ fileName, sizeBytes }) => this.find(fileName, sizeBytes) === null);
  }
}

function isSame(file: File, fileName: string, sizeBytes: number): boolean {
  return file.name === fileName && file.size === sizeBytes;
}
