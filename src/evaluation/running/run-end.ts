/** How the running of a run can end. Ended early, it can always go on where it was. */

import { CheckerError, type CheckerFailure } from '../../checking/checker.ts';
import type { EngineFailure } from '../../synthesis/engine-failure.ts';
import type { ModelSpecFault } from '../../synthesis/model-kind.ts';
import { RunStoreError, type RunStoreTrouble } from '../runs/run.ts';

/** What a person has to mend before the run can go on. */
export type PauseReason =
  /** The model did not load, was lost twice in a row, or its server is not to be reached. */
  | { readonly kind: 'engine'; readonly failure: EngineFailure }
  | { readonly kind: 'no-writer'; readonly fault: ModelSpecFault }
  /** A model's file is another than the one that the samples so far were written with. */
  | { readonly kind: 'changed-file'; readonly address: string }
  | { readonly kind: 'checker'; readonly failure: CheckerFailure }
  /** It is checked with inputs from a file, which has to be given again on every visit. */
  | { readonly kind: 'no-hidden-inputs' }
  | { readonly kind: 'storage'; readonly trouble: RunStoreTrouble };

export type RunEnd =
  /** Every sample has a verdict or a failure. */
  | { readonly kind: 'finished' }
  /** By the signal. */
  | { readonly kind: 'stopped' }
  | { readonly kind: 'paused'; readonly reason: PauseReason }
  /** Another tab is running it. */
  | { readonly kind: 'elsewhere' };

/** Thrown up to where a run ends. */
export class RunPause extends Error {
  override readonly name = 'RunPause';
  readonly reason: PauseReason;

  constructor(reason: PauseReason) {
    super(reason.kind);
    this.reason = reason;
  }
}

/** Null for an error that no part promised: a fault of ours. */
export function pauseOf(error: unknown): PauseReason | null {
  if (error instanceof RunPause) return error.reason;
  if (error instanceof RunStoreError) return { kind: 'storage', trouble: error.kind };
  if (error instanceof CheckerError) return { kind: 'checker', failure: error.failure };
  return null;
}
