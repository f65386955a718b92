/**
 * Files kept on this device by address: in Cache Storage where there is one, else in memory for
 * as long as the page lives. Holds bytes and trusts none of them; checking is for the reader.
 */

import { answerOrNull, inTime, offered } from '../platform/refusals.ts';
import type { KeepFault } from './task-source.ts';

export interface KeptFiles {
  /** Null where the file is not kept or cannot be read. */
  read(address: string): Promise<Uint8Array<ArrayBuffer> | null>;
  /** Never rejects: what could not be kept is said, and the bytes stay usable. */
  keep(address: string, bytes: Uint8Array<ArrayBuffer>): Promise<KeepFault | null>;
  forget(address: string): Promise<void>;
  /** Of every file that is kept, the oldest first. Never rejects. */
  addresses(): Promise<readonly string[]>;
}

export const tasksCacheName = 'synthpad-tasks';

export function keptFiles(): KeptFiles {
  // Absent in insecure contexts, and out of bounds where site data is blocked.
  const storage = offered(() => globalThis.caches as CacheStorage | undefined);
  return storage ? cachedFiles(storage, tasksCacheName) : rememberedFiles();
}

export function cachedFiles(storage: CacheStorage, cacheName: string): KeptFiles {
  return {
    read: (address) =>
      answerOrNull(async () => {
        const response = await (await storage.open(cacheName)).match(address);
        return response ? new Uint8Array(await response.arrayBuffer()) : null;
      }),
    async keep(address, bytes) {
      const putting = async () => {
        await (await storage.open(cacheName)).put(address, new Response(bytes));
        return null;
      };
      try {
        return await inTime(putting(), 'storage-refused');
      } catch (error) {
        const isFull = error instanceof DOMException && error.name === 'QuotaExceededError';
        return isFull ? 'storage-full' : 'storage-refused';
      }
    },
    // Where the cache cannot be opened there is nothing left to forget.
    forget: async (address) =>
      void (await answerOrNull(async () => (await storage.open(cacheName)).delete(address))),
    async addresses() {
      const keys = await answerOrNull(async () => (await storage.open(cacheName)).keys());
      return (keys ?? []).map(({ url }) => url);
    },
  };
}

export function rememberedFiles(): KeptFiles {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  return {
    read: async (address) => files.get(address) ?? null,
    async keep(address, bytes) {
      files.set(address, bytes);
      return 'storage-refused';
    },
    async forget(address) {
      files.delete(address);
    },
    addresses: async () => [...files.keys()],
  };
}
