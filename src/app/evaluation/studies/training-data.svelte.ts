/** Makes the rows for training elsewhere, from a set on this device; files are for the view. */

import {
  type TrainingFault,
  type TrainingFormat,
  trainingRows,
  type TrainingRows,
} from '../../../evaluation/training/training-rows.ts';
import { inTurns } from '../../../platform/in-turns.ts';
import type { PythonReader } from '../../../tasks/python-reader.ts';
import type { Task } from '../../../tasks/task.ts';

export type TrainingPhase =
  | { readonly kind: 'idle' | 'making' | 'no-python' | 'failed' }
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

  /** Has the rows saved; where there are none, or that fails, the phase says why. */
  async make(
    set: readonly Task[],
    format: TrainingFormat,
    save: (made: TrainingRows) => Promise<void>,
  ): Promise<void> {
    this.#phase = { kind: 'making' };
    let fault: 'no-python' | 'failed' = 'failed';
    const readTests: PythonReader['readTests'] = async (...asked) => {
      try {
        return await this.#reader.readTests(...asked);
      } catch (error) {
        fault = 'no-python';
        throw error;
      }
    };
    try {
      const reading = await trainingRows(set, { format }, { readTests }, inTurns);
      if (reading.kind === 'rows') await save(reading);
      this.#phase = reading.kind === 'rows' ? { kind: 'made', made: reading } : reading;
    } catch {
      this.#phase = { kind: fault };
    }
  }
}
