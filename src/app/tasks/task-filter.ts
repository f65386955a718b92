/**
 * Which tasks of a set are found: words to search, and one choice for each facet. Reads each task
 * once and remembers its facets, so that a set of a thousand is filtered within a frame.
 */

import { dataKindsOf, type DataKind } from '../../tasks/data-kinds.ts';
import { referenceLengthOf, type ReferenceLength } from '../../tasks/reference-length.ts';
import type { Split } from '../../tasks/splits.ts';
import { knownFaultOf, splitOf } from '../../tasks/task-sets.ts';
import { taskKey, type Task } from '../../tasks/task.ts';
import { ofPerson, type TaskProgress, type TaskState } from '../work/task-progress.svelte.ts';

const standings = [
  'untried',
  'attempted',
  'solved-by-me',
  'solved-by-model',
  'solved-by-search',
] as const;

/** `attempted` is tried and not solved yet, by anyone. */
export type Standing = (typeof standings)[number];

/** What nobody asks for who wants to see nothing that machines did. */
const byMachine: ReadonlySet<Standing> = new Set(['solved-by-model', 'solved-by-search']);

/** Null lets everything through. */
export interface TaskFilter {
  readonly standing: Standing | null;
  readonly split: Split | null;
  /** Whether the task is in the smaller set that was taken from this one. */
  readonly subset: 'in' | 'out' | null;
  readonly kind: DataKind | null;
  readonly length: ReferenceLength | null;
  readonly faults: 'with' | 'without' | null;
}

export const noFilter: TaskFilter = {
  standing: null,
  split: null,
  subset: null,
  kind: null,
  length: null,
  faults: null,
};

export interface FilterContext {
  readonly progress: TaskProgress;
  /** Null while that is not known here. */
  readonly subsetIds: ReadonlySet<string> | null;
  /** The person solves tasks alone: only what they did counts. */
  readonly isSolo: boolean;
}

export function standingsIn({ isSolo }: Pick<FilterContext, 'isSolo'>): readonly Standing[] {
  return isSolo ? standings.filter((standing) => !byMachine.has(standing)) : standings;
}

/** The filter without what cannot be chosen now. */
export function inForce(filter: TaskFilter, context: Pick<FilterContext, 'isSolo'>): TaskFilter {
  const { standing } = filter;
  const isOffered = standing === null || standingsIn(context).includes(standing);
  return isOffered ? filter : { ...filter, standing: null };
}

interface Facets {
  readonly text: string;
  readonly split: Split | null;
  readonly kinds: readonly DataKind[];
  readonly length: ReferenceLength | null;
  readonly faults: 'with' | 'without';
}

const facetsOfTask = new WeakMap<Task, Facets>();

/** Tasks that hold every word of the query in id, statement or first test, and pass the filter. */
export function findTasks(
  tasks: readonly Task[],
  query: string,
  filter: TaskFilter,
  context: FilterContext,
): readonly Task[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0 && activeCount(filter) === 0) return tasks;
  return tasks.filter((task) => {
    const { text } = facetsOf(task);
    return words.every((word) => text.includes(word)) && passes(task, filter, context);
  });
}

export function idsOf(tasks: readonly Task[]): ReadonlySet<string> {
  return new Set(tasks.map((task) => task.id));
}

/** Reads a task's facets ahead of need: the first filter of a large set then costs no more. */
export function prepareFacets(task: Task): void {
  facetsOf(task);
}

/** How many facets of the filter are in force. */
export function activeCount(filter: TaskFilter): number {
  return Object.values(filter).filter((choice) => choice !== null).length;
}

function passes(task: Task, filter: TaskFilter, context: FilterContext): boolean {
  const facets = facetsOf(task);
  return (
    agrees(filter.split, facets.split) &&
    agrees(filter.length, facets.length) &&
    agrees(filter.faults, facets.faults) &&
    (filter.kind === null || facets.kinds.includes(filter.kind)) &&
    (filter.subset === null || filter.subset === placeOf(task, context)) &&
    (filter.standing === null || stands(stateOf(task, context), filter.standing))
  );
}

function facetsOf(task: Task): Facets {
  const known = facetsOfTask.get(task);
  if (known) return known;
  const facets: Facets = {
    text: [task.id, task.text, task.tests[0]].join('\n').toLowerCase(),
    split: splitOf(task),
    kinds: dataKindsOf(task),
    length: referenceLengthOf(task),
    faults: knownFaultOf(task) ? 'with' : 'without',
  };
  facetsOfTask.set(task, facets);
  return facets;
}

function agrees<Value>(wanted: Value | null, actual: Value | null): boolean {
  return wanted === null || wanted === actual;
}

function placeOf(task: Task, { subsetIds }: FilterContext): 'in' | 'out' | null {
  if (!subsetIds) return null;
  return subsetIds.has(task.id) ? 'in' : 'out';
}

function stateOf(task: Task, { progress, isSolo }: FilterContext): TaskState {
  const state = progress.stateOf(taskKey(task));
  return isSolo ? ofPerson(state) : state;
}

function stands(state: TaskState, standing: Standing): boolean {
  switch (standing) {
    case 'untried':
      return !state.isAttempted;
    case 'attempted':
      return (
        state.isAttempted &&
        !state.isSolvedByMe &&
        !state.isSolvedByModel &&
        !state.isSolvedBySearch
      );
    case 'solved-by-me':
      return state.isSolvedByMe;
    case 'solved-by-model':
      return state.isSolvedByModel;
    case 'solved-by-search':
      return state.isSolvedBySearch;
  }
}
