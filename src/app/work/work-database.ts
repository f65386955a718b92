/**
 * Keeps programs, attempts and settings across visits, in IndexedDB. What it is given is held in
 * the tab until it is stored, so nothing is lost while storage is full, refused or silent: it
 * tries again, and says at any time what is kept. Two tabs can write side by side; a program that
 * another tab has stored meanwhile becomes an attempt before it is written over.
 */

import { bringBack } from './bringing-back.ts';
import { DatabaseConnection, type StorageTrouble, troubleOf } from './database-connection.ts';
import { type HeldRecord, HeldRecords, isWork, type WorkRecords } from './held-records.ts';
import type { StoredSettings } from './kept-settings.ts';
import { KnownRecords } from './known-records.ts';
import {
  type AttemptRecord,
  type ProgramRecord,
  type SettingRecord,
  type WorkExport,
  workFormat,
} from './records.ts';
import { changeValue, putSetting, type SettingChange } from './setting-changes.ts';
import { forgottenSetting, isChoice } from './setting-names.ts';
import type { Division } from './storing-groups.ts';
import { type UnstoredRecord, UnstoredWork } from './unstored-work.ts';
import {
  clearChoices,
  clearWork,
  createStores,
  type WorkIdb,
  type WorkSchema,
  writeAll,
} from './work-schema.ts';

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
  readonly #known = new KnownRecords();
  readonly #unstored: UnstoredWork;
  /** Programs that earlier pages set aside, for who asked before they were among what is held. */
  #takenUp: Promise<ReadonlyMap<string, ProgramRecord>>;
  #hasTakenUp = false;
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
      onLost: () => void this.#bringBack(),
      // What was deleted is noticed now, and not when something is stored next.
      onClosed: () => void this.#store(),
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
    if (setAside) return setAside;
    const stored = await this.#read(
      async (database) => (await database.get('programs', task)) ?? null,
    );
    if (stored) this.#known.noteProgram(stored);
    return stored;
  }

  /** `before`: what is stored as far as this tab knows, "" for nothing; null if it cannot know. */
  keepProgram(task: string, program: string, before: string | null = null): Promise<void> {
    const value = { task, program, changedAt: Date.now() };
    return this.#put({ store: 'programs', value, before, heldAt: Date.now() });
  }

  /** Oldest first. */
  async attemptsOf(task: string): Promise<AttemptRecord[]> {
    await this.#takenUp;
    const stored =
      (await this.#read((database) => database.getAllFromIndex('attempts', 'task', task))) ?? [];
    this.#known.noteAttempts(stored);
    return this.#held
      .mergedWith('attempts', stored)
      .filter((attempt) => attempt.task === task)
      .sort((left, right) => left.startedAt - right.startedAt);
  }

  /** Adds the attempt, or replaces the one with its id. */
  keepAttempt(value: AttemptRecord): Promise<void> {
    return this.#put({ store: 'attempts', value, heldAt: Date.now() });
  }

  /** All of them, in no order: for the list of tasks. */
  attempts(): Promise<AttemptRecord[]> {
    return this.#all('attempts');
  }

  async setting(name: string): Promise<unknown> {
    await this.#takenUp;
    const stored = await this.#read(
      async (database) => (await database.get('settings', name)) ?? null,
    );
    if (stored) this.#known.noteSetting(stored);
    // What was there when it could be read is closer to it than nothing.
    const base = stored === undefined ? this.#known.setting(name) : (stored ?? undefined);
    return this.#held.settingAfter(name, base)?.value;
  }

  keepSetting(name: string, value: unknown): Promise<void> {
    const record = { name, value, changedAt: Date.now() };
    return this.#putSetting(name, putSetting(record), true);
  }

  async changeSetting(name: string, change: (kept: unknown) => unknown): Promise<unknown> {
    await this.#putSetting(name, changeValue(name, change, Date.now()), false);
    return this.setting(name);
  }

  isStored(name: string): boolean {
    return !this.#held.hasSetting(name);
  }

  changeStored(change: (stored: StoredSettings) => Promise<void>): Promise<boolean> {
    return this.#inTurn(async () => {
      if (this.#retry !== null && !this.#connection.isOpen) return false;
      try {
        const { changeSettings } = await import('./changing-settings.ts');
        const written = await this.#connection.run((idb) => changeSettings(idb, change));
        this.#noteStored([], written);
        return true;
      } catch {
        return false;
      }
    });
  }

  async export(): Promise<WorkExport> {
    const [programs, attempts, settings] = await Promise.all([
      this.#all('programs'),
      this.#all('attempts'),
      this.#settings(),
    ]);
    return { format: workFormat, version: 1, programs, attempts, settings };
  }

  /**
   * Forgets programs, attempts and the lists that belong to them; other settings stay. Resolves
   * with the time up to which all of them are forgotten, or null where none are.
   */
  forgetWork(): Promise<number | null> {
    return this.#inTurn(async () => {
      const forgottenAt = Date.now();
      const held = this.#held.all.filter(isWork);
      if (!(await this.#clear((database) => clearWork(database, forgottenAt)))) return null;
      this.#held.drop(held);
      this.#known.forgetWork();
      this.#unstored.clear();
      return forgottenAt;
    });
  }

  /** Forgets what was chosen, but no list of a person's work. False where storage does not answer. */
  forgetSettings(): Promise<boolean> {
    return this.#inTurn(async () => {
      const held = this.#held.all.filter(
        (record) => record.store === 'settings' && isChoice(record.name),
      );
      if (!(await this.#clear(clearChoices))) return false;
      this.#held.drop(held);
      this.#known.forgetSettings(isChoice);
      return true;
    });
  }

  /** Another tab has forgotten all work at that time: what is held here of it is not stored again. */
  workForgotten(forgottenAt: number): Promise<void> {
    const leave = () => {
      this.#held.dropWork(forgottenAt);
      this.#known.forgetWork();
      this.#unstored.clear();
    };
    leave();
    // What was being taken up or read meanwhile is void as well.
    return this.#inTurn(async () => leave());
  }

  /** For a page that is about to go: what it is storing may not be stored. */
  setAside(): void {
    const records = this.#held.all.flatMap((record) => this.#asPlainData(record));
    this.#unstored.setAside(records, this.#hasTakenUp);
  }

  async close(): Promise<void> {
    if (this.#retry !== null) clearTimeout(this.#retry);
    await this.#writing;
    await this.#connection.close();
  }

  #asPlainData(record: HeldRecord): UnstoredRecord[] {
    if (record.store !== 'settings') return [record];
    const { store, name, heldAt } = record;
    const before = this.#known.setting(name);
    const value = this.#held.settingAfter(name, before);
    return value ? [{ store, value, heldAt, ...(before && { before: before.value }) }] : [];
  }

  async #clear(clear: (database: WorkIdb) => Promise<void>): Promise<boolean> {
    try {
      await this.#connection.run(clear);
      return true;
    } catch (error) {
      this.#fail(error);
      return false;
    }
  }

  #putSetting(name: string, change: SettingChange, isWhole: boolean): Promise<void> {
    return this.#put({ store: 'settings', name, changes: [change], isWhole, heldAt: Date.now() });
  }

  #put(record: HeldRecord): Promise<void> {
    this.#held.put(record);
    return this.#store();
  }

  #store(): Promise<void> {
    return this.#inTurn(() => this.#storeHeld());
  }

  /** Together, or as much of it as there is room for. Never rejects. */
  async #storeHeld(): Promise<void> {
    // The next try takes them along.
    if (this.#retry !== null && !this.#connection.isOpen) return;
    const records = this.#held.all;
    try {
      await this.#write(records);
    } catch (error) {
      if (troubleOf(error) !== 'full' || records.length < 2) return this.#fail(error);
      const grouping = await import('./storing-groups.ts').catch(() => null);
      if (!grouping) return this.#fail(error);
      const failure = await grouping.storeApart(records, (part, division) =>
        this.#write(part, division),
      );
      if (failure !== null) return this.#fail(failure);
    }
    this.#tries = 0;
    this.#settle({ kind: 'kept' });
  }

  async #write(records: readonly HeldRecord[], division?: Division): Promise<void> {
    const writing = division ? [division.instead] : records;
    const written = await this.#connection.run((database) => writeAll(database, writing));
    this.#held.drop(records);
    const rest = division?.rest();
    if (rest) this.#held.putFirst(rest);
    this.#noteStored(records, written.settings);
    if (this.#held.all.length === 0) this.#unstored.settle();
    for (const task of written.overwritten) this.#watcher?.hasOverwritten(task);
  }

  #noteStored(records: readonly HeldRecord[], settings: readonly SettingRecord[]): void {
    for (const record of records) {
      if (record.store === 'programs') this.#known.noteProgram(record.value);
      else if (record.store === 'attempts') this.#known.noteAttempts([record.value]);
    }
    for (const setting of settings) this.#known.noteSetting(setting);
  }

  /** Holds what earlier pages set aside, unless something newer has come meanwhile. */
  async #takeUp(): Promise<ReadonlyMap<string, ProgramRecord>> {
    const records = await this.#unstored.take();
    const programs = await this.#takeUpAll(records);
    this.#hasTakenUp = true;
    this.#takenUp = Promise.resolve(new Map());
    return programs;
  }

  async #takeUpAll(records: readonly HeldRecord[]): Promise<ReadonlyMap<string, ProgramRecord>> {
    if (records.length === 0) return new Map();
    // It is loaded: the records were read by it.
    const { takeUp } = await import('./unstored-work-reading.ts');
    return takeUp(records, this.#held, (read) => this.#read(read));
  }

  /** What was stored may have been deleted under the page: what is missing is stored again. */
  #bringBack(): Promise<void> {
    bringBack(this.#known, this.#held);
    return this.#store();
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.#writing.then(work);
    this.#writing = turn.catch(() => undefined);
    return turn;
  }

  async #all<Name extends keyof WorkRecords>(store: Name): Promise<WorkRecords[Name][]> {
    await this.#takenUp;
    const stored = await this.#read((database) => database.getAll(store));
    return this.#held.mergedWith(store, (stored ?? []) as WorkRecords[Name][]);
  }

  async #settings(): Promise<SettingRecord[]> {
    await this.#takenUp;
    const stored = await this.#read((database) => database.getAll('settings'));
    const settings = this.#held.settingsAfter(stored ?? this.#known.settings);
    return settings.filter(({ name, value }) => name !== forgottenSetting && value !== undefined);
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
