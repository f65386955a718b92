/** Inputs beyond the tasks' tests, by run: given on this visit, and kept by no run. */

import { textPieces } from '../../evaluation/formats/file-text.ts';
import { hiddenCheckOf, isMbppPlus, readMbppPlus } from '../../tasks/mbpp-plus.ts';
import type { HiddenCheck } from '../../tasks/task.ts';
import { DeskError } from './desk-fault.ts';

/** By task. */
export type Inputs = ReadonlyMap<string, HiddenCheck>;

export class HiddenInputs {
  #byRun = $state.raw<ReadonlyMap<string, Inputs>>(new Map());

  /** Undefined where they were not given. */
  of(run: string): Inputs | undefined {
    return this.#byRun.get(run);
  }

  give(run: string, inputs: Inputs): void {
    this.#byRun = new Map([...this.#byRun, [run, inputs]]);
  }
}

/** Of a file of MBPP+, also as .gz; rejects with a `DeskError` where it is none. */
export async function inputsIn(file: File): Promise<Inputs> {
  let text = '';
  try {
    for await (const piece of textPieces(file)) text += piece;
  } catch {
    text = '';
  }
  const reading = isMbppPlus(text) ? readMbppPlus(text) : null;
  if (reading?.kind !== 'tasks') {
    throw new DeskError({ kind: 'not-mbpp-plus', fileName: file.name });
  }
  const checks = reading.tasks.flatMap((task) => {
    const check = hiddenCheckOf(task);
    return check ? [[task.id, check] as const] : [];
  });
  return new Map(checks);
}
