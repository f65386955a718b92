/**
 * Remembers programs, attempts and settings across visits, in IndexedDB. Every record stands for
 * itself and is written in a transaction of its own, so two tabs can write side by side. Where
 * the browser refuses storage, or it is full, memory goes on in this tab alone and says so.
 */

import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { AttemptRecord, WorkExport, ProgramRecord, SettingRecord } from './records.ts';

interface Schema extends DBSchema {
  programs: { key: string; value: ProgramRecord };
  attempts: { key: string; value: AttemptRecord; indexes: { task: string } };
  settings: { key: string; value: SettingRecord };
}

type StoreName = 'programs' | 'attempts' | 'settings';

/** `refused`: private windows, blocked storage. `full`: the disk or the quota. */
export type StorageTrouble = 'refused' | 'full';

export interface WorkDatabaseOptions {
  /** Another name is another memory. */
  readonly name?: string;
  /** Called once when memory starts to live in this tab alone. */
  readonly onTrouble?: (trouble: StorageTrouble) => void;
}

export class WorkDatabase {
  readonly #database: Promise<IDBPDatabase<Schema> | null>;
  readonly #onTrouble: (trouble: StorageTrouble) => void;
  #trouble: StorageTrouble | null = null;
  /** What could not be stored, and what was read before that. */
  readonly #inTab = {
    programs: new Map<string, ProgramRecord>(),
    attempts: new Map<string, AttemptRecord>(),
    settings: new Map<string, SettingRecord>(),
  };

  constructor({ name = 'synthpad', onTrouble = () => {} }: WorkDatabaseOptions = {}) {
    this.#onTrouble = onTrouble;
    this.#database = openWorkDatabase(name).catch((error: unknown) => this.#note(error));
  }

  /** Null while everything is kept. */
  get trouble(): StorageTrouble | null {
    return this.#trouble;
  }

  async programOf(task: string): Promise<string | null> {
    return (await this.programRecordOf(task))?.program ?? null;
  }

  async programRecordOf(task: string): Promise<ProgramRecord | null> {
    return (await this.#get('programs', task)) ?? null;
  }

  keepProgram(task: string, program: string): Promise<void> {
    return this.#put('programs', task, { task, program, changedAt: Date.now() });
  }

  /** Oldest first. */
  async attemptsOf(task: string): Promise<AttemptRecord[]> {
    const stored = await this.#read((database) =>
      database.getAllFromIndex('attempts', 'task', task),
    );
    return this.#merged('attempts', stored ?? [], (attempt) => attempt.id)
      .filter((attempt) => attempt.task === task)
      .sort((left, right) => left.startedAt - right.startedAt);
  }

  /** Adds the attempt, or replaces the one with its id. */
  keepAttempt(attempt: AttemptRecord): Promise<void> {
    return this.#put('attempts', attempt.id, attempt);
  }

  /** All of them, in no order: for the list of tasks. */
  async attempts(): Promise<AttemptRecord[]> {
    const stored = await this.#read((database) => database.getAll('attempts'));
    return this.#merged('attempts', stored ?? [], (attempt) => attempt.id);
  }

  async setting(name: string): Promise<unknown> {
    return (await this.#get('settings', name))?.value;
  }

  keepSetting(name: string, value: unknown): Promise<void> {
    return this.#put('settings', name, { name, value });
  }

  async export(): Promise<WorkExport> {
    const [programs, settings] = await Promise.all([
      this.#read((database) => database.getAll('programs')),
      this.#read((database) => database.getAll('settings')),
    ]);
    return {
      format: 'synthpad-memory',
      version: 1,
      programs: this.#merged('programs', programs ?? [], (record) => record.task),
      attempts: await this.attempts(),
      settings: this.#merged('settings', settings ?? [], (record) => record.name),
    };
  }

  /** Forgets programs and attempts; settings stay. */
  async forgetWork(): Promise<void> {
    this.#inTab.programs.clear();
    this.#inTab.attempts.clear();
    await this.#read(async (database) => {
      const transaction = database.transaction(['programs', 'attempts'], 'readwrite');
      await Promise.all([
        transaction.objectStore('programs').clear(),
        transaction.objectStore('attempts').clear(),
        transaction.done,
      ]);
    });
  }

  async forgetSettings(): Promise<void> {
    this.#inTab.settings.clear();
    await this.#read((database) => database.clear('settings'));
  }

  async close(): Promise<void> {
    (await this.#database)?.close();
  }

  async #get<Name extends StoreName>(
    store: Name,
    key: string,
  ): Promise<Schema[Name]['value'] | undefined> {
    const held = this.#inTab[store].get(key);
    if (held) return held;
    return this.#read((database) => database.get(store, key));
  }

  async #put<Name extends StoreName>(
    store: Name,
    key: string,
    value: Schema[Name]['value'],
  ): Promise<void> {
    const database = await this.#database;
    try {
      if (!database) throw new Error('There is no database.');
      await database.put(store, value);
      this.#inTab[store].delete(key);
    } catch (error) {
      this.#note(error);
      (this.#inTab[store] as Map<string, typeof value>).set(key, value);
    }
  }

  async #read<T>(read: (database: IDBPDatabase<Schema>) => Promise<T>): Promise<T | undefined> {
    const database = await this.#database;
    if (!database) return undefined;
    return read(database).catch((error: unknown) => {
      this.#note(error);
      return undefined;
    });
  }

  #merged<Name extends StoreName>(
    store: Name,
    stored: readonly Schema[Name]['value'][],
    keyOf: (value: Schema[Name]['value']) => string,
  ): Schema[Name]['value'][] {
    const held = this.#inTab[store] as ReadonlyMap<string, Schema[Name]['value']>;
    return [...stored.filter((value) => !held.has(keyOf(value))), ...held.values()];
  }

  #note(error: unknown): null {
    const isFull = error instanceof DOMException && error.name === 'QuotaExceededError';
    const isFirst = this.#trouble === null;
    this.#trouble ??= isFull ? 'full' : 'refused';
    if (isFirst) this.#onTrouble(this.#trouble);
    return null;
  }
}

/** Some browsers throw instead of rejecting where storage is refused: async makes it one. */
async function openWorkDatabase(name: string): Promise<IDBPDatabase<Schema>> {
  return openDB<Schema>(name, 1, {
    upgrade(database) {
      database.createObjectStore('programs', { keyPath: 'task' });
      database.createObjectStore('attempts', { keyPath: 'id' }).createIndex('task', 'task');
      database.createObjectStore('settings', { keyPath: 'name' });
    },
    // A newer page in another tab wants to change the shape: let it.
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
  });
}
