/**
 * Reads the samples of the runs in view and groups the failed ones by cause, batch by batch, so that
 * the page answers meanwhile. What a cause is belongs to `evaluation/results`.
 */

import { type FailureGroups, FailureTally } from '../../evaluation/results/failure-causes.ts';
import type { RunStore } from '../../evaluation/runs/run.ts';
import { Latest } from '../../platform/latest.ts';

export type FailurePhase =
  | { readonly kind: 'idle' | 'unreadable' }
  | { readonly kind: 'reading'; readonly done: number }
  | { readonly kind: 'grouped'; readonly groups: FailureGroups };

const idle: FailurePhase = { kind: 'idle' };

export class FailureSearch {
  #phase = $state.raw<FailurePhase>(idle);
  readonly #store: Pick<RunStore, 'samples'>;
  readonly #reading = new Latest();

  constructor(store: Pick<RunStore, 'samples'>) {
    this.#store = store;
  }

  get phase(): FailurePhase {
    return this.#phase;
  }

  /** Of these runs together, in their order; the newest request wins. */
  async group(runs: readonly string[]): Promise<void> {
    const signal = this.#reading.begin();
    const tally = new FailureTally();
    let done = 0;
    this.#phase = { kind: 'reading', done };
    try {
      for (const run of runs) {
        for await (const batch of this.#store.samples(run)) {
          if (signal.aborted) return;
          for (const sample of batch) tally.add(sample);
          done += batch.length;
          this.#phase = { kind: 'reading', done };
        }
      }
      if (!signal.aborted) this.#phase = { kind: 'grouped', groups: tally.groups() };
    } catch {
      // The list of runs says what is wrong with the storage.
      if (!signal.aborted) this.#phase = { kind: 'unreadable' };
    }
  }

  /** What was found is of other runs. */
  clear(): void {
    this.#reading.end();
    this.#phase = idle;
  }
}
