/** Which searches to run, and in which order. */

import { createHash } from 'node:crypto';
import { docstringExamples } from '../../../src/synthesis/search/docstring-examples.ts';
import type { Split } from '../../../src/tasks/splits.ts';
import { splitOf } from '../../../src/tasks/task-sets.ts';
import type { Task } from '../../../src/tasks/task.ts';

/** A split of MBPP, or HumanEval as a whole. */
export type Part = Split | 'human-eval';

export const parts: readonly Part[] = ['test', 'validation', 'train', 'human-eval'];

export interface Job {
  readonly split: Part;
  readonly task: Task;
  /** How many of the three asserts the search is shown; 0 where it has a docstring's examples. */
  readonly shown: number;
}

export interface Wanted {
  readonly splits: readonly string[];
  readonly shown: readonly number[];
  /** "2/4": the second of four parts. */
  readonly shard: string;
}

/** Part by part; within one, tasks as a hash of their ids puts them, with each count of asserts. */
export function plan(tasks: readonly Task[], { splits, shown, shard }: Wanted): Job[] {
  const [place = 1, places = 1] = shard.split('/').map(Number);
  const shuffled = tasks.toSorted((left, right) => (mixed(left) < mixed(right) ? -1 : 1));
  const jobs = splits.flatMap((split) =>
    shuffled.flatMap((task) => {
      const own = partOf(task);
      if (own === null || own !== split) return [];
      const counts = own === 'human-eval' ? [0] : shown;
      return counts.map((count) => ({ split: own, task, shown: count }));
    }),
  );
  return jobs.filter((_, index) => index % places === place - 1);
}

/** Null of a task that is measured nowhere: HumanEval's without an example give a search nothing. */
export function partOf(task: Task): Part | null {
  if (task.source !== 'human-eval') return splitOf(task);
  return docstringExamples(task.codePrompt ?? '').length > 0 ? 'human-eval' : null;
}

function mixed({ id }: Task): string {
  return createHash('sha256').update(id).digest('hex');
}
