/** What sandboxes are made of, fetched from the site itself once and shared by all of them. */

import { sandboxFiles } from 'virtual:sandbox-files';

export interface Bytes {
  readonly workerScript: string;
  readonly wasm: ArrayBuffer;
  readonly stdlib: ArrayBuffer;
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

  /** Rejects with an `UnreachableError`, after which the next call tries again. */
  load(): Promise<Bytes> {
    this.#loaded ??= fetchAll().catch((error: unknown) => {
      this.#loaded = null;
      throw error;
    });
    return this.#loaded;
  }
}

async function fetchAll(): Promise<Bytes> {
  const [script, wasm, stdlib] = await Promise.all([
    fetchBytes(sandboxFiles.worker),
    fetchBytes(sandboxFiles.wasm),
    fetchBytes(sandboxFiles.stdlib),
  ]);
  return { workerScript: new TextDecoder().decode(script), wasm, stdlib };
}

async function fetchBytes(address: string): Promise<ArrayBuffer> {
  try {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`Status ${response.status}`);
    return await unpack(await response.arrayBuffer());
  } catch (error) {
    throw new UnreachableError(address, { cause: error });
  }
}

/** Some hosts declare a .gz file as an encoding, and the browser has then unpacked it already. */
async function unpack(bytes: ArrayBuffer): Promise<ArrayBuffer> {
  const [first, second] = new Uint8Array(bytes);
  if (first !== 0x1f || second !== 0x8b) return bytes;
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return await new Response(stream).arrayBuffer();
}
