/**
 * Files by address in the browser's Cache Storage: found there, or downloaded, checked and kept.
 * A file that fails its check is not kept.
 */
import { isQuotaError, openDownload, type Fetch } from '../download.ts';
import { downloadWithRetry, usualRetry, type DownloadRetry } from '../download-retry.ts';
import { EngineError } from '../engine.ts';

import { Md5 } from './md5.ts';
import type { WeightShard } from './shards.ts';

interface FileSource {
  readonly fetch: Fetch;
  readonly caches: Pick<CacheStorage, 'open'>;
  readonly retry?: DownloadRetry;
}

interface FileEvents {
  /** Less than nothing where what came of a file is given up, to be asked for again. */
  readonly onBytes: (count: number) => void;
  readonly onWait: () => void;
}

interface ShardEvents {
  readonly onBytes: (count: number) => void;
  /** What went wrong with a shard that ended after so many bytes, too few. */
  readonly tooShort: (receivedBytes: number) => EngineError;
}

type Check<Content> = (bytes: Uint8Array<ArrayBuffer>) => Content;

export class CachedFiles {
  readonly #fetch: Fetch;
  readonly #caches: Pick<CacheStorage, 'open'>;
  readonly #retry: DownloadRetry;
  readonly #events: FileEvents;

  constructor({ fetch, caches, retry = usualRetry }: FileSource, events: FileEvents) {
    this.#fetch = fetch;
    this.#caches = caches;
    this.#retry = retry;
    this.#events = events;
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
  shard(shard: WeightShard, cacheName: string, signal: AbortSignal): Promise<void> {
    let endedAt: number | null = null;
    // What ends at the same place twice is so at its home, and would be asked for without end.
    const tooShort = (received: number) => {
      if (received === endedAt) return wrongSize(shard, received);
      endedAt = received;
      return new EngineError({ kind: 'no-network', address: shard.address });
    };
    return this.#patiently(signal, (onBytes) =>
      this.#shard(shard, cacheName, signal, { onBytes, tooShort }),
    );
  }

  async #shard(
    shard: WeightShard,
    cacheName: string,
    signal: AbortSignal,
    { onBytes, tooShort }: ShardEvents,
  ): Promise<void> {
    const { address, sizeBytes, md5 } = shard;
    const { body } = await this.#open(address, signal, onBytes);
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
          if (received > sizeBytes) throw wrongSize(shard, received);
          // A connection that broke looks like this where a proxy hides it.
          if (done && received < sizeBytes) throw tooShort(received);
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
    const bytes = await this.#patiently(signal, async (onBytes) => {
      const { body } = await this.#open(address, signal, onBytes);
      return new Uint8Array(await new Response(body).arrayBuffer());
    });
    const content = check(bytes);
    await this.#keep(cacheName, address, new Response(bytes));
    return content;
  }

  /** Files are at most some hundred megabytes: one that breaks is asked for again as a whole. */
  #patiently<Result>(
    signal: AbortSignal,
    attempt: (onBytes: (count: number) => void) => Promise<Result>,
  ): Promise<Result> {
    const { onBytes, onWait } = this.#events;
    let arrived = 0;
    return downloadWithRetry(
      (onReached) => {
        if (arrived > 0) onBytes(-arrived);
        arrived = 0;
        return attempt((count) => {
          arrived += count;
          onReached(arrived);
          onBytes(count);
        });
      },
      { signal, retry: this.#retry, onWait },
    );
  }

  #open(address: string, signal: AbortSignal, onBytes: (count: number) => void) {
    return openDownload(address, { signal, fetch: this.#fetch, onBytes });
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

function wrongSize({ address, sizeBytes }: WeightShard, received: number): EngineError {
  return corrupt(address, `${received} bytes instead of ${sizeBytes}`);
}

function corrupt(address: string, detail: string): EngineError {
  return new EngineError({ kind: 'corrupt-file', address, detail });
}
