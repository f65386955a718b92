/** Which solved tasks a few-shot prompt shows before the one to solve. */

import type { Task } from '../tasks/task.ts';

/** The tasks the MBPP paper took (arXiv 2108.07732), in its order. */
const paperIds = ['2', '3', '4'];

/**
 * Three tasks of the same set: those of the paper where the set has them, else its first ones.
 * Never the task itself, whose solution would stand in the prompt.
 */
export function examplesFor(task: Task, set: readonly Task[]): readonly Task[] {
  const others = set.filter(({ id, referenceCode }) => id !== task.id && referenceCode !== '');
  const ofPaper = others.filter(({ source, id }) => isMbpp(source) && paperIds.includes(id));
  const rest = others.filter((other) => !ofPaper.includes(other));
  return [...ofPaper, ...rest].slice(0, paperIds.length);
}

function isMbpp(source: Task['source']): boolean {
  return source === 'mbpp' || source === 'mbpp-sanitized';
}
