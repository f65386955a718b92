/** Which solved tasks a few-shot prompt shows before the one to solve. */

import { taskSetOf } from '../tasks/task-sets.ts';
import type { Task } from '../tasks/task.ts';

/** As many as the paper took (arXiv 2108.07732). */
const exampleCount = 3;

/**
 * Three tasks of the same set: those that are usual for it, else its first ones.
 * Never the task itself, whose solution would stand in the prompt.
 */
export function examplesFor(task: Task, set: readonly Task[]): readonly Task[] {
  // A prompt that is code shows its own examples, and models are asked for it as it stands.
  if (task.codePrompt !== undefined) return [];
  const others = set.filter(({ id, referenceCode }) => id !== task.id && referenceCode !== '');
  const usualIds = taskSetOf(task.source)?.exampleIds ?? [];
  const usual = others.filter(({ id }) => usualIds.includes(id));
  const rest = others.filter((other) => !usual.includes(other));
  return [...usual, ...rest].slice(0, exampleCount);
}

/**
 * Those a plan names, in its order. Never the task itself, and none that the set has not, so there
 * may be fewer than were named.
 */
export function namedExamples(
  ids: readonly string[],
  task: Task,
  set: readonly Task[],
): readonly Task[] {
  if (task.codePrompt !== undefined) return [];
  return ids.flatMap((id) => (id === task.id ? [] : (set.find((other) => other.id === id) ?? [])));
}
