/** How long a task's published solution is: a rough word for how much there is to write. */

import type { Task } from './task.ts';

export const referenceLengths = ['short', 'medium', 'long'] as const;

export type ReferenceLength = (typeof referenceLengths)[number];

/** The most lines with code on them that still count as short and as medium. */
export const shortLines = 4;
export const mediumLines = 7;

/** Null where the task has no reference. */
export function referenceLengthOf({
  referenceCode,
}: Pick<Task, 'referenceCode'>): ReferenceLength | null {
  const lines = referenceCode.split('\n').filter((line) => line.trim() !== '').length;
  if (lines === 0) return null;
  if (lines <= shortLines) return 'short';
  return lines <= mediumLines ? 'medium' : 'long';
}
