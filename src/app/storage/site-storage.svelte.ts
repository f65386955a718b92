/** What this site stores, as a person looks at it and clears it. What there is: `storage-parts`. */

import type { StorageReport } from '../../platform/capabilities.ts';
import type { StoragePart } from './storage-parts.ts';

export interface StorageView {
  readonly parts: readonly StoragePart[];
  readonly report: StorageReport;
}

export class SiteStorage {
  #isOpen = $state(false);
  #view = $state.raw<StorageView | null>(null);
  readonly #look: () => Promise<StorageView>;

  constructor(look: () => Promise<StorageView>) {
    this.#look = look;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Null until it has been looked at. */
  get view(): StorageView | null {
    return this.#view;
  }

  /** Looks again each time: models and data sets come and go. */
  async open(): Promise<void> {
    this.#isOpen = true;
    this.#view = await this.#look();
  }

  close(): void {
    this.#isOpen = false;
    this.#view = null;
  }

  async clear(part: StoragePart): Promise<void> {
    await part.clear();
    const view = await this.#look();
    if (this.#isOpen) this.#view = view;
  }
}
