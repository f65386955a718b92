/** Makes the rows for training elsewhere, from a set on this device; files are for the view. */

import {
  type TrainingFault,
  type TrainingFormat,
  trainingRows,
  type TrainingRows,
} from '../../evaluation/training/training-rows.ts';
import { inTurns } from '../../platform/in-turns.ts';
import type { PythonReader } from '../../tasks/python-reader.ts';
import type { Task } from '../../tasks/task.ts';

export type TrainingPhase =
  | { readonly kind: 'idle' | 'making' | 'no-python' }
  | { readonly kind: 'made'; readonly made: TrainingRows }
  | { readonly kind: 'fault'; readonly fault: TrainingFault };

export class TrainingData {
  #phase = $state.raw<TrainingPhase>({ kind: 'idle' });
  readonly #reader: Pick<PythonReader, 'readTests'>;

  constructor(reader: Pick<PythonReader, 'readTests'>) {
    this.#reader = reader;
  }

  get phase(): TrainingPhase {
    return this.#phase;
  }

  /** Null where there are none: the phase says why. */
  async make(set: readonly Task[], format: TrainingFormat): Promise<TrainingRows | null> {
    this.#phase = { kind: 'making' };
    try {
      const reading = await trainingRows(set, { format }, this.#reader, inTurns);
      this.#phase = reading.kind === 'rows' ? { kind: 'made', made: reading } : reading;
      return reading.kind === 'rows' ? reading : null;
    } catch {
      this.#phase = { kind: 'no-python' };
      return null;
    }
  }
}
