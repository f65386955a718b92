/** What sandboxes are made of, fetched from the site itself once and shared by all of them. */

import { sandboxFiles } from 'virtual:sandbox-files';

export interface Bytes {
  readonly workerScript: Blob;
  readonly wasm: Blob;
  readonly stdlib: Blob;
}

/** The site's own files could not be read. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';
  readonly address: string;

  constructor(address: string, options?: ErrorOptions) {
    super(`Could not load ${address}`, options);
    this.address = address;
  }
}

export class SandboxBytes {
  #loaded: Promise<Bytes> | null = null;
  #snapshot: Promise<Blob | null> = Promise.resolve(null);

  /**
   * The memory of an interpreter that has booted. On a slow line its megabytes take longer than
   * the boot that they shorten, so nobody waits for them: null until they have come.
   */
  snapshotIfHere(): Promise<Blob | null> {
    return this.#snapshot;
  }

  /** Rejects with an `UnreachableError`, after which the next call tries again. */
  load(): Promise<Bytes> {
    this.#loaded ??= this.#fetchAll().catch((error: unknown) => {
      this.#loaded = null;
      throw error;
    });
    return this.#loaded;
  }

  async #fetchAll(): Promise<Bytes> {
    const needed = fetchNeeded();
    fetchBytes(sandboxFiles.snapshot, 'low').then(
      (packed) => (this.#snapshot = unpack(packed).catch(() => null)),
      () => {},
    );
    return await needed;
  }
}

async function fetchNeeded(): Promise<Bytes> {
  const [workerScript, wasm, stdlib] = await Promise.all([
    fetchBytes(sandboxFiles.worker),
    fetchBytes(sandboxFiles.wasm).then(unpack),
    fetchBytes(sandboxFiles.stdlib),
  ]);
  return { workerScript, wasm, stdlib };
}

async function fetchBytes(address: string, priority: RequestPriority = 'auto'): Promise<Blob> {
  try {
    const response = await fetch(address, { priority });
    if (!response.ok) throw new Error(`Status ${response.status}`);
    return await response.blob();
  } catch (error) {
    throw new UnreachableError(address, { cause: error });
  }
}

/** Some hosts declare a .gz file as an encoding, and the browser has then unpacked it already. */
async function unpack(file: Blob): Promise<Blob> {
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  if (first !== 0x1f || second !== 0x8b) return file;
  return await new Response(file.stream().pipeThrough(new DecompressionStream('gzip'))).blob();
}
