/**
 * Playlists as they are stored: the order of their recordings and what the list shows of each, as
 * plain data of this version or a later one. Each recording is a record of its own, for
 * `kept-recordings`. What cannot be read stays as it is. Each change gives the same for the same,
 * so that two tabs can make theirs.
 */

import * as v from 'valibot';
import { keptList } from '../work/kept-settings.ts';
import { nameSchema } from './recording/recording-schema.ts';
import type { Recording } from './recording/recording.ts';

const text = v.string();
const shownTask = v.object({ id: text, text });

const itemSchema = v.object({
  id: text,
  shown: v.object({
    name: nameSchema,
    task: shownTask,
    partCount: v.number(),
    writers: v.array(text),
  }),
});

/** As earlier versions kept it: whole, in the list. */
const wholeItemSchema = v.object({
  id: text,
  recording: v.object({
    name: nameSchema,
    task: shownTask,
    parts: v.array(v.object({ author: v.object({ name: v.optional(text) }) })),
  }),
});

const playlistSchema = v.object({ id: text, name: nameSchema, items: v.array(v.unknown()) });

/** The list shows one line of it. */
const mostShown = 300;

/** A recording in a list, as far as the list shows it. */
export interface KeptItem {
  readonly id: string;
  readonly name: string;
  readonly task: { readonly id: string; readonly text: string };
  readonly partCount: number;
  /** Who wrote, each once; not a person. */
  readonly writers: readonly string[];
  /** The recording where it is still in the list, as an earlier version kept it. */
  readonly whole?: unknown;
}

export interface KeptPlaylist {
  readonly id: string;
  readonly name: string;
  readonly items: readonly KeptItem[];
}

/** What of it can be read. */
export function readPlaylists(kept: unknown): readonly KeptPlaylist[] {
  return listsOf(kept).flatMap((entry) => {
    const read = v.safeParse(playlistSchema, entry);
    if (!read.success) return [];
    const { id, name, items } = read.output;
    return [{ id, name, items: distinct(items).flatMap(itemOf) }];
  });
}

/** [] of what is none. */
export function itemOf(entry: unknown): KeptItem[] {
  const read = v.safeParse(itemSchema, entry);
  if (read.success) return [{ id: read.output.id, ...read.output.shown }];
  const whole = v.safeParse(wholeItemSchema, entry);
  if (!whole.success) return [];
  const { id, recording } = whole.output;
  const { name, task, parts } = recording;
  const writers = [...new Set(parts.flatMap(({ author }) => author.name ?? []))];
  // With all that this version does not read.
  const stored = fieldOf(entry, 'recording');
  return [{ id, name, task, partCount: parts.length, writers, whole: stored }];
}

/** A recording as it is put into a list. */
export interface NewItem {
  readonly id: string;
  readonly shown: Omit<KeptItem, 'id' | 'whole'>;
}

export function newItem(id: string, { name, task, parts }: Recording): NewItem {
  const writers = new Set(
    parts.flatMap(({ author }) => (author.kind === 'person' ? [] : author.name)),
  );
  return shownItem({ id, name, task, partCount: parts.length, writers: [...writers] });
}

export function shownItem({ id, name, task, partCount, writers }: KeptItem): NewItem {
  const shown = { id: task.id, text: task.text.slice(0, mostShown) };
  return { id, shown: { name, task: shown, partCount, writers } };
}

export interface NewPlaylist {
  readonly id: string;
  readonly name: string;
  readonly items: readonly NewItem[];
}

export function withPlaylist(kept: unknown, playlist: NewPlaylist): unknown {
  return [...keptList(kept), playlist];
}

export function withoutPlaylist(kept: unknown, id: string): unknown {
  return keptList(kept).filter((entry) => fieldOf(entry, 'id') !== id);
}

export function renamed(kept: unknown, id: string, name: string): unknown {
  return changed(kept, id, (playlist) => ({ ...playlist, name }));
}

/** `name`: of the list where it is not there any more: another tab has deleted it meanwhile. */
export function withItem(kept: unknown, id: string, item: NewItem, name: string): unknown {
  const isHere = keptList(kept).some((entry) => fieldOf(entry, 'id') === id);
  if (!isHere) return withPlaylist(kept, { id, name, items: [item] });
  return changedItems(kept, id, (items) => [...items, item]);
}

export function withoutItem(kept: unknown, id: string, itemId: string): unknown {
  return changedItems(kept, id, (items) => items.filter((item) => fieldOf(item, 'id') !== itemId));
}

/** `by`: places, backwards below 0. Beyond an end is that end. */
export function moved(kept: unknown, id: string, itemId: string, by: number): unknown {
  return changedItems(kept, id, (items) => {
    const from = items.findIndex((item) => fieldOf(item, 'id') === itemId);
    if (from === -1) return items;
    const to = Math.min(items.length - 1, Math.max(0, from + by));
    const others = items.toSpliced(from, 1);
    return others.toSpliced(to, 0, items[from]);
  });
}

/** A playlist and an item of it, by their ids. */
export interface ItemPlace {
  readonly list: string;
  readonly item: string;
}

/** Those of a file of work join: lists that are new, and what is new in those that are here. */
export function joined(
  kept: unknown,
  arriving: unknown,
): { value: unknown; added: readonly ItemPlace[] } {
  let value = kept;
  const allAdded: ItemPlace[] = [];
  for (const entry of keptList(arriving)) {
    const read = v.safeParse(playlistSchema, entry);
    if (!read.success) continue;
    const { id, name, items } = read.output;
    const known = listsOf(value).find((each) => fieldOf(each, 'id') === id);
    if (known === undefined) value = [...keptList(value), { id, name, items: [] }];
    const here = new Set(itemsOf(known).map((item) => fieldOf(item, 'id')));
    const added = distinct(items).filter(
      (item) => itemOf(item).length > 0 && !here.has(fieldOf(item, 'id')),
    );
    value = changedItems(value, id, (mine) => [...mine, ...added]);
    allAdded.push(...added.flatMap(itemOf).map((item) => ({ list: id, item: item.id })));
  }
  return { value, added: allAdded };
}

/** Each item of each list as it is to be instead; null to leave it out. */
export function mapped(
  kept: unknown,
  change: (item: unknown, list: string) => unknown,
): readonly unknown[] {
  return listsOf(kept).map((entry) => {
    const list = fieldOf(entry, 'id');
    if (typeof list !== 'string' || !v.is(playlistSchema, entry)) return entry;
    const items = itemsOf(entry).map((item) => change(item, list));
    return { ...(entry as Fields), items: items.filter((item) => item !== null) };
  });
}

type Fields = Readonly<Record<string, unknown>>;

function changed(kept: unknown, id: string, change: (playlist: Fields) => Fields): unknown {
  return listsOf(kept).map((entry) =>
    fieldOf(entry, 'id') === id ? change({ ...(entry as Fields) }) : entry,
  );
}

function changedItems(
  kept: unknown,
  id: string,
  change: (items: readonly unknown[]) => readonly unknown[],
): unknown {
  return changed(kept, id, (playlist) => ({ ...playlist, items: change(itemsOf(playlist)) }));
}

/** Where two visits have changed one list, it may be there twice: as one, with the items of both. */
function listsOf(kept: unknown): readonly unknown[] {
  const lists: unknown[] = [];
  for (const entry of keptList(kept)) {
    const id = fieldOf(entry, 'id');
    const isSame = (each: unknown) => v.is(playlistSchema, each) && each.id === id;
    const at = lists.findIndex(isSame);
    if (at === -1 || !isSame(entry)) {
      lists.push(entry);
      continue;
    }
    const items = itemsOf(lists[at]);
    const here = new Set(items.map((item) => fieldOf(item, 'id') ?? item));
    const more = itemsOf(entry).filter((item) => !here.has(fieldOf(item, 'id') ?? item));
    lists[at] = { ...(lists[at] as Fields), items: [...items, ...more] };
  }
  return lists;
}

function itemsOf(playlist: unknown): readonly unknown[] {
  const items = fieldOf(playlist, 'items');
  return Array.isArray(items) ? distinct(items) : [];
}

/** With an id of its own for each: in a file that was put together by hand, some may share one. */
function distinct(items: readonly unknown[]): readonly unknown[] {
  const ids = new Set(items.map((item) => fieldOf(item, 'id')));
  const counts = new Map<unknown, number>();
  return items.map((item) => {
    const id = fieldOf(item, 'id');
    let count = (counts.get(id) ?? 0) + 1;
    counts.set(id, count);
    if (count === 1 || typeof id !== 'string') return item;
    while (ids.has(`${id}-${count}`)) count++;
    ids.add(`${id}-${count}`);
    counts.set(id, count);
    return { ...(item as Fields), id: `${id}-${count}` };
  });
}

function fieldOf(entry: unknown, name: string): unknown {
  if (typeof entry !== 'object' || entry === null) return undefined;
  return (entry as Fields)[name];
}
