/**
 * Recordings of kept playlists, each a record of its own: a long one is not written again because
 * another is moved, and one that is damaged is only itself lost. Earlier versions, and what is read
 * of a file of work, have them whole in their lists.
 */

import * as v from 'valibot';
import { keptFields, type KeptSettings, type TransactedSettings } from '../work/kept-settings.ts';
import { recordingPrefix, recordingSetting, replaysSetting } from '../work/setting-names.ts';
import { itemOf, joined, mapped, readPlaylists, shownItem } from './kept-playlists.ts';

export interface KeptRecording {
  /** Of its record. */
  readonly name: string;
  readonly value: unknown;
}

/** Those that are whole in their lists. */
export function recordingsIn(kept: unknown): readonly KeptRecording[] {
  const recordings: KeptRecording[] = [];
  mapped(kept, (entry, list) => {
    const [item] = itemOf(entry);
    if (item?.whole === undefined) return entry;
    recordings.push({ name: recordingSetting({ list, item: item.id }), value: item.whole });
    return entry;
  });
  return recordings;
}

/** The lists without those recordings that have these records. */
export function withoutRecordings(kept: unknown, names: ReadonlySet<string>): unknown {
  return mapped(kept, (entry, list) => {
    const [item] = itemOf(entry);
    if (item?.whole === undefined) return entry;
    if (!names.has(recordingSetting({ list, item: item.id }))) return entry;
    const others = Object.entries(keptFields(entry)).filter(([field]) => field !== 'recording');
    return { ...Object.fromEntries(others), ...shownItem(item) };
  });
}

/** Gives recordings that an earlier version kept in their lists a record each, as there is room. */
export async function keepApart(settings: TransactedSettings): Promise<void> {
  if (await moveOut(settings, null)) return;
  for (const { name } of recordingsIn(await settings.setting(replaysSetting))) {
    if (!(await moveOut(settings, name))) return;
  }
}

/** `only`: the name of one; null for all of them. False where that cannot be stored. */
function moveOut(settings: TransactedSettings, only: string | null): Promise<boolean> {
  return settings.changeStored(async (stored) => {
    // As they are now: another tab may have removed one.
    const lists = await stored.get(replaysSetting);
    const moving = recordingsIn(lists).filter(({ name }) => only === null || name === only);
    if (moving.length === 0) return;
    for (const { name, value } of moving) await stored.put(name, value);
    const names = new Set(moving.map(({ name }) => name));
    await stored.put(replaysSetting, withoutRecordings(lists, names));
  });
}

/** Removes recordings that were left behind, but not while a list that may name them waits. */
export async function removeUnlisted(settings: TransactedSettings): Promise<void> {
  if (!settings.isStored(replaysSetting)) return;
  await settings.changeStored(async (stored) => {
    const names = await stored.namesFrom(recordingPrefix);
    if (names.length === 0) return;
    const left = unlisted(await stored.get(replaysSetting), names);
    for (const name of left) await stored.put(name, undefined);
  });
}

/**
 * Those of these recordings that no list has any more. A list of a format that is not read here
 * may have any of its own, and so may what is no list.
 */
function unlisted(kept: unknown, names: readonly string[]): readonly string[] {
  if (!Array.isArray(kept)) return [];
  /** Null where they are not known. */
  const itemsOf = new Map<string, ReadonlySet<string> | null>();
  for (const entry of kept as readonly unknown[]) {
    const { id, items } = keptFields(entry);
    if (typeof id !== 'string') return [];
    const read = readPlaylists([entry])[0]?.items ?? [];
    const isRead = Array.isArray(items) && items.length === read.length && !itemsOf.has(id);
    itemsOf.set(id, isRead ? new Set(read.map((item) => item.id)) : null);
  }
  return names.filter((name) => {
    const place = placeOf(name);
    if (!place) return false;
    const [list, item] = place;
    const items = itemsOf.get(list);
    return items === undefined || (items !== null && !items.has(item));
  });
}

const placeSchema = v.tuple([v.string(), v.string()]);

/** The list and the item whose recording has this name. */
function placeOf(name: string): readonly [string, string] | null {
  try {
    const place = v.safeParse(placeSchema, JSON.parse(name.slice(recordingPrefix.length)));
    return place.success ? place.output : null;
  } catch {
    return null;
  }
}

/** The lists with their recordings in them, and without the items that have none. */
export function withRecordings(kept: unknown, recordings: readonly KeptRecording[]): unknown {
  const byName = new Map(recordings.map(({ name, value }) => [name, value]));
  return mapped(kept, (entry, list) => {
    const [item] = itemOf(entry);
    if (!item || item.whole !== undefined) return entry;
    const recording = byName.get(recordingSetting({ list, item: item.id }));
    return recording === undefined ? null : { id: item.id, recording };
  });
}

/**
 * Playlists of a file of work join those that are kept, and bring back the recordings that are gone
 * here. `arriving`: with their recordings. Resolves with how many are new or back.
 */
export async function keepJoined(
  settings: Pick<KeptSettings, 'setting' | 'changeSetting'>,
  arriving: unknown,
): Promise<number> {
  const recordings = recordingsIn(arriving);
  const lists = withoutRecordings(arriving, new Set(recordings.map(({ name }) => name)));
  const kept = await settings.setting(replaysSetting);
  const added = joined(kept, lists).added.map(recordingSetting);
  const inFile = new Set(recordings.map(({ name }) => name));
  const missing = await Promise.all(
    apartIn(kept)
      .filter((name) => inFile.has(name))
      .map(async (name) => ((await settings.setting(name)) === undefined ? name : [])),
  );
  const wanted = new Set([...added, ...missing.flat()]);
  const coming = recordings.filter(({ name }) => wanted.has(name));
  if (coming.length === 0) return 0;
  // Asked for at one time, lists and what they name are stored together.
  await Promise.all([
    ...coming.map(({ name, value }) => settings.changeSetting(name, (kept) => kept ?? value)),
    added.length > 0 && settings.changeSetting(replaysSetting, (kept) => joined(kept, lists).value),
  ]);
  return coming.length;
}

/** The names of the recordings that the lists have outside. */
function apartIn(kept: unknown): readonly string[] {
  const names: string[] = [];
  mapped(kept, (entry, list) => {
    const [item] = itemOf(entry);
    if (item && item.whole === undefined) names.push(recordingSetting({ list, item: item.id }));
    return entry;
  });
  return names;
}
