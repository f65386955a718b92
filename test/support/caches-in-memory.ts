/** The part of Cache Storage that the engines use, for tests outside a browser. */

type Caches = Pick<CacheStorage, 'open'>;

export function cachesInMemory(): Caches {
  const caches = new Map<string, Cache>();
  return {
    async open(name) {
      const cache = caches.get(name) ?? cacheInMemory();
      caches.set(name, cache);
      return cache;
    },
  };
}

function cacheInMemory(): Cache {
  const kept = new Map<string, Blob>();
  const used: Pick<Cache, 'match' | 'put' | 'delete' | 'keys'> = {
    async match(address) {
      const content = kept.get(String(address));
      return content === undefined ? undefined : new Response(content);
    },
    put: async (address, response) => void kept.set(String(address), await response.blob()),
    delete: async (address) => kept.delete(String(address)),
    keys: async () => [...kept.keys()].map((address) => new Request(address)),
  };
  return used as Cache;
}
