/** Newer versions of the page, told of by a chunk of its own: nothing that a person does waits for it. */

import { once } from './once.ts';

export interface Updates {
  /** Calls back when a newer version waits. It waits until `apply`, which reloads the page. */
  watch(onReady: () => void): void;
  apply(): void;
}

/** Where the chunk does not come, the page is not kept for later on this visit. */
export function lazyUpdates(): Updates {
  const open = once(async () => (await import('./updates.ts')).serviceWorkerUpdates());
  return {
    watch: (onReady) =>
      void open().then(
        (updates) => updates.watch(onReady),
        () => {},
      ),
    apply: () => void open().then((updates) => updates.apply()),
  };
}
