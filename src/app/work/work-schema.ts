/** The shape of the database of work, and how records get into it. When belongs to `work-database`. */

import type { DBSchema, IDBPDatabase, IDBPTransaction } from 'idb';
import { type HeldRecord, type StoreName, storeNames } from './held-records.ts';
import {
  type AttemptRecord,
  newAttempt,
  type ProgramRecord,
  type SettingRecord,
} from './records.ts';

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

/**
 * All of the records or none. Resolves with the tasks whose stored program was not the one that
 * this tab knew of: that is an attempt now.
 */
export async function writeAll(
  database: WorkIdb,
  records: readonly HeldRecord[],
): Promise<string[]> {
  const overwritten: string[] = [];
  await change(database, storeNames, async (transaction) => {
    const programs = transaction.objectStore('programs');
    const attempts = transaction.objectStore('attempts');
    const settings = transaction.objectStore('settings');
    const keepStored = async (task: string, program: string) => {
      overwritten.push(task);
      const known = await attempts.index('task').getAll(task);
      if (known.some((attempt) => attempt.program === program)) return;
      await attempts.put({ ...newAttempt(task), program });
    };
    for (const record of records) {
      if (record.store === 'attempts') await attempts.put(record.value);
      else if (record.store === 'settings') await settings.put(record.value);
      else {
        const { task, program } = record.value;
        const stored = (await programs.get(task))?.program ?? '';
        const isKnown = stored === record.before || stored === program || stored.trim() === '';
        if (!isKnown) await keepStored(task, stored);
        await programs.put(record.value);
      }
    }
  });
  return overwritten;
}

/** Empties all of these stores or none. */
export function clearAll(database: WorkIdb, stores: readonly StoreName[]): Promise<void> {
  return change(database, stores, async (transaction) => {
    for (const store of stores) await transaction.objectStore(store).clear();
  });
}

type Change = IDBPTransaction<WorkSchema, StoreName[], 'readwrite'>;

/** What resolved is on the disk. */
async function change(
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
