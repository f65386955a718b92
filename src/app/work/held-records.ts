/**
 * Records on their way to storage: all that is not known to be stored, the newest state of each.
 * They are what a reader finds meanwhile, and all there is where storage is out of reach.
 */

import type { AttemptRecord, ProgramRecord, SettingRecord } from './records.ts';
import { applyChanges, type SettingChange } from './setting-changes.ts';
import { workSettings } from './setting-names.ts';

/** What a person made, and what was made for them. */
export interface WorkRecords {
  programs: ProgramRecord;
  attempts: AttemptRecord;
}

export type StoreName = keyof WorkRecords | 'settings';

export const storeNames: readonly StoreName[] = ['programs', 'attempts', 'settings'];

interface Held {
  /** When this state of it came; work that was deleted later is not stored again. */
  readonly heldAt: number;
}

export interface HeldProgram extends Held {
  readonly store: 'programs';
  readonly value: ProgramRecord;
  /** What storage has as far as this tab knows; null where it was never read. */
  readonly before: string | null;
  /** Stored only where nothing newer is: another tab may have brought back more. */
  readonly isBroughtBack?: boolean;
}

export interface HeldAttempt extends Held {
  readonly store: 'attempts';
  readonly value: AttemptRecord;
  /** Stored only where none of its id is. */
  readonly isBroughtBack?: boolean;
}

export interface HeldSetting extends Held {
  readonly store: 'settings';
  readonly name: string;
  /** In the order in which they are made of what is stored. */
  readonly changes: readonly SettingChange[];
  /** Whether the first of them asks for nothing that was there before. */
  readonly isWhole: boolean;
}

export type HeldRecord = HeldProgram | HeldAttempt | HeldSetting;

export class HeldRecords {
  readonly #held = new Map<string, HeldRecord>();

  get all(): readonly HeldRecord[] {
    return [...this.#held.values()];
  }

  put(record: HeldRecord): void {
    const key = keyOf(record);
    this.#held.set(key, afterOlder(this.#held.get(key), record));
  }

  /** What is left of a setting whose first changes are stored: before all that has come since. */
  putFirst(record: HeldSetting): void {
    const key = keyOf(record);
    const now = this.#held.get(key);
    if (now?.store !== 'settings') this.#held.set(key, record);
    else if (!now.isWhole) {
      this.#held.set(key, { ...now, changes: [...record.changes, ...now.changes] });
    }
  }

  /** Lets go of these, but of none that has changed since. */
  drop(records: readonly HeldRecord[]): void {
    for (const record of records) {
      const key = keyOf(record);
      const now = this.#held.get(key);
      const rest = now && now !== record ? afterStored(now, record) : null;
      if (rest) this.#held.set(key, rest);
      else this.#held.delete(key);
    }
  }

  /** Lets go of work as it was at that time. */
  dropWork(until: number): void {
    for (const [key, record] of this.#held) {
      if (isWork(record) && record.heldAt <= until) this.#held.delete(key);
    }
  }

  get<Name extends keyof WorkRecords>(store: Name, id: string): WorkRecords[Name] | undefined {
    const record = this.#held.get(`${store}/${id}`);
    return record && record.store !== 'settings' ? (record.value as WorkRecords[Name]) : undefined;
  }

  /** What is stored, with what is held in its place. */
  mergedWith<Name extends keyof WorkRecords>(
    store: Name,
    stored: readonly WorkRecords[Name][],
  ): WorkRecords[Name][] {
    const held = this.all.flatMap((record) =>
      record.store === store ? [record.value as WorkRecords[Name]] : [],
    );
    const ids = new Set(held.map(idOf));
    return [...stored.filter((value) => !ids.has(idOf(value))), ...held];
  }

  hasSetting(name: string): boolean {
    return this.#held.has(`settings/${name}`);
  }

  /** The stored setting, with the changes that are held. */
  settingAfter(name: string, stored: SettingRecord | undefined): SettingRecord | undefined {
    const held = this.#held.get(`settings/${name}`);
    return held?.store === 'settings' ? applyChanges(held.changes, stored) : stored;
  }

  settingsAfter(stored: readonly SettingRecord[]): SettingRecord[] {
    const byName = new Map(stored.map((record) => [record.name, record]));
    for (const record of this.all) {
      if (record.store !== 'settings') continue;
      const next = applyChanges(record.changes, byName.get(record.name));
      if (next) byName.set(record.name, next);
    }
    return [...byName.values()];
  }
}

/** Whether it goes when all work is deleted. */
export function isWork(record: HeldRecord): boolean {
  return record.store !== 'settings' || workSettings.includes(record.name);
}

/** Storage has not seen the older state: what it has is what was there before that. */
function afterOlder(older: HeldRecord | undefined, newer: HeldRecord): HeldRecord {
  if (newer.store === 'programs' && older?.store === 'programs') {
    return { ...newer, before: older.before };
  }
  if (newer.store === 'settings' && older?.store === 'settings' && !newer.isWhole) {
    const changes = [...older.changes, ...newer.changes];
    return { ...newer, changes, isWhole: older.isWhole };
  }
  return newer;
}

/** Null where nothing is left to store. */
function afterStored(now: HeldRecord, stored: HeldRecord): HeldRecord | null {
  if (now.store === 'programs' && stored.store === 'programs') {
    return { ...now, before: stored.value.program };
  }
  if (now.store !== 'settings' || stored.store !== 'settings') return now;
  const changes = now.changes.filter((change) => !stored.changes.includes(change));
  return changes.length === 0 ? null : { ...now, changes };
}

function keyOf(record: HeldRecord): string {
  return `${record.store}/${record.store === 'settings' ? record.name : idOf(record.value)}`;
}

function idOf(value: ProgramRecord | AttemptRecord): string {
  return 'id' in value ? value.id : value.task;
}
