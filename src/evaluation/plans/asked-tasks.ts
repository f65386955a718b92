/**
 * Tasks as a plan asks them: as they are, or for predictions of their references, one for each call
 * that a test compares with a value. Which tasks a plan selects belongs to `task-selection`.
 */

import type { PythonReader } from '../../tasks/python-reader.ts';
import { isCalculation, isPrediction } from '../../tasks/task-kind.ts';
import type { Task } from '../../tasks/task.ts';
import type { Plan, PlannedPrediction } from './plan.ts';

/** Stands between a task's id and the number of the test whose call is asked about. */
const separator = '#';

/** In the order of the tasks and of their tests. A task without such a test gives none. */
export async function askedTasks(
  { asks }: Pick<Plan, 'asks'>,
  task: Task,
  reader: Pick<PythonReader, 'readTests'>,
): Promise<readonly Task[]> {
  if (!asks) return [task];
  if ('shows' in asks) {
    if (!task.asks) return predictionsOf(task, asks, reader);
    return isPrediction(task.asks) ? [{ ...task, asks: { ...task.asks, ...asks } }] : [];
  }
  return isCalculation(task.asks) ? [{ ...task, asks: { ...task.asks, ...asks } }] : [];
}

/** The id of the task that a prediction is of; the id itself of any other. */
export function askedOf(id: string): string {
  return id.split(separator, 1)[0] ?? id;
}

async function predictionsOf(
  task: Task,
  asks: PlannedPrediction,
  reader: Pick<PythonReader, 'readTests'>,
): Promise<readonly Task[]> {
  const readings = await reader.readTests(task.tests, task.referenceCode);
  return readings.flatMap(({ call, expected, functionName, source }, index): Task[] => {
    // A test that wraps the call, or compares in another way, says nothing of what it returns.
    const isDirect = call !== null && expected !== null && comparesCall(source, call);
    if (!isDirect || functionName === null) return [];
    const id = `${task.id}${separator}${index + 1}`;
    return [{ ...task, id, functionName, asks: { ...asks, call, value: expected } }];
  });
}

/** Whether an assert has the call itself on its left side, in brackets or not. */
function comparesCall(source: string, call: string): boolean {
  const at = source.indexOf(call);
  const [before, behind] = [source.slice(0, at), source.slice(at + call.length)];
  return at > 0 && /^assert[\s(]*$/.test(before) && /^[\s)]*==/.test(behind);
}
