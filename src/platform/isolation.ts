/**
 * Whether the page is isolated from other sites, which gives it threads. Its service worker isolates
 * it (`service.worker.ts`), or its host.
 */

import { offered } from './refusals.ts';

export function isIsolated(): boolean {
  return globalThis.crossOriginIsolated;
}

/** From the next visit on the page isolates itself no more: here something does not work that way. */
export function leaveIsolation(): void {
  tellServiceWorker('DO_NOT_ISOLATE');
}

/** From the next visit on the page isolates itself again: it does not work without that either. */
export function returnToIsolation(): void {
  tellServiceWorker('ISOLATE');
}

function tellServiceWorker(type: 'DO_NOT_ISOLATE' | 'ISOLATE'): void {
  const workers = offered(() => navigator.serviceWorker as ServiceWorkerContainer | undefined);
  workers?.controller?.postMessage({ type });
}
