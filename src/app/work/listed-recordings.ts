/** What lists of playlists name, as far as who stores them has to know. */

import { keptFields, keptList } from './kept-settings.ts';
import { recordingSetting, replaysSetting } from './setting-names.ts';
import type { UnstoredRecord } from './unstored-work.ts';

/** An item that a list has to do without until there is room for its recording. */
export interface MissingItem {
  /** Of its recording. */
  readonly name: string;
  readonly item: unknown;
  /** Its index in the list. */
  readonly at: number;
  /** The list without its items: it may be gone by then. */
  readonly list: Readonly<Record<string, unknown>>;
}

/** The lists without the items that have these recordings and were not there before. */
export function divided(
  before: unknown,
  lists: unknown,
  names: ReadonlySet<string>,
): { readonly value: unknown; readonly missing: readonly MissingItem[] } {
  const here = new Set(itemsIn(before).map(({ name }) => name));
  const missing = itemsIn(lists).filter(({ name }) => names.has(name) && !here.has(name));
  const value = keptList(lists).map((entry) => {
    const list = keptFields(entry);
    if (!Array.isArray(list['items'])) return entry;
    const items = (list['items'] as readonly unknown[]).filter(
      (item) => !missing.some((each) => each.item === item),
    );
    return { ...list, items };
  });
  return { value, missing };
}

/** The lists with the item where it was meant to be, unless it is there already. */
export function withMissing(lists: unknown, { name, item, at, list }: MissingItem): unknown {
  if (itemsIn(lists).some((each) => each.name === name)) return lists;
  const all = keptList(lists);
  const place = all.findIndex((entry) => keptFields(entry)['id'] === list['id']);
  if (place === -1) return [...all, { ...list, items: [item] }];
  const mine = keptFields(all[place]);
  const items: readonly unknown[] = Array.isArray(mine['items']) ? mine['items'] : [];
  return all.with(place, { ...mine, items: items.toSpliced(at, 0, item) });
}

/** Of the playlists, without the items that have these recordings and are new. Others as they are. */
export function withoutItems(record: UnstoredRecord, names: ReadonlySet<string>): UnstoredRecord {
  if (record.store !== 'settings' || record.value.name !== replaysSetting) return record;
  const { value } = divided(record.before, record.value.value, names);
  return { ...record, value: { ...record.value, value } };
}

function itemsIn(lists: unknown): readonly MissingItem[] {
  return keptList(lists).flatMap((entry) => {
    const list = keptFields(entry);
    if (!Array.isArray(list['items'])) return [];
    return (list['items'] as readonly unknown[]).map((item, at) => {
      const place = { list: String(list['id']), item: String(keptFields(item)['id']) };
      return { name: recordingSetting(place), item, at, list: { ...list, items: [] } };
    });
  });
}
