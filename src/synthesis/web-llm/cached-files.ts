/**
 * Files by address in the browser's Cache Storage: found there, or downloaded, checked and kept.
 * A file that fails its check is not kept.
 */
import { isQuotaError, openDownload, type Fetch } from '../download.ts';
import { EngineError } from '../engine.ts';

import { Md5 } from './md5.ts';
import type { WeightShard } from './shards.ts';

type Check<Content> = (bytes: Uint8Array<ArrayBuffer>) => Content;

export class CachedFiles {
  readonly #fetch: Fetch;
  readonly #caches: Pick<CacheStorage, 'open'>;
  readonly #onBytes: (count: number) => void;

  constructor(
    { fetch, caches }: { readonly fetch: Fetch; readonly caches: Pick<CacheStorage, 'open'> },
    onBytes: (count: number) => void,
  ) {
    this.#fetch = fetch;
    this.#caches = caches;
    this.#onBytes = onBytes;
  }

  json(cacheName: string, address: string, signal: AbortSignal): Promise<unknown> {
    return this.#whole(cacheName, address, signal, (bytes) => {
      try {
        return JSON.parse(new TextDecoder().decode(bytes));
      } catch (error) {
        throw corrupt(address, String(error));
      }
    });
  }

  bytes(cacheName: string, address: string, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
    return this.#whole(cacheName, address, signal, (bytes) => bytes);
  }

  /** A WebAssembly module: four bytes tell it from everything else a host may send. */
  wasm(cacheName: string, address: string, signal: AbortSignal): Promise<void> {
    return this.#whole(cacheName, address, signal, (bytes) => {
      if (new TextDecoder('latin1').decode(bytes.subarray(0, 4)) === '\0asm') return;
      const detail = 'not a WebAssembly library';
      throw new EngineError({ kind: 'wrong-file-type', address, detail });
    });
  }

  /** Those of `files` that are not kept yet. */
  async missing<File extends { readonly address: string }>(
    cacheName: string,
    files: readonly File[],
  ): Promise<File[]> {
    const cache = await this.#caches.open(cacheName);
    const kept = new Set((await cache.keys()).map(({ url }) => url));
    return files.filter(({ address }) => !kept.has(address));
  }

  /** Streams a shard to the cache without holding it in memory. */
  async shard(
    { address, sizeBytes, md5 }: WeightShard,
    cacheName: string,
    signal: AbortSignal,
  ): Promise<void> {
    const { body } = await this.#open(address, signal);
    // Cache Storage answers a broken stream with an error of its own; this keeps the first one.
    let fault: unknown;
    let received = 0;
    const hash = md5 === null ? null : new Md5();
    const reader = body.getReader();
    const checked = new ReadableStream<Uint8Array<ArrayBuffer>>({
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          received += value?.byteLength ?? 0;
          if (received > sizeBytes || (done && received < sizeBytes)) {
            throw corrupt(address, `${received} bytes instead of ${sizeBytes}`);
          }
          if (!done) {
            hash?.update(value);
            controller.enqueue(value);
          } else if (hash !== null && hash.hex() !== md5) {
            throw corrupt(address, 'other bytes than the list of weights names');
          } else controller.close();
        } catch (error) {
          fault = error;
          controller.error(error);
        }
      },
      cancel: (reason) => reader.cancel(reason),
    });
    try {
      await this.#keep(cacheName, address, new Response(checked));
    } catch (error) {
      throw fault ?? error;
    }
  }

  async #whole<Content>(
    cacheName: string,
    address: string,
    signal: AbortSignal,
    check: Check<Content>,
  ): Promise<Content> {
    const cache = await this.#caches.open(cacheName);
    const kept = await cache.match(address);
    signal.throwIfAborted();
    if (kept !== undefined) return check(new Uint8Array(await kept.arrayBuffer()));
    const { body } = await this.#open(address, signal);
    const bytes = new Uint8Array(await new Response(body).arrayBuffer());
    const content = check(bytes);
    await this.#keep(cacheName, address, new Response(bytes));
    return content;
  }

  #open(address: string, signal: AbortSignal) {
    return openDownload(address, { signal, fetch: this.#fetch, onBytes: this.#onBytes });
  }

  async #keep(cacheName: string, address: string, response: Response): Promise<void> {
    const cache = await this.#caches.open(cacheName);
    try {
      await cache.put(address, response);
    } catch (error) {
      if (!isQuotaError(error)) throw error;
      throw new EngineError({ kind: 'no-disk-space', neededBytes: null }, { cause: error });
    }
  }
}

function corrupt(address: string, detail: string): EngineError {
  return new EngineError({ kind: 'corrupt-file', address, detail });
}
