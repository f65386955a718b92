/**
 * Whether a file of completions was made for a set of tasks: by the ids it names, the length of its
 * list, and the functions that its programs define. Owns what stops an import before it starts.
 */

import { splits, type Split } from '../../tasks/splits.ts';
import { setWithIds, taskFinder, type SearchedSet } from '../../tasks/task-finder.ts';
import { splitOf } from '../../tasks/task-sets.ts';
import type { Task, TaskSetId } from '../../tasks/task.ts';
import { completionsFor, type Completion, type CompletionsReading } from './completions.ts';

export type Readable = Exclude<CompletionsReading, { kind: 'refused' }>;

/** The tasks that a list without ids stands for. `length`: those that there are as many of. */
export const listOrders = ['length', 'all', ...splits] as const;

export type ListOrder = (typeof listOrders)[number];

export type BelongingFault =
  /** Fewer than half of the ids are the set's. `fits` is the set whose they can be. */
  | {
      readonly kind: 'other-ids';
      readonly known: number;
      readonly of: number;
      readonly fits: TaskSetId | null;
    }
  | {
      readonly kind: 'other-length';
      readonly lists: number;
      readonly tasks: number;
      /** Those parts of the set that are published. */
      readonly parts: readonly { readonly split: Split; readonly tasks: number }[];
    }
  /** Hardly a program has the name of the function that its task asks for. */
  | { readonly kind: 'other-functions'; readonly named: number; readonly of: number };

export interface Laid {
  /** In the order of the file, each with the id of its task. */
  readonly completions: readonly Completion[];
  /** As written, each once. */
  readonly unknownIds: readonly string[];
}

export function laidOver(reading: Readable, set: SearchedSet, order: ListOrder = 'all'): Laid {
  const find = taskFinder(set);
  const ids = tasksInOrder(set, reading, order).map(({ id }) => id);
  const unknownIds = new Set<string>();
  const completions = completionsFor(reading, ids).flatMap((each): Completion[] => {
    const found = find(reading.kind === 'samples' ? each.writtenTaskId : each.taskId);
    if (found.kind === 'task') return [{ ...each, taskId: found.id }];
    unknownIds.add(String(each.writtenTaskId));
    return [];
  });
  return { completions, unknownIds: [...unknownIds] };
}

/** Null where nothing speaks against it. */
export function belongingFault(
  reading: Readable,
  set: SearchedSet,
  order: ListOrder,
): BelongingFault | null {
  if (reading.kind === 'generations') {
    const fault = lengthFault(reading.lists.length, set, order);
    if (fault) return fault;
  }
  const { completions, unknownIds } = laidOver(reading, set, order);
  if (reading.kind === 'samples') {
    const known = new Set(completions.map(({ writtenTaskId }) => String(writtenTaskId))).size;
    const all = known + unknownIds.length;
    if (all > 0 && known * 2 < all) {
      const fits = setWithIds(reading.completions.map(({ writtenTaskId }) => writtenTaskId));
      return { kind: 'other-ids', known, of: all, fits: fits === set.source ? null : fits };
    }
  }
  const { named, of } = namedFunctions(completions, set.tasks);
  return of >= 5 && named * 10 < of ? { kind: 'other-functions', named, of } : null;
}

/** How many programs have the name of a function that their task's tests call, of how many. */
export function namedFunctions(completions: readonly Completion[], tasks: readonly Task[]) {
  const byId = new Map(tasks.map((task) => [task.id, functionNames(task)]));
  let [named, of] = [0, 0];
  for (const { taskId, program } of completions) {
    const names = byId.get(taskId) ?? [];
    // The rest of a function that the task begins defines none but helpers inside it.
    if (names.length === 0 || !/^(async )?def /m.test(program)) continue;
    of++;
    if (names.some((name) => program.includes(name))) named++;
  }
  return { named, of };
}

function functionNames({ asks, functionName, tests }: Task): readonly string[] {
  if (asks) return [];
  if (functionName !== undefined) return [functionName];
  const called = tests.flatMap((test) => [...test.matchAll(/(?<![.\w])([A-Za-z_]\w*)\s*\(/g)]);
  return [...new Set(called.map(([, name = '']) => name))].filter((name) => !builtIns.has(name));
}

const builtIns = new Set(
  `abs all any bool bytes complex dict divmod enumerate filter float frozenset int isinstance iter
  len list map max min next not or and in is range repr reversed round set sorted str sum tuple type
  zip assert isclose lambda if else Counter deque OrderedDict defaultdict Decimal Fraction`.split(
    /\s+/,
  ),
);

function lengthFault(lists: number, set: SearchedSet, order: ListOrder): BelongingFault | null {
  const parts = splits.flatMap((split) => {
    const tasks = set.tasks.filter((task) => splitOf(task) === split).length;
    return tasks > 0 ? [{ split, tasks }] : [];
  });
  const all = set.tasks.length;
  const fault = { kind: 'other-length', lists, tasks: all, parts } as const;
  if (order === 'all') return lists > all ? fault : null;
  if (order !== 'length') {
    const part = parts.find(({ split }) => split === order);
    return part && lists <= part.tasks ? null : fault;
  }
  const isOne = lists === all || parts.some(({ tasks }) => tasks === lists);
  // Without parts there is one place to begin.
  return isOne || (parts.length <= 1 && lists < all) ? null : fault;
}

function tasksInOrder(set: SearchedSet, reading: Readable, order: ListOrder): readonly Task[] {
  if (reading.kind === 'samples' || order === 'all') return set.tasks;
  const lists = reading.lists.length;
  const partOf = (split: Split) => set.tasks.filter((task) => splitOf(task) === split);
  if (order !== 'length') return partOf(order);
  if (lists === set.tasks.length) return set.tasks;
  return splits.map(partOf).find((part) => part.length === lists) ?? set.tasks;
}
