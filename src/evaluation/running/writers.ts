/** What opens the model of a plan: the runner's view of all engines. */

import type { LoadedModel, LoadOptions } from '../../synthesis/engine.ts';
import type { PlannedModel } from '../plans/plan.ts';

export interface OpenedWriter {
  readonly model: LoadedModel;
  /** As the model's name says it; null where it says nothing. */
  readonly parameters: number | null;
  /** Of the model's files; null where unknown. */
  readonly bytes: number | null;
}

export interface Writers {
  /** Rejects with an `EngineError`, a `ModelSpecError`, or the signal's reason. */
  open(model: PlannedModel, options: LoadOptions): Promise<OpenedWriter>;
}
