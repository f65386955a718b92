/**
 * The questions that a task with a reference can be asked: what a call returns, or which call
 * returns a value. Owns them as tasks of their kind; who answers belongs to `prediction-session`.
 */

import { askedTasks } from '../../evaluation/plans/asked-tasks.ts';
import type { PythonReader } from '../../tasks/python-reader.ts';
import {
  isPrediction,
  type PredictionKind,
  type PredictionView,
  questionOf as gapOf,
} from '../../tasks/task-kind.ts';
import { taskKey, type Task } from '../../tasks/task.ts';

/** A call of the reference that can be asked about. */
export interface AskedCall {
  readonly source: string;
  readonly functionName: string;
  /** What its test says that it returns; null of a call that a person typed. */
  readonly value: string | null;
}

export interface Question {
  /** The same whatever is shown with it. */
  readonly id: string;
  readonly call: AskedCall;
  /** Asks for the answer. */
  readonly task: Task;
}

type Reader = Pick<PythonReader, 'readTests'>;

/** Those that the shown tests compare with a value, each once. */
export async function callsOf(task: Task, reader: Reader): Promise<readonly AskedCall[]> {
  if (task.referenceCode === '') return [];
  const asked = await askedTasks({ asks: { kind: 'output', shows: 'code' } }, task, reader);
  const calls = asked.flatMap(({ asks, functionName = '' }) =>
    isPrediction(asks) ? [{ source: asks.call, functionName, value: asks.value }] : [],
  );
  return calls.filter(
    ({ source }, index) => calls.findIndex((other) => other.source === source) === index,
  );
}

/** What a person typed, if it is one call of the function or its helpers, and nothing else; else null. */
export async function typedCall(
  typed: string,
  { referenceCode, functionName }: Task,
  reader: Pick<PythonReader, 'readTests' | 'readProgram'>,
): Promise<AskedCall | null> {
  const source = typed.trim();
  const [[reading], program] = await Promise.all([
    reader.readTests([`assert ${source} == 0`], referenceCode),
    reader.readProgram(referenceCode),
  ]);
  if (reading?.syntaxError !== null || reading.call !== source) return null;
  const { functionName: name } = reading;
  const isDefined = program.kind === 'program' && program.definitions.some((each) => each === name);
  if (name === null || (!isDefined && name !== functionName)) return null;
  return { source, functionName: name, value: null };
}

/** Null where the call cannot be asked in this direction: who typed an input knows one. */
export function questionOf(
  task: Task,
  call: AskedCall,
  { kind, shows }: { readonly kind: PredictionKind; readonly shows: PredictionView },
): Question | null {
  if (kind === 'input' && call.value === null) return null;
  const { source, functionName, value } = call;
  const asks = { kind, shows, call: source, value: value ?? '' };
  const id = kind === 'input' ? `input ${gapOf(asks)}` : `output ${source}`;
  const asked = { ...task, id: `${task.id}#${id} ${shows}`, functionName, asks };
  // Beside code to complete, the tests are whole programs that hold answers.
  const tests = task.codePrompt === undefined ? task.tests : [];
  return { id: `${taskKey(task)} ${id}`, call, task: { ...asked, tests } };
}
