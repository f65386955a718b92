/** How the model of one lane gets into memory: with progress, and it can be cancelled. */

import { orAborted } from '../../platform/or-aborted.ts';
import type { EngineFailure } from '../../synthesis/engine-failure.ts';
import type { LoadedModel, LoadProgress } from '../../synthesis/engine.ts';
import { failureOf } from '../../synthesis/failures.ts';
import type { Offer } from '../models/model-picker.svelte.ts';
import { TransferPace, type Pace } from '../models/transfer-pace.ts';
import type { LaneModels } from './lane-models.svelte.ts';

export type Loading =
  | { readonly kind: 'none' }
  | { readonly kind: 'loading'; readonly progress: LoadProgress; readonly pace: Pace | null }
  | { readonly kind: 'failed'; readonly failure: EngineFailure };

export interface LaneLoadingParts {
  readonly models: Pick<LaneModels, 'take' | 'isHere'>;
  /** The writers in the other lanes. */
  besides(): readonly Offer[];
}

const none: Loading = { kind: 'none' };
const noProgress: LoadProgress = { stage: 'preparing', loadedBytes: 0, totalBytes: null };

export class LaneLoading {
  #phase = $state.raw<Loading>(none);
  readonly #parts: LaneLoadingParts;
  #cancel = new AbortController();

  constructor(parts: LaneLoadingParts) {
    this.#parts = parts;
  }

  get phase(): Loading {
    return this.#phase;
  }

  get isLoading(): boolean {
    return this.#phase.kind === 'loading';
  }

  /** What is loaded from here on can be cancelled; no failure from before is shown. */
  begin(): AbortSignal {
    this.#cancel = new AbortController();
    this.#phase = none;
    return this.#cancel.signal;
  }

  /** Of what was begun last. */
  get signal(): AbortSignal {
    return this.#cancel.signal;
  }

  cancel(): void {
    this.#cancel.abort();
  }

  /** Shows nothing any more. */
  clear(): void {
    this.cancel();
    this.#phase = none;
  }

  async load(offer: Offer, signal: AbortSignal): Promise<LoadedModel> {
    const { models, besides } = this.#parts;
    const transfer = new TransferPace();
    const onProgress = (progress: LoadProgress) => {
      if (signal.aborted) return;
      const pace = transfer.note(progress, performance.now());
      this.#phase = { kind: 'loading', progress, pace };
    };
    try {
      if (!models.isHere(offer)) onProgress(noProgress);
      const model = await orAborted(models.take(offer, besides(), { signal, onProgress }), signal);
      this.#phase = none;
      return model;
    } catch (error) {
      this.#phase = signal.aborted ? none : { kind: 'failed', failure: failureOf(error) };
      throw error;
    }
  }
}
