/**
 * The sets of tasks that Synthpad knows, in the order in which they are offered. To add one, write
 * its file in `sets` and name it here: schemas, finder, storage, exports and commands follow.
 */

import * as v from 'valibot';
import type { KnownTaskSet } from './known-task-set.ts';
import { mbppRow } from './rows/mbpp-row.ts';
import { isOwnSet } from './own-set-id.ts';
import type { RowFormat } from './rows/row-format.ts';
import type { KnownFault } from './known-faults.ts';
import { cruxEval } from './sets/cruxeval.ts';
import { humanEval } from './sets/human-eval.ts';
import { mathQaPython } from './sets/mathqa-python.ts';
import { mbpp } from './sets/mbpp.ts';
import { sanitizedMbpp } from './sets/sanitized-mbpp.ts';
import { starter } from './sets/starter.ts';
import type { Split } from './splits.ts';
import { wholeTaskRow } from './task-schema.ts';
import type { Task, TaskSetId } from './task.ts';

export const taskSets: readonly KnownTaskSet[] = [
  starter,
  mbpp,
  sanitizedMbpp,
  humanEval,
  cruxEval,
  mathQaPython,
];

/** What the page shows where nothing else was asked for: it needs no download. */
export const homeSet: KnownTaskSet = starter;

/** Null for a person's own. */
export function taskSetOf(id: TaskSetId): KnownTaskSet | null {
  return taskSets.find((set) => set.id === id) ?? null;
}

/** The set that a file at this address holds; null for any other address. */
export function setPublishedAt(address: string): KnownTaskSet | null {
  const isThere = ({ origin }: KnownTaskSet) =>
    origin.kind !== 'site' && origin.address === address;
  return taskSets.find(isThere) ?? null;
}

export function isTaskSetId(id: string): boolean {
  return taskSetOf(id) !== null || isOwnSet(id);
}

/** For what arrives from files, links and storage. */
export const taskSetIdSchema = v.pipe(v.string(), v.check(isTaskSetId, 'Unknown set of tasks.'));

/** Of a set that everybody can get. */
export const knownSetIdSchema = v.picklist(taskSets.map(({ id }) => id));

/** The set whose tasks are a selection of this one's; null where there is none. */
export function subsetOf(id: TaskSetId): KnownTaskSet | null {
  return taskSets.find((set) => set.subsetOf === id) ?? null;
}

/** The other set that has the same tasks under the same ids: what one knows adds to the other. */
export function companionOf(id: TaskSetId): TaskSetId | null {
  return taskSetOf(id)?.subsetOf ?? subsetOf(id)?.id ?? null;
}

/** Every form that a file may have. The last fits any row, to name what is wrong with it. */
export const rowFormats: readonly RowFormat[] = [
  wholeTaskRow,
  ...new Set(taskSets.flatMap(({ formats }) => formats).filter((format) => format !== mbppRow)),
  mbppRow,
];

/** The id by which other harnesses know a task, "Mbpp/2": no two sets share one. */
export function harnessIdOf({ source, id, idPrefix }: Pick<Task, 'source' | 'id' | 'idPrefix'>) {
  return `${idPrefix ?? taskSetOf(source)?.idPrefix ?? source}/${id}`;
}

/**
 * Whether an id with this prefix can be of the set. What is known to be another set's is not; a
 * person's own file whose ids have no prefix may have been taken from any.
 */
export function acceptsPrefix(
  { source, tasks }: { readonly source: TaskSetId; readonly tasks: readonly Task[] },
  prefix: string,
): boolean {
  const isSame = (other: string) => other.toLowerCase() === prefix.toLowerCase();
  if (!taskSets.some(({ idPrefix }) => isSame(idPrefix))) return true;
  const known = taskSetOf(source);
  if (known) return isSame(known.idPrefix);
  const own = tasks.flatMap(({ idPrefix }) => idPrefix ?? []);
  return own.length > 0 ? own.some(isSame) : isFormOf(tasks[0], prefix);
}

/** By what a task asks for: a file of tasks with asserts was not taken from HumanEval. */
function isFormOf(task: Task | undefined, prefix: string): boolean {
  const named = taskSets.filter(({ idPrefix }) => idPrefix.toLowerCase() === prefix.toLowerCase());
  if (!task) return true;
  if (task.asks) return named.some(({ id }) => id === cruxEval.id || id === mathQaPython.id);
  if (task.codePrompt !== undefined) return named.includes(humanEval);
  return named.some(({ formats }) => formats.includes(mbppRow));
}

/** Null for a set without a published division. */
export function splitOf({ source, id }: Pick<Task, 'source' | 'id'>): Split | null {
  return taskSetOf(source)?.splitOf?.(id) ?? null;
}

/** Null where no fault of the task's tests is known. */
export function knownFaultOf({ source, id }: Pick<Task, 'source' | 'id'>): KnownFault | null {
  return taskSetOf(source)?.knownFaults?.get(id) ?? null;
}
