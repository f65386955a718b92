/**
 * Whether the task of a recording is the one that its set has here. A recording brings its task whole,
 * and a name that everybody knows could stand above tests that pass whatever is written.
 */

import { isOwnSet } from '../../tasks/own-set-id.ts';
import type { Task, TaskSetId } from '../../tasks/task.ts';

/** The tasks of a set that is on this device; null where it is not. */
export type TasksOf = (source: TaskSetId) => Promise<readonly Task[] | null>;

export class TaskHere {
  #differs = $state(false);

  constructor(task: Task, tasksOf: TasksOf) {
    // Nobody has an own set but its author.
    if (!isOwnSet(task.source)) void this.#compare(task, tasksOf);
  }

  /** False also while, and where, it cannot be told. */
  get differs(): boolean {
    return this.#differs;
  }

  async #compare(task: Task, tasksOf: TasksOf): Promise<void> {
    const tasks = await tasksOf(task.source).catch(() => null);
    if (tasks === null) return;
    const here = tasks.find(({ id }) => id === task.id);
    this.#differs = here === undefined || !isSame(task, here);
  }
}

/** Where a link had no room for hidden inputs, the others decide as they would here. */
function isSame(recorded: Task, here: Task): boolean {
  const isHiddenSame =
    recorded.hidden === undefined ||
    JSON.stringify(recorded.hidden) === JSON.stringify(here.hidden);
  return isHiddenSame && decisive(recorded) === decisive(here);
}

/** What it asks, and what decides. */
function decisive(task: Task) {
  const { text, tests, challengeTests, setupCode, referenceCode, codePrompt, functionName } = task;
  const asks = Object.entries(task.asks ?? {}).sort(([left], [right]) => (left < right ? -1 : 1));
  const decides = [text, tests, challengeTests, setupCode, referenceCode, codePrompt];
  return JSON.stringify([...decides, functionName, asks]);
}
