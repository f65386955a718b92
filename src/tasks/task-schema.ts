/**
 * A task whole, as links, logs and files of ours hold it: the edge where their JSON ends. What a
 * later version adds to a task is optional here, so that what an earlier one wrote still opens.
 */

import * as v from 'valibot';
import { faultyRow, type RowFormat } from './rows/row-format.ts';
import { askSchema } from './task-kind.ts';
import { hiddenKinds, type Task } from './task.ts';

const strings = v.pipe(v.array(v.string()), v.readonly());

/** All but the set, which each place names in its own way. */
export const taskFields = {
  id: v.string(),
  idPrefix: v.exactOptional(v.string()),
  text: v.string(),
  codePrompt: v.exactOptional(v.string()),
  functionName: v.exactOptional(v.string()),
  referenceCode: v.string(),
  setupCode: v.string(),
  tests: strings,
  challengeTests: strings,
  asks: v.exactOptional(askSchema),
};

export const hiddenSchema = v.object({ kind: v.picklist(hiddenKinds), row: v.string() });

const wholeTask = v.object({ ...taskFields, hidden: v.exactOptional(hiddenSchema) });

const field = 'synthpad_task';

/** A task as a row of its own, in no form but ours: how one arrives alone. */
export const wholeTaskRow: RowFormat = {
  fits: (row) => field in row,
  read(row, _text, source) {
    const parsed = v.safeParse(v.object({ [field]: wholeTask }), row);
    if (!parsed.success) return faultyRow({ kind: 'not-a-row' });
    return { kind: 'task', task: { source, ...parsed.output[field] } };
  },
};

export function writeWholeTask(task: Omit<Task, 'source'>): string {
  return JSON.stringify({ [field]: v.parse(wholeTask, task) });
}
