/** MBPP's published division by task id. Other sources have no splits. */

import type { Task } from './task.ts';

export const splits = ['prompt', 'test', 'validation', 'train'] as const;

export type Split = (typeof splits)[number];

/** The split of an MBPP task, full or sanitized; null for every other task. */
export function splitOf(task: Pick<Task, 'source' | 'id'>): Split | null {
  if (task.source !== 'mbpp' && task.source !== 'mbpp-sanitized') return null;
  const id = Number(task.id);
  if (!Number.isInteger(id) || id < 1 || id > 974) return null;
  if (id <= 10) return 'prompt';
  if (id <= 510) return 'test';
  return id <= 600 ? 'validation' : 'train';
}
