/**
 * How records that an earlier page set aside join what is held, without undoing what is newer.
 * Storing them is for `work-database`, and so is what this tab still knows (`bringing-back`).
 */

import type { HeldProgram, HeldRecord, HeldRecords } from './held-records.ts';
import { type AttemptRecord, newAttempt, type ProgramRecord } from './records.ts';
import type { WorkIdb } from './work-schema.ts';

/** Undefined where storage does not answer. */
type Read = <T>(read: (database: WorkIdb) => Promise<T>) => Promise<T | undefined>;

/**
 * `records`: the newest first. Gives the programs that are held now: those for which something
 * newer is here became attempts.
 */
export async function takeUp(
  records: readonly HeldRecord[],
  held: HeldRecords,
  read: Read,
): Promise<ReadonlyMap<string, ProgramRecord>> {
  const programs = new Map<string, ProgramRecord>();
  for (const record of records) {
    if (record.store === 'settings') held.put(record);
    else if (record.store === 'attempts') {
      const { value } = record;
      const stored = await read((database) => database.get('attempts', value.id));
      if (isNews(value, stored) && !held.get('attempts', value.id)) held.put(record);
    } else if (await takeUpProgram(record, held, read)) {
      programs.set(record.value.task, record.value);
    }
  }
  return programs;
}

/** Whether it is held as the task's program. */
async function takeUpProgram(record: HeldProgram, held: HeldRecords, read: Read): Promise<boolean> {
  const { task, program, changedAt } = record.value;
  const stored = await read((database) => database.get('programs', task));
  const isNewest = !stored || stored.program === record.before || stored.changedAt <= changedAt;
  const now = held.get('programs', task) ?? stored;
  if (isNewest && now === stored) {
    held.put(record);
    return true;
  }
  if (now?.program !== program && program.trim() !== '') {
    const value = { ...newAttempt(task), program };
    held.put({ store: 'attempts', value, heldAt: record.heldAt });
  }
  return false;
}

function isNews(value: AttemptRecord, stored: AttemptRecord | undefined): boolean {
  return stored === undefined || stored.status === null || value.status !== null;
}
