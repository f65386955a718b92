/**
 * How a setting gets from what is stored to what is to be stored. A change is made of what is
 * really there at the time of writing, so that two tabs, or two visits, do not undo each other.
 */

import type { SettingRecord } from './records.ts';

/** Must give the same whenever it is asked. Gives the stored record itself to leave it alone. */
export type SettingChange = (stored: SettingRecord | undefined) => SettingRecord | undefined;

/** The whole of a setting, unless something newer is stored by then. */
export function putSetting(record: SettingRecord): SettingChange {
  return (stored) => (stored && isNewer(stored, record.changedAt) ? stored : record);
}

export function changeValue(
  name: string,
  change: (value: unknown) => unknown,
  changedAt: number,
): SettingChange {
  return (stored) => ({ name, value: change(stored?.value), changedAt });
}

export function applyChanges(
  changes: readonly SettingChange[],
  stored: SettingRecord | undefined,
): SettingRecord | undefined {
  return changes.reduce((record, change) => change(record), stored);
}

/** Not where its time is still to come: a clock that was wrong must not decide for ever. */
export function isNewer(stored: SettingRecord, changedAt: number | undefined): boolean {
  const { changedAt: storedAt } = stored;
  if (storedAt === undefined) return false;
  return storedAt > (changedAt ?? 0) && storedAt <= Date.now();
}
