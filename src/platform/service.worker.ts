/**
 * Keeps the page for visits without a network: this version's files at once, an engine's chunks
 * when first used. A newer version waits until the page asks for it. Isolates the page from other
 * sites, for which hosts would have to send headers.
 */

import { engineCacheName, notIsolatedCacheName, pageCachePrefix } from './cache-names.ts';

/** Written in front of this script by build/offline.ts. */
declare const keptFiles: { readonly version: string; readonly paths: readonly string[] };

// The library of types calls every worker's global a plain one.
const worker = self as unknown as ServiceWorkerGlobalScope;

const pageCacheName = `${pageCachePrefix}${keptFiles.version}`;

/** Few enough that the page, which loads at the same time, is not held up. */
const parallelFetches = 4;
const pausesMs = [1_000, 5_000];
/** A connection that hangs is as good as one that breaks. */
const fetchLimitMs = 120_000;

worker.addEventListener('install', (event) => event.waitUntil(keepPage()));
worker.addEventListener('activate', (event) => event.waitUntil(takeOver()));
worker.addEventListener('message', (event) => {
  const { data, source } = event;
  if (data?.type === 'SKIP_WAITING') void worker.skipWaiting();
  if (data?.type === 'DO_NOT_ISOLATE') event.waitUntil(caches.open(notIsolatedCacheName));
  if (data?.type === 'ISOLATE') event.waitUntil(caches.delete(notIsolatedCacheName));
  // A page that has just opened got this version.
  if (data?.type === 'OPENED' && source instanceof Client) {
    event.waitUntil(forgetOlderPages(source.id));
  }
});
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== worker.location.origin) return;
  const isPage =
    request.mode === 'navigate' && pathname === new URL('./', worker.location.href).pathname;
  if (isPage) event.respondWith(kept('index.html', request).then(isolated));
  else if (request.destination === 'worker')
    event.respondWith(kept(request.url, request).then(withHeaders));
  else if (request.mode !== 'navigate') event.respondWith(kept(request.url, request));
});

async function keepPage(): Promise<void> {
  const cache = await caches.open(pageCacheName);
  const queue = [...keptFiles.paths];
  const work = async () => {
    for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
      await keepPatiently(cache, path);
    }
  };
  await Promise.all(Array.from({ length: parallelFetches }, work));
}

/** One file that fails for a moment must not cost the whole page. */
async function keepPatiently(cache: Cache, path: string): Promise<void> {
  for (const pauseMs of pausesMs) {
    const isKept = await keep(cache, path).then(
      () => true,
      () => false,
    );
    if (isKept) return;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  await keep(cache, path);
}

/** A name with a hash is never another file: what an older version kept need not be fetched. */
async function keep(cache: Cache, path: string): Promise<void> {
  const known = /-[\w-]{8}\./.test(path) ? await caches.match(path) : undefined;
  if (known) return cache.put(path, known);
  const signal = AbortSignal.timeout(fetchLimitMs);
  // From the network, and past the browser's own cache: there a request waits its turn while the
  // page fetches the same file.
  return cache.add(new Request(path, { cache: 'no-store', signal }));
}

/**
 * The very first page is taken over too, so that the engines it fetches are kept. Isolation is tried
 * again with each version: what kept a sandbox from starting may have passed.
 */
async function takeOver(): Promise<void> {
  await caches.delete(notIsolatedCacheName);
  await forgetOlderPages(null);
  await worker.clients.claim();
}

/**
 * A tab that was open when another took this version is of an older one still, and fetches parts
 * of that when they are first used: while any other tab is open, what is older stays.
 */
async function forgetOlderPages(opened: string | null): Promise<void> {
  const open = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (open.some(({ id }) => id !== opened)) return;
  await Promise.all((await olderPages()).map((name) => caches.delete(name)));
}

async function olderPages(): Promise<string[]> {
  const names = await caches.keys();
  return names.filter((name) => name.startsWith(pageCachePrefix) && name !== pageCacheName);
}

async function known(path: string): Promise<Response | undefined> {
  for (const name of [pageCacheName, engineCacheName, ...(await olderPages())]) {
    const found = await (await caches.open(name)).match(path);
    if (found) return found;
  }
  return undefined;
}

async function kept(path: string, request: Request): Promise<Response> {
  const found = await known(path);
  if (found) return found;
  const response = await fetch(request);
  if (response.ok && new URL(request.url).pathname.includes('/assets/')) {
    await (await caches.open(engineCacheName)).put(request, response.clone());
  }
  return response;
}

async function isolated(response: Response): Promise<Response> {
  return (await caches.has(notIsolatedCacheName)) ? response : withHeaders(response);
}

/**
 * With these headers browsers give a page the memory that threads share. `credentialless` keeps
 * what comes from other origins coming, without cookies; Safari does not know the word, and is better
 * off: under `require-corp`, which a host may send, it starts no sandbox. A worker needs the
 * header of its page, which may have been isolated before it was to be so no more; for another page's
 * worker it changes nothing.
 */
function withHeaders(response: Response): Response {
  if (!response.ok) return response;
  const { body, status, statusText } = response;
  const headers = new Headers(response.headers);
  headers.set('Cross-Origin-Opener-Policy', 'same-origin');
  headers.set('Cross-Origin-Embedder-Policy', 'credentialless');
  return new Response(body, { status, statusText, headers });
}
