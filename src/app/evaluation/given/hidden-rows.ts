/** Rows of hidden inputs as they were published, from what is at hand on this visit. */

import type { HiddenRows } from '../../../evaluation/formats/evalplus-files.ts';
import type { Task } from '../../../tasks/task.ts';
import type { Inputs } from './inputs-file.ts';

export function rowsOfInputs(inputs: Inputs): HiddenRows {
  return new Map([...inputs].map(([task, { hidden }]) => [task, hidden.row]));
}

/** Null where none of them has hidden inputs. */
export function rowsOfTasks(tasks: readonly Task[]): HiddenRows | null {
  const rows = tasks.flatMap(({ id, hidden }) => (hidden ? [[id, hidden.row] as const] : []));
  return rows.length > 0 ? new Map(rows) : null;
}
