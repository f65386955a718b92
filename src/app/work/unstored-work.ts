/**
 * What a page had not stored when it went, set aside in local storage for the next page: that is
 * done by the time the call returns, where a database gives up what a page asked of it last. Only
 * sets aside and takes up; what becomes of it then is for `work-database`.
 */

import type { HeldRecord } from './held-records.ts';
import { newAttemptId } from './records.ts';

export class UnstoredWork {
  readonly #prefix: string;
  /** Two pages can go at the same time. */
  readonly #mine: string;
  readonly #storage: Storage | undefined;
  readonly #taken: string[] = [];

  /** `name`: of the database. Without storage nothing is set aside. */
  constructor(name: string, storage: Storage | undefined) {
    this.#prefix = `${name}-unstored-`;
    this.#mine = this.#prefix + newAttemptId();
    this.#storage = storage;
  }

  /** In the place of what this page has set aside before. Never throws. */
  setAside(records: readonly HeldRecord[]): void {
    const programs = records.filter(({ store }) => store === 'programs');
    // A long reply may find no room; what a person typed is short.
    if (!this.#write(records)) this.#write(programs);
  }

  /** What earlier pages set aside. It stays where it is until `settle`. Never rejects. */
  async take(): Promise<HeldRecord[]> {
    const texts = this.#keys().flatMap((key) => {
      this.#taken.push(key);
      return this.#quietly((storage) => storage.getItem(key)) ?? [];
    });
    if (texts.length === 0) return [];
    const reading = await import('./unstored-work-reading.ts').catch(() => null);
    if (reading) return texts.flatMap(reading.readUnstored);
    // They are there for the next visit.
    this.#taken.length = 0;
    return [];
  }

  /** All of it is stored: what this page has set aside or taken up can go. */
  settle(): void {
    for (const key of [this.#mine, ...this.#taken.splice(0)]) this.#remove(key);
  }

  /** Forgets what any page has set aside. */
  clear(): void {
    for (const key of this.#keys()) this.#remove(key);
  }

  #write(records: readonly HeldRecord[]): boolean {
    if (records.length === 0) return true;
    const text = JSON.stringify(records);
    return this.#quietly((storage) => (storage.setItem(this.#mine, text), true)) ?? false;
  }

  #remove(key: string): void {
    this.#quietly((storage) => storage.removeItem(key));
  }

  #keys(): string[] {
    const keys = this.#quietly((storage) => Object.keys(storage)) ?? [];
    return keys.filter((key) => key.startsWith(this.#prefix));
  }

  #quietly<Result>(use: (storage: Storage) => Result): Result | undefined {
    try {
      return this.#storage && use(this.#storage);
    } catch {
      return undefined;
    }
  }
}
