/** The statement of a task as a person reads it. What a prompt says of it stays as the set has it. */

import { isCalculation } from './task-kind.ts';
import type { Task } from './task.ts';

/** MathQA-Python puts the numbers right behind its question: here they have a line of their own. */
export function statementOf({ text, asks }: Pick<Task, 'text' | 'asks'>): string {
  return isCalculation(asks) ? text.replace(/\s+(?=n0 = )/, '\n') : text;
}
