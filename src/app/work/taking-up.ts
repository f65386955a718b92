/**
 * How records from elsewhere, which an earlier page set aside or this tab still knows, join what
 * is held, without undoing what is newer. Storing them is for `work-database`.
 */

import type { HeldProgram, HeldRecord, HeldRecords } from './held-records.ts';
import type { KnownRecords } from './known-records.ts';
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

/**
 * For a database that may have been deleted: what is missing there, or older, is held again. Work
 * that a person has deleted is not stored all the same, since it was known before that.
 */
export function bringBack(known: KnownRecords, held: HeldRecords): void {
  const isBroughtBack = true;
  for (const { value, knownAt } of known.programs) {
    if (held.get('programs', value.task)) continue;
    held.put({ store: 'programs', value, before: null, heldAt: knownAt, isBroughtBack });
  }
  for (const { value, knownAt } of known.attempts) {
    if (held.get('attempts', value.id)) continue;
    held.put({ store: 'attempts', value, heldAt: knownAt, isBroughtBack });
  }
  for (const record of known.settings) {
    const { name } = record;
    if (held.hasSetting(name)) continue;
    const changes = [(stored = record) => stored];
    held.put({ store: 'settings', name, changes, isWhole: false, heldAt: Date.now() });
  }
}

function isNews(value: AttemptRecord, stored: AttemptRecord | undefined): boolean {
  return stored === undefined || stored.status === null || value.status !== null;
}
