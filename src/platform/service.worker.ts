/**
 * Keeps the page for visits without a network: this version's files at once, an engine's chunks
 * when first used. A newer version waits until the page asks for it.
 */

/** Written in front of this script by build/offline.ts. */
declare const keptFiles: { readonly version: string; readonly paths: readonly string[] };

// The library of types calls every worker's global a plain one.
const worker = self as unknown as ServiceWorkerGlobalScope;

const pageCacheName = `synthpad-page-${keptFiles.version}`;
const engineCacheName = 'synthpad-engines';

worker.addEventListener('install', (event) => event.waitUntil(keepPage()));
worker.addEventListener('activate', (event) => event.waitUntil(forgetOlderPages()));
worker.addEventListener('message', ({ data }) => {
  if (data?.type === 'SKIP_WAITING') void worker.skipWaiting();
});
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== worker.location.origin) return;
  const isPage =
    request.mode === 'navigate' && pathname === new URL('./', worker.location.href).pathname;
  if (isPage) event.respondWith(kept('index.html', request));
  else if (request.mode !== 'navigate') event.respondWith(kept(request.url, request));
});

async function keepPage(): Promise<void> {
  const cache = await caches.open(pageCacheName);
  await Promise.all(keptFiles.paths.map((path) => keep(cache, path)));
}

/** A name with a hash is never another file: what an older version kept need not be fetched. */
async function keep(cache: Cache, path: string): Promise<void> {
  const known = /-[\w-]{8}\./.test(path) ? await caches.match(path) : undefined;
  if (known) return cache.put(path, known);
  return cache.add(new Request(path, { cache: 'reload' }));
}

async function forgetOlderPages(): Promise<void> {
  const names = await caches.keys();
  const older = names.filter((name) => name.startsWith('synthpad-page-') && name !== pageCacheName);
  await Promise.all(older.map((name) => caches.delete(name)));
}

async function kept(path: string, request: Request): Promise<Response> {
  const page = await caches.open(pageCacheName);
  const engines = await caches.open(engineCacheName);
  const known = (await page.match(path)) ?? (await engines.match(path));
  if (known) return known;
  const response = await fetch(request);
  if (response.ok && new URL(request.url).pathname.includes('/assets/')) {
    await engines.put(request, response.clone());
  }
  return response;
}
