/**
 * Where what references returned for hidden inputs is kept across visits and runs: texts by key,
 * in the browser's Cache Storage. Holds texts and trusts none; what they say is for `hidden-suites`.
 */

import { expectedCacheName } from '../../platform/cache-names.ts';
import { answerOrNull, offered } from '../../platform/refusals.ts';

/** Neither method rejects: what cannot be kept is worked out again. */
export interface ExpectedStore {
  /** Null where nothing is kept. */
  read(key: string): Promise<string | null>;
  keep(key: string, text: string): Promise<void>;
}

/** The hidden inputs of MBPP+ and HumanEval+ need a part of it. */
const defaultMostBytes = 64_000_000;
/** Nothing is ever fetched from here: names under which texts are kept. */
const home = 'https://expected-values.invalid/';
const sizeHeader = 'X-Size';

/** Nothing is kept where the browser has no Cache Storage. */
export function browserExpectedStore(mostBytes = defaultMostBytes): ExpectedStore {
  const storage = offered(() => globalThis.caches as CacheStorage | undefined);
  return storage ? new CachedTexts(storage, mostBytes) : nothingKept;
}

export const nothingKept: ExpectedStore = {
  read: () => Promise.resolve(null),
  keep: () => Promise.resolve(),
};

class CachedTexts implements ExpectedStore {
  readonly #storage: CacheStorage;
  readonly #mostBytes: number;
  /** Null until it has been counted, and after others may have written. */
  #keptBytes: number | null = null;
  #writing: Promise<unknown> = Promise.resolve();

  constructor(storage: CacheStorage, mostBytes: number) {
    this.#storage = storage;
    this.#mostBytes = mostBytes;
  }

  async read(key: string): Promise<string | null> {
    return answerOrNull(async () => {
      const response = await (await this.#storage.open(expectedCacheName)).match(home + key);
      return (await response?.text()) ?? null;
    });
  }

  /** One after the other, so that each knows how much is kept. */
  keep(key: string, text: string): Promise<void> {
    const kept = this.#writing.then(async () => {
      await answerOrNull(() => this.#keep(home + key, new Blob([text])));
    });
    this.#writing = kept;
    return kept;
  }

  async #keep(address: string, body: Blob): Promise<void> {
    if (body.size > this.#mostBytes) return;
    const cache = await this.#storage.open(expectedCacheName);
    this.#keptBytes ??= await sizeOf(cache);
    if (this.#keptBytes + body.size > this.#mostBytes) await this.#makeRoom(cache, body.size);
    const headers = { [sizeHeader]: String(body.size) };
    await cache.put(address, new Response(body, { headers }));
    this.#keptBytes += body.size;
  }

  /** The oldest go, and a quarter more than is needed: room is not made for every one. */
  async #makeRoom(cache: Cache, neededBytes: number): Promise<void> {
    const wantedBytes = Math.max(neededBytes, this.#mostBytes / 4);
    let keptBytes = await sizeOf(cache);
    for (const request of await cache.keys()) {
      if (keptBytes + wantedBytes <= this.#mostBytes) break;
      keptBytes -= sizeIn(await cache.match(request));
      await cache.delete(request);
    }
    this.#keptBytes = keptBytes;
  }
}

async function sizeOf(cache: Cache): Promise<number> {
  let bytes = 0;
  for (const request of await cache.keys()) bytes += sizeIn(await cache.match(request));
  return bytes;
}

function sizeIn(response: Response | undefined): number {
  return Number(response?.headers.get(sizeHeader)) || 0;
}
