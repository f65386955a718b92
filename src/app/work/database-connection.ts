/**
 * The way to one IndexedDB database through all that can happen to it: opened when it is needed
 * and again after it was closed under the page, with a limit to how long anything may take. What
 * is stored in it, and what becomes of what could not be, is for others.
 */

import { type DBSchema, type IDBPDatabase, openDB, type OpenDBCallbacks } from 'idb';

/**
 * `refused`: private windows, blocked storage, a broken disk. `full`: the disk or the quota.
 * `silent`: no answer in time. `outdated`: a newer page has changed the shape of the database.
 */
export type StorageTrouble = 'refused' | 'full' | 'silent' | 'outdated';

export interface ConnectionLimits {
  readonly openMs: number;
  readonly useMs: number;
}

export interface DatabaseOptions<Schema extends DBSchema> extends ConnectionLimits {
  readonly name: string;
  readonly version: number;
  readonly upgrade: OpenDBCallbacks<Schema>['upgrade'];
  /** The database is open again, and may have been deleted under the page in between. */
  readonly onLost?: () => void;
  /** It was closed under the page, maybe deleted, which is known once it is used again. */
  readonly onClosed?: () => void;
}

class SilentStorageError extends Error {}

export class DatabaseConnection<Schema extends DBSchema> {
  readonly #options: DatabaseOptions<Schema>;
  #opening: Promise<IDBPDatabase<Schema>> | null = null;
  #opened: IDBPDatabase<Schema> | null = null;
  #isClosed = false;
  #wasOpen = false;
  #mayBeLost = false;

  constructor(options: DatabaseOptions<Schema>) {
    this.#options = options;
  }

  get isOpen(): boolean {
    return this.#opened !== null;
  }

  /** Rejects with what the browser says, or after the time limits; see `troubleOf`. */
  async run<Result>(use: (database: IDBPDatabase<Schema>) => Promise<Result>): Promise<Result> {
    const { openMs, useMs } = this.#options;
    for (let triesLeft = 2; ; triesLeft--) {
      const database = await this.#open(openMs);
      try {
        return await within(useMs, use(database));
      } catch (error) {
        // Closed by the browser or for another page, which the next opening waits for.
        const isLost = isNamed(error, 'InvalidStateError');
        if (isLost) this.#forget(database);
        const isWorthATry = isLost || isNamed(error, 'AbortError');
        if (!isWorthATry || this.#isClosed || triesLeft === 0) throw error;
      }
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#opened?.close();
    this.#opened = null;
  }

  async #open(limitMs: number): Promise<IDBPDatabase<Schema>> {
    if (this.#opened) return this.#opened;
    const opening = (this.#opening ??= this.#ask());
    try {
      return await within(limitMs, opening);
    } catch (error) {
      // One that answers late after all is taken then; the next one to ask does not wait for it.
      if (this.#opening === opening) this.#opening = null;
      throw error;
    }
  }

  /** Some browsers throw instead of rejecting where storage is refused: async makes it one. */
  async #ask(): Promise<IDBPDatabase<Schema>> {
    const { name, version, upgrade, onLost, onClosed } = this.#options;
    let database: IDBPDatabase<Schema> | null = null;
    let isNew = false;
    const leave = () => {
      database?.close();
      if (database) this.#forget(database);
    };
    const leaveAndTell = () => {
      leave();
      this.#mayBeLost = true;
      if (!this.#isClosed) onClosed?.();
    };
    database = await openDB<Schema>(name, version, {
      upgrade(made, oldVersion, ...rest) {
        isNew = oldVersion === 0;
        return upgrade?.(made, oldVersion, ...rest);
      },
      // Another page wants to delete the database, or to change its shape: let it.
      blocking: (_version, blockedVersion) => (blockedVersion === null ? leaveAndTell() : leave()),
      terminated: leaveAndTell,
    });
    // Another tab may have made it again first.
    if (this.#wasOpen && (isNew || this.#mayBeLost)) onLost?.();
    this.#wasOpen = true;
    this.#mayBeLost = false;
    // Nobody waits for it any more, or a later request was answered sooner.
    if (this.#isClosed || this.#opened) database.close();
    else this.#opened = database;
    return this.#opened ?? database;
  }

  #forget(database: IDBPDatabase<Schema>): void {
    if (this.#opened === database) this.#opened = null;
    this.#opening = null;
  }
}

export function troubleOf(error: unknown): StorageTrouble {
  if (error instanceof SilentStorageError) return 'silent';
  if (isNamed(error, 'QuotaExceededError')) return 'full';
  if (isNamed(error, 'VersionError')) return 'outdated';
  return 'refused';
}

function isNamed(error: unknown, name: string): boolean {
  return error instanceof DOMException && error.name === name;
}

async function within<Result>(limitMs: number, promise: Promise<Result>): Promise<Result> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new SilentStorageError('No answer.')), limitMs);
  });
  try {
    return await Promise.race([promise, limit]);
  } finally {
    clearTimeout(timer);
  }
}
