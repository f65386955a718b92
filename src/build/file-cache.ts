/** Files that take long to make, kept from one build to the next. */

import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export class FileCache {
  readonly #folder: string;
  readonly #inTheMaking = new Map<string, Promise<Buffer>>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  pathOf(name: string): string {
    return join(this.#folder, name);
  }

  /** What is kept under this name, made where there is nothing: once, also for those who ask meanwhile. */
  get(name: string, make: () => Promise<Uint8Array>): Promise<Buffer> {
    const known = this.#inTheMaking.get(name);
    if (known) return known;
    const file = this.#readOrMake(name, make).finally(() => this.#inTheMaking.delete(name));
    this.#inTheMaking.set(name, file);
    return file;
  }

  async #readOrMake(name: string, make: () => Promise<Uint8Array>): Promise<Buffer> {
    const path = this.pathOf(name);
    try {
      return await readFile(path);
    } catch {
      const content = Buffer.from(await make());
      await mkdir(dirname(path), { recursive: true });
      // Two builds at once must not read each other's half-written file.
      const part = `${path}.${process.pid}`;
      await writeFile(part, content);
      await rename(part, path);
      return content;
    }
  }
}
