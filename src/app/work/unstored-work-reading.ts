/**
 * Reads what an earlier page has set aside, which may have been another version's. What was
 * changed of a setting joins what is stored by then.
 */

import * as v from 'valibot';
export { takeUp } from './taking-up.ts';
import type { HeldRecord, HeldSetting } from './held-records.ts';
import { attemptSchema, programSchema } from './record-schemas.ts';
import { isNewer, type SettingChange } from './setting-changes.ts';

const heldAt = v.optional(v.number());

const setAsideSchema = v.variant('store', [
  v.object({
    store: v.literal('programs'),
    value: programSchema,
    before: v.nullable(v.string()),
    heldAt,
  }),
  v.object({ store: v.literal('attempts'), value: attemptSchema, heldAt }),
  v.object({
    store: v.literal('settings'),
    value: v.object({
      name: v.string(),
      // JSON has no entry for what was removed.
      value: v.optional(v.unknown()),
      changedAt: v.optional(v.number()),
    }),
    before: v.optional(v.unknown()),
    heldAt,
  }),
]);

type SetAside = v.InferOutput<typeof setAsideSchema>;
type SetAsideSetting = Extract<SetAside, { store: 'settings' }>;

/** Of several pages; the newest first. What is no such record is left out. */
export function readUnstored(texts: readonly string[]): HeldRecord[] {
  const records = texts.flatMap(parsed).flatMap((entry) => {
    const record = v.safeParse(setAsideSchema, entry);
    return record.success ? [asHeld(record.output)] : [];
  });
  return records.toSorted((left, right) => changeTime(right) - changeTime(left));
}

function changeTime(record: HeldRecord): number {
  return record.store === 'programs' ? record.value.changedAt : record.heldAt;
}

function asHeld(record: SetAside): HeldRecord {
  // Whatever is deleted is deleted here as well: what is there was not deleted since.
  const heldAt = record.heldAt ?? Date.now();
  return record.store === 'settings' ? asHeldSetting(record, heldAt) : { ...record, heldAt };
}

function asHeldSetting({ value, before }: SetAsideSetting, heldAt: number): HeldSetting {
  const { name, changedAt = heldAt } = value;
  const mine = { name, value: value.value, changedAt };
  const join: SettingChange = (stored) => {
    if (!stored) return mine;
    if (Array.isArray(mine.value) && Array.isArray(stored.value)) {
      const joined = joinLists(Array.isArray(before) ? before : [], mine.value, stored.value);
      return { name, value: joined, changedAt: Math.max(changedAt, stored.changedAt ?? 0) };
    }
    return isNewer(stored, changedAt) ? stored : mine;
  };
  return { store: 'settings', name, changes: [join], isWhole: false, heldAt };
}

/** What went from `before` to `mine` happens to `stored` as well; what else is there stays. */
function joinLists(
  before: readonly unknown[],
  mine: readonly unknown[],
  stored: readonly unknown[],
): unknown[] {
  const texts = (list: readonly unknown[]) => new Set(list.map((entry) => JSON.stringify(entry)));
  const [beforeTexts, mineTexts, storedTexts] = [texts(before), texts(mine), texts(stored)];
  const isNew = (entry: unknown) => {
    const text = JSON.stringify(entry);
    return !beforeTexts.has(text) && !storedTexts.has(text);
  };
  const isLeft = (entry: unknown) => {
    const text = JSON.stringify(entry);
    return mineTexts.has(text) || !beforeTexts.has(text);
  };
  const firstKnown = mine.findIndex((entry) => beforeTexts.has(JSON.stringify(entry)));
  const isAfter = (index: number) => firstKnown !== -1 && index > firstKnown;
  return [
    ...mine.filter((entry, index) => isNew(entry) && !isAfter(index)),
    ...stored.filter(isLeft),
    ...mine.filter((entry, index) => isNew(entry) && isAfter(index)),
  ];
}

function parsed(text: string): unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
