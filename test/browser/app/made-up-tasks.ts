/** Tasks of a test, and sources whose tasks are there at once. */

import type { TaskSet, TaskSource } from '../../../src/tasks/task-source.ts';
import type { Task, TaskSetId } from '../../../src/tasks/task.ts';

export function taskOf(id: string, name: string, source: TaskSetId = 'starter'): Task {
  return {
    source,
    id,
    text: `Write a function to ${name} a number.`,
    referenceCode: `def ${name}(n):\n    return n`,
    setupCode: '',
    tests: [`assert ${name}(1) == 2`, `assert ${name}(2) == 3`],
    challengeTests: [`assert ${name}(-1) == 0`],
  };
}

export function setOf(tasks: readonly Task[], source: TaskSetId = 'starter'): TaskSet {
  return { source, tasks, faults: [], keepFault: null };
}

/** A source whose tasks are there at once. */
export function sourceOf(tasks: readonly Task[]): TaskSource {
  const set = setOf(tasks);
  return { id: 'starter', download: null, openKept: async () => null, fetch: async () => set };
}
