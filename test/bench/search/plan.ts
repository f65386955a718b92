/** Which searches to run, and in which order. */

import { createHash } from 'node:crypto';
import type { Split } from '../../../src/tasks/splits.ts';
import { splitOf } from '../../../src/tasks/task-sets.ts';
import type { Task } from '../../../src/tasks/task.ts';

export interface Job {
  readonly split: Split;
  readonly task: Task;
  /** How many of the three asserts the search is shown. */
  readonly shown: number;
}

export interface Wanted {
  readonly splits: readonly string[];
  readonly shown: readonly number[];
  /** "2/4": the second of four parts. */
  readonly shard: string;
}

/** Split by split; within one, tasks as a hash of their ids puts them, with each count of asserts. */
export function plan(tasks: readonly Task[], { splits, shown, shard }: Wanted): Job[] {
  const [part = 1, parts = 1] = shard.split('/').map(Number);
  const shuffled = tasks.toSorted((left, right) => (mixed(left) < mixed(right) ? -1 : 1));
  const jobs = splits.flatMap((split) =>
    shuffled.flatMap((task) => {
      const own = splitOf(task);
      if (own === null || own !== split) return [];
      return shown.map((count) => ({ split: own, task, shown: count }));
    }),
  );
  return jobs.filter((_, index) => index % parts === part - 1);
}

function mixed({ id }: Task): string {
  return createHash('sha256').update(id).digest('hex');
}
