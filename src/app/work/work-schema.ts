/** The shape of the database of work, and how records get into it. When belongs to `work-database`. */

import type { DBSchema, IDBPDatabase, IDBPTransaction } from 'idb';
import {
  type HeldAttempt,
  type HeldProgram,
  type HeldRecord,
  type HeldSetting,
  isWork,
  type StoreName,
  storeNames,
} from './held-records.ts';
import {
  type AttemptRecord,
  newAttempt,
  type ProgramRecord,
  type SettingRecord,
} from './records.ts';
import { applyChanges } from './setting-changes.ts';
import { forgottenSetting, isChoice, workSettings } from './setting-names.ts';

export interface WorkSchema extends DBSchema {
  programs: { key: string; value: ProgramRecord };
  attempts: { key: string; value: AttemptRecord; indexes: { task: string } };
  settings: { key: string; value: SettingRecord };
}

export type WorkIdb = IDBPDatabase<WorkSchema>;

/** Version 1. */
export function createStores(database: WorkIdb): void {
  database.createObjectStore('programs', { keyPath: 'task' });
  database.createObjectStore('attempts', { keyPath: 'id' }).createIndex('task', 'task');
  database.createObjectStore('settings', { keyPath: 'name' });
}

/** What writing came to. */
export interface Written {
  /** Tasks whose stored program was not the one that this tab knew of: that is an attempt now. */
  readonly overwritten: readonly string[];
  /** As they are stored now. */
  readonly settings: readonly SettingRecord[];
}

/** All of the records or none, but for work that was deleted, in whichever tab, after it was made. */
export async function writeAll(
  database: WorkIdb,
  records: readonly HeldRecord[],
): Promise<Written> {
  const overwritten: string[] = [];
  const written: SettingRecord[] = [];
  await change(database, storeNames, async (transaction) => {
    const programs = transaction.objectStore('programs');
    const attempts = transaction.objectStore('attempts');
    const settings = transaction.objectStore('settings');
    const forgottenAt = timeIn(await settings.get(forgottenSetting));
    const keepStored = async (task: string, program: string) => {
      overwritten.push(task);
      const known = await attempts.index('task').getAll(task);
      if (known.some((attempt) => attempt.program === program)) return;
      await attempts.put({ ...newAttempt(task), program });
    };
    const putProgram = async ({ value, before, isBroughtBack = false }: HeldProgram) => {
      const stored = await programs.get(value.task);
      if (stored && isBroughtBack) {
        if (stored.changedAt < value.changedAt) await programs.put(value);
        return;
      }
      const program = stored?.program ?? '';
      const isKnown = program === before || program === value.program || program.trim() === '';
      if (!isKnown) await keepStored(value.task, program);
      await programs.put(value);
    };
    const putAttempt = async ({ value, isBroughtBack = false }: HeldAttempt) => {
      if (isBroughtBack && (await attempts.getKey(value.id)) !== undefined) return;
      await attempts.put(value);
    };
    const putSetting = async ({ name, changes }: HeldSetting) => {
      const stored = await settings.get(name);
      const next = applyChanges(changes, stored);
      if (next && next.value === undefined) await settings.delete(name);
      else if (next && next !== stored) await settings.put(next);
      if (next) written.push(next);
    };
    for (const record of records) {
      if (isWork(record) && record.heldAt < forgottenAt) continue;
      if (record.store === 'settings') await putSetting(record);
      else if (record.store === 'attempts') await putAttempt(record);
      else await putProgram(record);
    }
  });
  return { overwritten, settings: written };
}

/** Deletes all work or nothing, and what other tabs still hold of it is void. */
export function clearWork(database: WorkIdb, forgottenAt: number): Promise<void> {
  return change(database, storeNames, async (transaction) => {
    await transaction.objectStore('programs').clear();
    await transaction.objectStore('attempts').clear();
    const settings = transaction.objectStore('settings');
    for (const name of workSettings) await settings.delete(name);
    await settings.put({ name: forgottenSetting, value: forgottenAt });
  });
}

export function clearChoices(database: WorkIdb): Promise<void> {
  return change(database, ['settings'], async (transaction) => {
    const settings = transaction.objectStore('settings');
    for (const name of await settings.getAllKeys()) if (isChoice(name)) await settings.delete(name);
  });
}

export function namesFrom(prefix: string): IDBKeyRange {
  return IDBKeyRange.bound(prefix, `${prefix}\uffff`);
}

/** A time that is still to come was a wrong clock's, and would void what is made until then. */
function timeIn(record: SettingRecord | undefined): number {
  const time = record?.value;
  return typeof time === 'number' && time <= Date.now() ? time : 0;
}

type Change = IDBPTransaction<WorkSchema, StoreName[], 'readwrite'>;

/** In one transaction or not at all; what resolved is on the disk. */
export async function change(
  database: WorkIdb,
  stores: readonly StoreName[],
  work: (transaction: Change) => Promise<void>,
): Promise<void> {
  const transaction = database.transaction([...stores], 'readwrite', { durability: 'strict' });
  try {
    await Promise.all([work(transaction), transaction.done]);
  } catch (error) {
    abort(transaction);
    throw error;
  }
}

function abort(transaction: Change): void {
  try {
    transaction.abort();
  } catch {
    // It has ended by itself already.
  }
}
