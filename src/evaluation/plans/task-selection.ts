/** Which tasks of a set a plan means, and in which order they are asked. */

import { isHarnessStyle } from '../../synthesis/harness-styles.ts';
import { splitOf } from '../../tasks/task-sets.ts';
import type { Task } from '../../tasks/task.ts';
import type { Plan, TaskSelection } from './plan.ts';

export type SelectionFault =
  /** Ids that the set has no task for, in the plan's order. */
  | { readonly kind: 'unknown-ids'; readonly ids: readonly string[] }
  /** Tasks named as examples that the set has not, or has no solution of. */
  | { readonly kind: 'no-examples'; readonly ids: readonly string[] }
  | { readonly kind: 'empty' }
  /** They ask for something else, or the plan does. */
  | { readonly kind: 'search-writes-programs' }
  /** None of the tasks gives what the plan asks for. */
  | { readonly kind: 'none-asked' };

export type SelectedTasks =
  | { readonly kind: 'tasks'; readonly tasks: readonly Task[] }
  | { readonly kind: 'fault'; readonly fault: SelectionFault };

/**
 * `tasks` is the whole set that the selection names. Each task comes once, in the set's order;
 * only a random selection has an order of its own. Where a set has fewer tasks than asked for,
 * all of them are meant.
 */
export function selectTasks({ which }: TaskSelection, tasks: readonly Task[]): SelectedTasks {
  if (which.kind === 'ids') {
    const known = new Set(tasks.map(({ id }) => id));
    const unknown = which.ids.filter((id) => !known.has(id));
    if (unknown.length > 0) return faulty({ kind: 'unknown-ids', ids: unknown });
  }
  const selected = meant(which, tasks);
  return selected.length === 0 ? faulty({ kind: 'empty' }) : { kind: 'tasks', tasks: selected };
}

/** The same for a whole plan: what it selects has to be something that its model can answer. */
export function plannedTasks(
  { tasks: selection, writer, prompt, asks }: Pick<Plan, 'tasks' | 'writer' | 'prompt' | 'asks'>,
  tasks: readonly Task[],
): SelectedTasks {
  const selected = selectTasks(selection, tasks);
  const isForPrograms =
    selected.kind === 'fault' || (!asks && selected.tasks.every((task) => !task.asks));
  const missing = isForPrograms ? missingExamples(prompt, tasks) : [];
  if (missing.length > 0) return faulty({ kind: 'no-examples', ids: missing });
  const isFit = isForPrograms || writer.kind !== 'search';
  return isFit ? selected : faulty({ kind: 'search-writes-programs' });
}

/** Of the tasks that a plan names as examples those that the set has not, or has no solution of. */
export function missingExamples(
  { style, exampleIds = [] }: Plan['prompt'],
  tasks: readonly Task[],
): readonly string[] {
  if (style !== 'paper' && !isHarnessStyle(style)) return [];
  const solved = new Set(tasks.filter(({ referenceCode }) => referenceCode !== '').map(idOf));
  return exampleIds.filter((id) => !solved.has(id));
}

function idOf({ id }: Task): string {
  return id;
}

function meant(which: TaskSelection['which'], tasks: readonly Task[]): readonly Task[] {
  switch (which.kind) {
    case 'all':
      return tasks;
    case 'split':
      return tasks.filter((task) => splitOf(task) === which.split);
    case 'ids': {
      const ids = new Set(which.ids);
      return tasks.filter((task) => ids.has(task.id));
    }
    case 'first':
      return tasks.slice(0, which.count);
    case 'random':
      return drawn(tasks, which.count, which.seed);
  }
}

/**
 * The first steps of a shuffle: a larger draw with the same seed begins with a smaller one. All
 * arithmetic is on whole numbers, so every browser draws the same tasks.
 */
export function drawn<Item>(items: readonly Item[], count: number, seed: number): readonly Item[] {
  const rest = [...items];
  const random = wholeNumbers(seed);
  const taken: Item[] = [];
  while (taken.length < count && rest.length > 0) {
    taken.push(...rest.splice(Math.floor((random() / 2 ** 32) * rest.length), 1));
  }
  return taken;
}

/** Numbers below 2^32: a counter in steps of the golden ratio, its bits mixed (SplitMix). */
function wholeNumbers(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return (mixed ^ (mixed >>> 16)) >>> 0;
  };
}

function faulty(fault: SelectionFault): SelectedTasks {
  return { kind: 'fault', fault };
}

/** Which share of a plan's tasks is meant: `index` of `count`, from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** Every count-th task: the shards of a selection are disjoint and together complete. */
export function shardOf(tasks: readonly Task[], { index, count }: Shard): readonly Task[] {
  return tasks.filter((_, position) => position % count === index - 1);
}
