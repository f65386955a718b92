/** The service worker from the page's side: registered once, it tells of a newer version. */

import type { Updates } from './lazy-updates.ts';
import { answerOrNull, offered } from './refusals.ts';

/** Without service workers (plain http, private windows) there is simply never an update. */
export function serviceWorkerUpdates(): Updates {
  let waiting: ServiceWorker | null = null;
  return {
    watch(onReady) {
      if (!import.meta.env.PROD) return;
      void registered((worker) => {
        waiting = worker;
        onReady();
      });
    },
    apply() {
      waiting?.addEventListener('statechange', () => {
        if (waiting?.state === 'activated') location.reload();
      });
      waiting?.postMessage({ type: 'SKIP_WAITING' });
    },
  };
}

/** How long to wait after each registration that failed: the page is kept for later, not for now. */
const pausesMs = [10_000, 60_000, 300_000];

/** A page that cannot keep itself still works: it will need the network next time. */
async function registered(onWaiting: (worker: ServiceWorker) => void): Promise<void> {
  const workers = offered(() => navigator.serviceWorker as ServiceWorkerContainer | undefined);
  if (!workers) return;
  for (const pauseMs of pausesMs) {
    const registration = await answerOrNull(() => workers.register('sw.js'), 60_000);
    if (registration) {
      watch(registration, onWaiting);
      registration.active?.postMessage({ type: 'OPENED' });
      if (registration.active || (await isInstalled(registration.installing))) return;
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

function watch(
  registration: ServiceWorkerRegistration,
  onWaiting: (worker: ServiceWorker) => void,
): void {
  if (registration.waiting) onWaiting(registration.waiting);
  registration.addEventListener('updatefound', () => {
    const { installing } = registration;
    installing?.addEventListener('statechange', () => {
      // The very first one takes over from nobody, and there is nothing to announce.
      if (installing.state === 'installed' && registration.active) onWaiting(installing);
    });
  });
}

/** False where a file could not be kept: the browser drops such a worker. */
function isInstalled(installing: ServiceWorker | null): Promise<boolean> {
  return new Promise((resolve) => {
    if (installing?.state !== 'installing') return resolve(installing?.state !== 'redundant');
    installing.addEventListener('statechange', () => resolve(installing.state !== 'redundant'), {
      once: true,
    });
  });
}
