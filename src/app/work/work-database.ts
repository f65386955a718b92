/**
 * Keeps programs, attempts and settings across visits, in IndexedDB. What it is given is held in
 * the tab until it is stored, so nothing is lost while storage is full, refused or silent: it
 * tries again, and says at any time what is kept. Two tabs can write side by side; a program that
 * another tab has stored meanwhile becomes an attempt before it is written over.
 */

import { DatabaseConnection, type StorageTrouble, troubleOf } from './database-connection.ts';
import {
  type HeldProgram,
  type HeldRecord,
  HeldRecords,
  type StoredRecords,
  type StoreName,
} from './held-records.ts';
import {
  type AttemptRecord,
  newAttempt,
  type ProgramRecord,
  type WorkExport,
  workFormat,
} from './records.ts';
import { UnstoredWork } from './unstored-work.ts';
import { clearAll, createStores, type WorkSchema, writeAll, type WorkIdb } from './work-schema.ts';

/** What becomes of work at this moment. */
export type Keeping =
  /** Storage has not answered yet, in the first seconds of a visit. */
  | { readonly kind: 'opening' }
  | { readonly kind: 'kept' }
  /** It lasts as long as the tab does, unless one of the next tries to store it succeeds. */
  | { readonly kind: 'tab-only'; readonly trouble: StorageTrouble };

export interface WorkDatabaseOptions {
  /** Another name is another database. */
  readonly name?: string;
  readonly openLimitMs?: number;
  readonly useLimitMs?: number;
  /** Of the first retry; each later one waits twice as long, up to a minute. */
  readonly retryMs?: number;
  /** Where work is set aside that a page could not store before it went; nowhere if absent. */
  readonly setAside?: Storage | undefined;
}

export interface WorkWatcher {
  keepingChanged(keeping: Keeping): void;
  /** The stored program of the task was another tab's, and is an attempt now. */
  hasOverwritten(task: string): void;
}

const longestRetryMs = 60_000;

export class WorkDatabase {
  readonly #connection: DatabaseConnection<WorkSchema>;
  readonly #firstRetryMs: number;
  readonly #held = new HeldRecords();
  readonly #unstored: UnstoredWork;
  /** Programs that earlier pages set aside, for who asked before they were among what is held. */
  #takenUp: Promise<ReadonlyMap<string, ProgramRecord>>;
  #keeping: Keeping = { kind: 'opening' };
  #watcher: WorkWatcher | null = null;
  /** One writer at a time, so that what is forgotten is not written again. */
  #writing: Promise<unknown>;
  #retry: ReturnType<typeof setTimeout> | null = null;
  #tries = 0;

  constructor(options: WorkDatabaseOptions = {}) {
    const { name = 'synthpad', openLimitMs = 5_000, useLimitMs = 10_000 } = options;
    this.#firstRetryMs = options.retryMs ?? 1_000;
    this.#connection = new DatabaseConnection<WorkSchema>({
      ...{ name, version: 1, openMs: openLimitMs, useMs: useLimitMs },
      upgrade: createStores,
    });
    this.#unstored = new UnstoredWork(name, options.setAside);
    this.#takenUp = this.#takeUp();
    this.#writing = this.#takenUp;
    void this.#store();
  }

  get keeping(): Keeping {
    return this.#keeping;
  }

  /** There is one. */
  watch(watcher: WorkWatcher): void {
    this.#watcher = watcher;
  }

  /** Null where there is none; undefined where storage cannot tell. */
  async programOf(task: string): Promise<string | null | undefined> {
    const record = await this.programRecordOf(task);
    return record ? record.program : record;
  }

  async programRecordOf(task: string): Promise<ProgramRecord | null | undefined> {
    const held = this.#held.get('programs', task);
    if (held) return held;
    const setAside = (await this.#takenUp).get(task);
    return (
      setAside ?? this.#read(async (database) => (await database.get('programs', task)) ?? null)
    );
  }

  /** `before`: what is stored as far as this tab knows, "" for nothing; null if it cannot know. */
  keepProgram(task: string, program: string, before: string | null = null): Promise<void> {
    const value = { task, program, changedAt: Date.now() };
    return this.#put({ store: 'programs', value, before });
  }

  /** Oldest first. */
  async attemptsOf(task: string): Promise<AttemptRecord[]> {
    await this.#takenUp;
    const stored = await this.#read((database) =>
      database.getAllFromIndex('attempts', 'task', task),
    );
    return this.#held
      .mergedWith('attempts', stored ?? [])
      .filter((attempt) => attempt.task === task)
      .sort((left, right) => left.startedAt - right.startedAt);
  }

  /** Adds the attempt, or replaces the one with its id. */
  keepAttempt(value: AttemptRecord): Promise<void> {
    return this.#put({ store: 'attempts', value });
  }

  /** All of them, in no order: for the list of tasks. */
  attempts(): Promise<AttemptRecord[]> {
    return this.#all('attempts');
  }

  async setting(name: string): Promise<unknown> {
    await this.#takenUp;
    const held = this.#held.get('settings', name);
    return (held ?? (await this.#read((database) => database.get('settings', name))))?.value;
  }

  keepSetting(name: string, value: unknown): Promise<void> {
    return this.#put({ store: 'settings', value: { name, value } });
  }

  async export(): Promise<WorkExport> {
    const [programs, attempts, settings] = await Promise.all([
      this.#all('programs'),
      this.#all('attempts'),
      this.#all('settings'),
    ]);
    return { format: workFormat, version: 1, programs, attempts, settings };
  }

  /** Forgets programs and attempts, all of them or, with false, none; settings stay. */
  forgetWork(): Promise<boolean> {
    return this.#forget(['programs', 'attempts']);
  }

  forgetSettings(): Promise<boolean> {
    return this.#forget(['settings']);
  }

  /** For a page that is about to go: what it is storing may not be stored. */
  setAside(): void {
    this.#unstored.setAside(this.#held.all);
  }

  async close(): Promise<void> {
    if (this.#retry !== null) clearTimeout(this.#retry);
    await this.#writing;
    await this.#connection.close();
  }

  #forget(stores: StoreName[]): Promise<boolean> {
    return this.#inTurn(async () => {
      const held = this.#held.all.filter(({ store }) => stores.includes(store));
      try {
        await this.#connection.run((database) => clearAll(database, stores));
      } catch (error) {
        this.#fail(error);
        return false;
      }
      this.#held.drop(held);
      if (stores.includes('programs')) this.#unstored.clear();
      return true;
    });
  }

  #put(record: HeldRecord): Promise<void> {
    this.#held.put(record);
    return this.#store();
  }

  #store(): Promise<void> {
    return this.#inTurn(() => this.#storeHeld());
  }

  /** Together, or one by one where there is no room for all. Never rejects. */
  async #storeHeld(): Promise<void> {
    // The next try takes them along.
    if (this.#retry !== null && !this.#connection.isOpen) return;
    const records = this.#held.all;
    try {
      await this.#write(records);
    } catch (error) {
      if (troubleOf(error) !== 'full' || records.length < 2) return this.#fail(error);
      const results = await Promise.allSettled(records.map((record) => this.#write([record])));
      const failed = results.find((result) => result.status === 'rejected');
      if (failed) return this.#fail(failed.reason);
    }
    this.#tries = 0;
    this.#settle({ kind: 'kept' });
  }

  async #write(records: readonly HeldRecord[]): Promise<void> {
    const overwritten = await this.#connection.run((database) => writeAll(database, records));
    this.#held.drop(records);
    if (this.#held.all.length === 0) this.#unstored.settle();
    for (const task of overwritten) this.#watcher?.hasOverwritten(task);
  }

  /** Holds what earlier pages set aside, unless something newer has come meanwhile. */
  async #takeUp(): Promise<ReadonlyMap<string, ProgramRecord>> {
    const programs = new Map<string, ProgramRecord>();
    for (const record of await this.#unstored.take()) {
      if (record.store === 'programs') {
        const isNewest = await this.#takeUpProgram(record);
        if (isNewest) programs.set(record.value.task, record.value);
      } else if (record.store === 'attempts') await this.#takeUpAttempt(record.value);
      else if (!this.#held.get('settings', record.value.name)) this.#held.put(record);
    }
    this.#takenUp = Promise.resolve(new Map());
    return programs;
  }

  /** Whether no stored program is newer. */
  async #takeUpProgram(record: HeldProgram): Promise<boolean> {
    const { task, program, changedAt } = record.value;
    const stored = await this.#read((database) => database.get('programs', task));
    const isNewest = !stored || stored.program === record.before || stored.changedAt <= changedAt;
    const now = this.#held.get('programs', task) ?? stored;
    if (isNewest && now === stored) this.#held.put(record);
    else if (now?.program !== program && program.trim() !== '') {
      this.#held.put({ store: 'attempts', value: { ...newAttempt(task), program } });
    }
    return isNewest;
  }

  async #takeUpAttempt(value: AttemptRecord): Promise<void> {
    const stored = await this.#read((database) => database.get('attempts', value.id));
    const isNews = stored === undefined || stored.status === null || value.status !== null;
    if (isNews && !this.#held.get('attempts', value.id))
      this.#held.put({ store: 'attempts', value });
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.#writing.then(work);
    this.#writing = turn.catch(() => undefined);
    return turn;
  }

  async #all<Name extends StoreName>(store: Name): Promise<StoredRecords[Name][]> {
    await this.#takenUp;
    const stored = await this.#read((database) => database.getAll(store));
    return this.#held.mergedWith(store, (stored ?? []) as StoredRecords[Name][]);
  }

  /** Undefined where storage does not answer. */
  async #read<T>(read: (database: WorkIdb) => Promise<T>): Promise<T | undefined> {
    if (this.#retry !== null && !this.#connection.isOpen) return undefined;
    return this.#connection.run(read).catch((error: unknown) => {
      this.#fail(error);
      return undefined;
    });
  }

  #fail(error: unknown): void {
    this.#settle({ kind: 'tab-only', trouble: troubleOf(error) });
    if (this.#retry !== null) return;
    const waitMs = Math.min(this.#firstRetryMs * 2 ** this.#tries, longestRetryMs);
    this.#tries += 1;
    this.#retry = setTimeout(() => {
      this.#retry = null;
      void this.#store();
    }, waitMs);
  }

  #settle(keeping: Keeping): void {
    const before = this.#keeping;
    this.#keeping = keeping;
    if (JSON.stringify(before) !== JSON.stringify(keeping)) this.#watcher?.keepingChanged(keeping);
  }
}
