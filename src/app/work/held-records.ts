/**
 * Records on their way to storage: all that is not known to be stored, the newest state of each.
 * They are what a reader finds meanwhile, and all there is where storage is out of reach.
 */

import type { AttemptRecord, ProgramRecord, SettingRecord } from './records.ts';

export interface StoredRecords {
  programs: ProgramRecord;
  attempts: AttemptRecord;
  settings: SettingRecord;
}

export type StoreName = keyof StoredRecords;

export const storeNames: readonly StoreName[] = ['programs', 'attempts', 'settings'];

export interface HeldProgram {
  readonly store: 'programs';
  readonly value: ProgramRecord;
  /** What storage has as far as this tab knows; null where it was never read. */
  readonly before: string | null;
}

export type HeldRecord =
  | HeldProgram
  | { readonly store: 'attempts'; readonly value: AttemptRecord }
  | { readonly store: 'settings'; readonly value: SettingRecord };

export class HeldRecords {
  readonly #held = new Map<string, HeldRecord>();

  get all(): readonly HeldRecord[] {
    return [...this.#held.values()];
  }

  put(record: HeldRecord): void {
    const key = keyOf(record);
    const older = this.#held.get(key);
    // Storage has not seen the older state: what it has is what was there before that.
    const before = older?.store === 'programs' ? { before: older.before } : {};
    this.#held.set(key, { ...record, ...before });
  }

  /** Lets go of these, but of none that has changed since. */
  drop(records: readonly HeldRecord[]): void {
    for (const record of records) {
      const key = keyOf(record);
      const now = this.#held.get(key);
      if (now === record) this.#held.delete(key);
      else if (now?.store === 'programs' && record.store === 'programs') {
        this.#held.set(key, { ...now, before: record.value.program });
      }
    }
  }

  get<Name extends StoreName>(store: Name, id: string): StoredRecords[Name] | undefined {
    return this.#held.get(`${store}/${id}`)?.value as StoredRecords[Name] | undefined;
  }

  /** What is stored, with what is held in its place. */
  mergedWith<Name extends StoreName>(
    store: Name,
    stored: readonly StoredRecords[Name][],
  ): StoredRecords[Name][] {
    const held = this.all.filter((record) => record.store === store);
    const keys = new Set(held.map(keyOf));
    const values = held.map(({ value }) => value) as StoredRecords[Name][];
    return [...stored.filter((value) => !keys.has(`${store}/${idOf(value)}`)), ...values];
  }
}

function keyOf({ store, value }: HeldRecord): string {
  return `${store}/${idOf(value)}`;
}

function idOf(value: StoredRecords[StoreName]): string {
  if ('id' in value) return value.id;
  return 'program' in value ? value.task : value.name;
}
