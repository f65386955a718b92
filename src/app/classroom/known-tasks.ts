/** Finds the tasks of a class's programs among the sets on this device, and says which are not there. */

import { taskSets } from '../../tasks/task-sets.ts';
import { taskKey, type Task, type TaskSetId } from '../../tasks/task.ts';
import { titleOf } from '../../tasks/title.ts';
import { placeOfKey } from './pupil-work.ts';

type TasksOf = (set: TaskSetId) => Promise<readonly Task[] | null>;

/** A task that a file of the class names. */
export interface MetTask {
  /** "mbpp/2" */
  readonly key: string;
  readonly set: TaskSetId;
  readonly id: string;
  /** In a few words; null where its set is not on this device, or does not have it. */
  readonly title: string | null;
}

export interface MetTasks {
  /** Set by set, and as each has them; what a set does not have comes last, in the order of its name. */
  readonly tasks: readonly MetTask[];
  /** Sets that are not on this device, so that of their tasks only the number is known. */
  readonly unopened: readonly TaskSetId[];
}

export class KnownTasks {
  /** Sets that are not on this device. */
  readonly missingSets = new Set<TaskSetId>();
  /** Keys of tasks that their set does not have. */
  readonly unknownTasks = new Set<string>();

  readonly #tasksOf: TasksOf;
  readonly #sets = new Map<TaskSetId, ReadonlyMap<string, Task> | null>();

  constructor(tasksOf: TasksOf) {
    this.#tasksOf = tasksOf;
  }

  async find(key: string): Promise<Task | null> {
    const set = placeOfKey(key)?.source ?? '';
    const tasks = await this.#tasksIn(set);
    const task = tasks?.get(key) ?? null;
    if (!tasks) this.missingSets.add(set);
    else if (!task) this.unknownTasks.add(key);
    return task;
  }

  /** Of these keys, each once. */
  async inOrder(keys: readonly string[]): Promise<MetTasks> {
    const keysOf = new Map<TaskSetId, Set<string>>();
    for (const key of keys) {
      const set = placeOfKey(key)?.source;
      if (set === undefined) continue;
      const those = keysOf.get(set);
      if (those) those.add(key);
      else keysOf.set(set, new Set([key]));
    }
    const tasks: MetTask[] = [];
    const unopened: TaskSetId[] = [];
    for (const [set, met] of [...keysOf].sort(([left], [right]) => inSetOrder(left, right))) {
      // A set that cannot be read keeps nobody from the rest.
      const known = await this.#tasksIn(set).catch(() => null);
      if (!known) unopened.push(set);
      const first = [...(known?.keys() ?? [])].filter((key) => met.has(key));
      const rest = [...met].filter((key) => !known?.has(key)).sort(names.compare);
      for (const key of [...first, ...rest]) {
        const task = known?.get(key);
        const id = key.slice(set.length + 1);
        tasks.push({ key, set, id, title: task ? titleOf(task) : null });
      }
    }
    return { tasks, unopened };
  }

  async #tasksIn(set: TaskSetId): Promise<ReadonlyMap<string, Task> | null> {
    const known = this.#sets.get(set);
    if (known !== undefined) return known;
    const tasks = await this.#tasksOf(set);
    const found = tasks && new Map(tasks.map((task) => [taskKey(task), task]));
    this.#sets.set(set, found);
    return found;
  }
}

/** Made once: `localeCompare` with options makes one for each pair. */
const names = new Intl.Collator('en', { numeric: true });

/** As they are offered; a person's own come last. */
function inSetOrder(left: TaskSetId, right: TaskSetId): number {
  const placeOf = (set: TaskSetId) => {
    const at = taskSets.findIndex(({ id }) => id === set);
    return at === -1 ? taskSets.length : at;
  };
  return placeOf(left) - placeOf(right) || names.compare(left, right);
}
