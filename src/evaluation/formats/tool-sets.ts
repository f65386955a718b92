/** How EvalPlus and bigcode know the sets of tasks: by which name, and in which order. */

import { harnessIdOf } from '../../tasks/task-sets.ts';
import type { Task } from '../../tasks/task.ts';

interface ToolSet {
  readonly name: string;
  /** The tasks that bigcode has, which are one after the other: of MBPP its test split. */
  readonly firstId: number;
  readonly lastId: number;
}

/** By what stands before a task's id in files of the field. */
const toolSets: Readonly<Record<string, ToolSet>> = {
  Mbpp: { name: 'mbpp', firstId: 11, lastId: 510 },
  HumanEval: { name: 'humaneval', firstId: 0, lastId: 163 },
};

type NamedTask = Pick<Task, 'source' | 'id' | 'idPrefix'>;

/** Of the first task of a run, which says what all are of; null where the tools know no such set. */
function toolSetOf(task: NamedTask | undefined): ToolSet | null {
  const [prefix = ''] = task ? harnessIdOf(task).split('/') : [];
  return toolSets[prefix] ?? null;
}

/** What the tools call the set of a run's tasks; null where they know no such set. */
export function setInTools(task: NamedTask | undefined): string | null {
  return toolSetOf(task)?.name ?? null;
}

/** The ids of a set's tasks as bigcode has them; null where it knows no such set. */
export function bigcodeOrder(task: NamedTask | undefined): readonly string[] | null {
  const set = toolSetOf(task);
  if (!set) return null;
  const length = set.lastId - set.firstId + 1;
  return Array.from({ length }, (_, at) => String(set.firstId + at));
}
