/** Model files that a person gave on this visit: the page may use them and keeps none. */

import { SvelteMap } from 'svelte/reactivity';
import type { PlannedModel } from '../../../evaluation/plans/plan.ts';
import type { OwnFile } from '../../../synthesis/model-kind.ts';
import { kindOf } from '../../../synthesis/model-spec.ts';
import { sha256 } from '../../../tasks/sha256.ts';

export class GivenFiles {
  /** Of adapters, once they were worked out. */
  readonly #hashes = new SvelteMap<File, string>();
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

  /** Gives what a plan names the adapter by. */
  takeAdapter(file: File): OwnFile {
    // One that cannot be read says so when it is loaded.
    void this.#hash(file).catch(() => undefined);
    return this.take(file);
  }

  /** Null where the file was not given, and until its hash was worked out. */
  hashOf({ fileName, sizeBytes }: OwnFile): string | null {
    const file = this.find(fileName, sizeBytes);
    return (file && this.#hashes.get(file)) ?? null;
  }

  /** Works out the hashes of adapters among these that were given; of a base it would take long. */
  async hashAdapters(writers: readonly PlannedModel[]): Promise<void> {
    for (const writer of writers) {
      if (writer.kind !== 'gguf-adapter' || 'address' in writer.adapter) continue;
      const file = this.find(writer.adapter.fileName, writer.adapter.sizeBytes);
      if (file) await this.#hash(file).catch(() => undefined);
    }
  }

  async #hash(file: File): Promise<void> {
    if (this.#hashes.has(file)) return;
    this.#hashes.set(file, await sha256(new Uint8Array(await file.arrayBuffer())));
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
