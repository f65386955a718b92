/**
 * What the paper counts of predictions (Austin et al. 2021, arXiv 2108.07732): a task has several
 * calls, of which any or all are predicted right; and what copying would give without any model.
 */

import { isPrediction } from '../../tasks/task-kind.ts';
import type { Task } from '../../tasks/task.ts';
import { askedOf } from '../plans/asked-tasks.ts';
import type { TaskRow } from './run-results.ts';

export interface PredictionScores {
  /** Tasks with a sample that counts for each of their calls. */
  readonly tasks: number;
  /** MAX1: tasks of which any call is predicted right. */
  readonly any: number;
  /** ALL3: tasks of which all calls are. */
  readonly all: number;
  readonly copied: CopiedOutputs;
}

export interface CopiedOutputs {
  readonly calls: number;
  /** Calls whose output is written in another test of their task as well. */
  readonly right: number;
}

/** Null of a run that asks for nothing of the kind. A call is right if any of its samples is. */
export function predictionScores(rows: readonly TaskRow[]): PredictionScores | null {
  const asked = rows.flatMap((row) => row.asked ?? []);
  const isOfCalls = rows.length > 0 && rows.every(({ task }) => askedOf(task) !== task);
  if (!isOfCalls) return null;
  const counted = countedCalls(rows);
  return {
    tasks: counted.length,
    any: counted.filter((own) => own.some(({ c }) => c > 0)).length,
    all: counted.filter((own) => own.every(({ c }) => c > 0)).length,
    copied: copiedOutputs(asked),
  };
}

/** The calls of each task that has a sample that counts for all of its calls, in their order. */
export function countedCalls(rows: readonly TaskRow[]): readonly (readonly TaskRow[])[] {
  const calls = new Map<string, TaskRow[]>();
  for (const row of rows) {
    const own = calls.get(askedOf(row.task));
    if (own) own.push(row);
    else calls.set(askedOf(row.task), [row]);
  }
  return [...calls.values()].filter((own) => own.every(({ n }) => n > 0));
}

/** The honest baseline: the output of another test of the same task, taken over as it is written. */
export function copiedOutputs(tasks: readonly Pick<Task, 'id' | 'asks'>[]): CopiedOutputs {
  const outputs = new Map<string, string[]>();
  for (const { id, asks } of tasks) {
    if (!isPrediction(asks)) continue;
    outputs.set(askedOf(id), [...(outputs.get(askedOf(id)) ?? []), asks.value]);
  }
  let [calls, right] = [0, 0];
  for (const own of outputs.values()) {
    calls += own.length;
    right += own.filter((value, at) =>
      own.some((each, other) => other !== at && each === value),
    ).length;
  }
  return { calls, right };
}
