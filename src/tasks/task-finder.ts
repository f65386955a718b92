/**
 * Which task of a set an id in somebody's file means, however it is spelled: 2, "2.0", "Mbpp/2",
 * "mbpp_2", "task-2". An id that names another set means none of this one's tasks.
 */

import { isOwnSet } from './own-set-id.ts';
import { splitTaskId } from './rows/row-format.ts';
import { acceptsPrefix, taskSets } from './task-sets.ts';
import type { Task, TaskSetId } from './task.ts';

export interface SearchedSet {
  readonly source: TaskSetId;
  readonly tasks: readonly Task[];
}

export type FoundTask =
  | { readonly kind: 'task'; readonly id: string }
  | { readonly kind: 'other-set'; readonly set: TaskSetId }
  | { readonly kind: 'unknown' };

const unknown: FoundTask = { kind: 'unknown' };

/** What people put before a number without meaning a set. */
const plainWords = new Set([
  '',
  'id',
  'task',
  'taskid',
  'problem',
  'question',
  'example',
  'request',
]);

export function taskFinder(set: SearchedSet): (written: string | number) => FoundTask {
  const ids = new Set(set.tasks.map(({ id }) => id));
  return (written) => {
    const { prefix, id } = splitTaskId(written);
    const named = setNamed(prefix);
    if (named !== null) {
      if (!isOf(set, prefix, named)) return { kind: 'other-set', set: named };
      return taskAmong(ids, id, plainNumber(id));
    }
    if (ids.has(id)) return { kind: 'task', id };
    const [, word = '', number = ''] = /^(.*?)[\s_:#.-]*(\d+(?:\.0+)?)$/s.exec(id) ?? [];
    const spelled = setNamed(word);
    if (spelled !== null && !isOf(set, word, spelled)) return { kind: 'other-set', set: spelled };
    if (spelled === null && !plainWords.has(plain(word))) return unknown;
    return taskAmong(ids, id, plainNumber(number));
  };
}

/** The set that all these ids can be of by their form alone; null where there is none. */
export function setWithIds(written: Iterable<string | number>): TaskSetId | null {
  const ids = [...written].map((each) => splitTaskId(each));
  const named = ids.map(({ prefix, id }) => setNamed(prefix) ?? setNamed(wordOf(id)));
  const [first = null] = named;
  if (first !== null) return named.every((each) => each === first) ? first : null;
  const all = taskSets.filter(({ hasId }) => ids.every(({ id }) => hasId?.(plainNumber(id))));
  return ids.length > 0 ? (all[0]?.id ?? null) : null;
}

function taskAmong(ids: ReadonlySet<string>, ...spellings: string[]): FoundTask {
  const id = spellings.find((each) => ids.has(each));
  return id === undefined ? unknown : { kind: 'task', id };
}

function isOf(set: SearchedSet, prefix: string, named: TaskSetId): boolean {
  if (isOwnSet(named)) return named === set.source;
  const known = taskSets.find(({ id }) => id === named);
  return acceptsPrefix(set, known?.idPrefix ?? prefix);
}

/** Null for what names no set: it may be anything. */
function setNamed(prefix: string): TaskSetId | null {
  const last = prefix.split('/').at(-1)?.trim() ?? '';
  if (isOwnSet(last)) return last;
  const name = plain(last)
    .replace(/^openai/, '')
    .replace(/(plus|sanitized|python|full)+$/, '');
  return taskSets.find(({ idPrefix }) => name !== '' && plain(idPrefix) === name)?.id ?? null;
}

function wordOf(id: string): string {
  return /^(.*?)[\s_:#.-]*\d+(?:\.0+)?$/s.exec(id)?.[1] ?? '';
}

function plain(word: string): string {
  return word.toLowerCase().replace(/[^a-z]/g, '');
}

/** "2.0" and "002" are 2. */
function plainNumber(id: string): string {
  return /^\d{1,15}(\.0+)?$/.test(id) ? String(Number(id)) : id;
}
