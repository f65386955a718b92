/** Whether a newer version of the page waits. It is taken when the person says so, never before. */

import type { Updates } from '../../platform/lazy-updates.ts';

export class UpdateState {
  #isReady = $state(false);
  #isPutOff = $state(false);
  /** Something the page should say. */
  readonly isOffered = $derived(this.#isReady && !this.#isPutOff);
  readonly #updates: Updates;

  constructor(updates: Updates) {
    this.#updates = updates;
    updates.watch(() => (this.#isReady = true));
  }

  apply(): void {
    this.#updates.apply();
  }

  /** The next visit brings it anyway. */
  putOff(): void {
    this.#isPutOff = true;
  }
}
