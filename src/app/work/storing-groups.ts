/**
 * What is stored where storage has no room for all: each record by itself, what makes room before
 * what takes it. A list of playlists is stored without the items whose recordings wait for room,
 * and each of these comes with its recording, so that no list names what is not there and one that
 * is too large holds back nothing else. Loaded when that is so.
 */

import { troubleOf } from './database-connection.ts';
import type { HeldRecord, HeldSetting } from './held-records.ts';
import { divided, type MissingItem, withMissing } from './listed-recordings.ts';
import { applyChanges, type SettingChange } from './setting-changes.ts';
import { isRecording, replaysSetting } from './setting-names.ts';

/** Part of a record is stored, and the rest of it is held on. */
export interface Division {
  readonly instead: HeldSetting;
  /** Once it is stored; null where nothing is left. */
  rest(): HeldSetting | null;
}

/** Rejects where it is not stored. */
export type Write = (records: readonly HeldRecord[], division?: Division) => Promise<void>;

/** Resolves with why something was not stored; null where all of it is. */
export async function storeApart(records: readonly HeldRecord[], write: Write): Promise<unknown> {
  let failure: unknown = null;
  /** False where storage has more trouble than that it is full. */
  const isStored = async (...[part, division]: Parameters<Write>): Promise<boolean> => {
    // What would fail as well, maybe after a long wait, is left for the next try.
    if (failure !== null && troubleOf(failure) !== 'full') return false;
    try {
      await write(part, division);
      return true;
    } catch (error) {
      failure ??= error;
      if (troubleOf(error) !== 'full') failure = error;
      return false;
    }
  };
  const list = records.find((record) => isOfSettings(record, (name) => name === replaysSetting));
  const isNew = (record: HeldRecord): record is HeldSetting =>
    list !== undefined && isOfSettings(record, isRecording) && !isRemoval(record);
  const recordings = records.filter(isNew);
  for (const record of records) {
    if (record !== list && !isNew(record)) await isStored([record]);
  }
  if (list?.store !== 'settings') return failure;
  const missing = new Map<string, MissingItem & { readonly change: SettingChange }>();
  const division = divisionOf(list, recordings, missing);
  if (!(await isStored([list], division))) return failure;
  for (const recording of recordings) {
    const item = missing.get(recording.name);
    await isStored([...(item ? [partOf(list, [item.change])] : []), recording]);
  }
  return failure;
}

/** `missing`: becomes what the stored list has to do without, by the names of the recordings. */
function divisionOf(
  list: HeldSetting,
  recordings: readonly HeldSetting[],
  missing: Map<string, MissingItem & { readonly change: SettingChange }>,
): Division {
  const names = new Set(recordings.map(({ name }) => name));
  const change: SettingChange = (stored) => {
    const next = applyChanges(list.changes, stored);
    missing.clear();
    if (next?.value === undefined) return next;
    const { value, missing: items } = divided(stored?.value, next.value, names);
    for (const item of items) missing.set(item.name, { ...item, change: changeOf(list, item) });
    const isSame = stored && JSON.stringify(value) === JSON.stringify(stored.value);
    return isSame ? stored : { ...next, value };
  };
  return {
    instead: partOf(list, [change]),
    rest: () =>
      missing.size === 0
        ? null
        : partOf(
            list,
            [...missing.values()].map((item) => item.change),
          ),
  };
}

function partOf(list: HeldSetting, changes: readonly SettingChange[]): HeldSetting {
  return { ...list, changes, isWhole: false };
}

function changeOf({ name, heldAt }: HeldSetting, item: MissingItem): SettingChange {
  return (stored) => {
    const value = withMissing(stored?.value, item);
    if (stored === undefined) return { name, value, changedAt: heldAt };
    return value === stored.value ? stored : { ...stored, value };
  };
}

function isOfSettings(record: HeldRecord, isMeant: (name: string) => boolean): boolean {
  return record.store === 'settings' && isMeant(record.name);
}

function isRemoval(record: HeldRecord): boolean {
  if (record.store !== 'settings') return false;
  return applyChanges(record.changes, undefined)?.value === undefined;
}
