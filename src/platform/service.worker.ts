/**
 * Keeps the page for visits without a network: this version's files at once, an engine's chunks
 * when first used. A newer version waits until the page asks for it.
 */

import { engineCacheName, pageCachePrefix } from './cache-names.ts';

/** Written in front of this script by build/offline.ts. */
declare const keptFiles: { readonly version: string; readonly paths: readonly string[] };

// The library of types calls every worker's global a plain one.
const worker = self as unknown as ServiceWorkerGlobalScope;

const pageCacheName = `${pageCachePrefix}${keptFiles.version}`;

/** Few enough that the page, which loads at the same time, is not held up. */
const parallelFetches = 4;
const pausesMs = [1_000, 5_000];
const hashedName = /-[\w-]{8}\./;
/** A connection that hangs is as good as one that breaks. */
const fetchLimitMs = 120_000;

worker.addEventListener('install', (event) => event.waitUntil(keepPage()));
worker.addEventListener('activate', (event) => event.waitUntil(takeOver()));
worker.addEventListener('message', ({ data }) => {
  if (data?.type === 'SKIP_WAITING') void worker.skipWaiting();
});
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== worker.location.origin) return;
  const isPage =
    request.mode === 'navigate' && pathname === new URL('./', worker.location.href).pathname;
  if (isPage) {
    event.respondWith(kept('index.html', request));
    event.waitUntil(forgetOlderPages());
  } else if (request.mode !== 'navigate') event.respondWith(kept(request.url, request));
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
  const known = await keptByOlderPage(path);
  if (known) return cache.put(path, known);
  const signal = AbortSignal.timeout(fetchLimitMs);
  // From the network, and past the browser's own cache: there a request waits its turn while the
  // page fetches the same file.
  return cache.add(new Request(path, { cache: 'no-store', signal }));
}

/** The very first page is taken over too, so that the engines it fetches are kept. */
async function takeOver(): Promise<void> {
  await forgetOlderPages();
  await worker.clients.claim();
}

/** Not while other tabs are open: they may be of the older version and load more of it. */
async function forgetOlderPages(): Promise<void> {
  const tabs = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (tabs.length > 1) return;
  const names = await caches.keys();
  const older = names.filter((name) => name.startsWith(pageCachePrefix) && name !== pageCacheName);
  await Promise.all(older.map((name) => caches.delete(name)));
}

/** Only what has a hash in its name is the same file in every version. */
async function keptByOlderPage(path: string): Promise<Response | undefined> {
  return hashedName.test(path) ? await caches.match(path) : undefined;
}

async function kept(path: string, request: Request): Promise<Response> {
  const page = await caches.open(pageCacheName);
  const engines = await caches.open(engineCacheName);
  const known =
    (await page.match(path)) ?? (await engines.match(path)) ?? (await keptByOlderPage(path));
  if (known) return known;
  const response = await fetch(request);
  if (response.ok && new URL(request.url).pathname.includes('/assets/')) {
    await engines.put(request, response.clone());
  }
  return response;
}
