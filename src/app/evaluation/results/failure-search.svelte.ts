/**
 * Reads the samples of the runs in view and groups the failed ones by cause, batch by batch, so that
 * the page answers meanwhile. What a cause is belongs to `evaluation/results`.
 */

import { type FailureGroups, FailureTally } from '../../../evaluation/results/failure-causes.ts';
import type { Run, RunStore, SampleOutcome } from '../../../evaluation/runs/run.ts';
import { Latest } from '../../../platform/latest.ts';

/** A run as it is in view. Outcomes that changed are in another list. */
interface GroupedRun {
  readonly run: Run;
  readonly outcomes: readonly SampleOutcome[];
}

/** `of`: the runs as they were when it was asked for. */
export type FailurePhase =
  | { readonly kind: 'idle' }
  | { readonly kind: 'unreadable'; readonly of: readonly GroupedRun[] }
  | { readonly kind: 'reading'; readonly of: readonly GroupedRun[]; readonly done: number }
  | {
      readonly kind: 'grouped';
      readonly of: readonly GroupedRun[];
      readonly groups: FailureGroups;
    };

const idle: FailurePhase = { kind: 'idle' };

/** What there is of these runs: groups of others say nothing of them. */
export function phaseOf(phase: FailurePhase, runs: readonly GroupedRun[]): FailurePhase {
  if (phase.kind === 'idle') return phase;
  const isOfThem =
    phase.of.length === runs.length && runs.every(({ run }, at) => phase.of[at]?.run.id === run.id);
  return isOfThem ? phase : idle;
}

/** Whether there is more to group than was asked for. */
export function isOlderThan(phase: FailurePhase, runs: readonly GroupedRun[]): boolean {
  return (
    phase.kind === 'idle' || runs.some(({ outcomes }, at) => phase.of[at]?.outcomes !== outcomes)
  );
}

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
  async group(of: readonly GroupedRun[]): Promise<void> {
    const signal = this.#reading.begin();
    const tally = new FailureTally(of.map(({ run }) => run));
    let done = 0;
    this.#phase = { kind: 'reading', of, done };
    try {
      for (const { run } of of) {
        for await (const batch of this.#store.samples(run.id)) {
          if (signal.aborted) return;
          for (const sample of batch) tally.add(sample);
          done += batch.length;
          this.#phase = { kind: 'reading', of, done };
        }
      }
      if (!signal.aborted) this.#phase = { kind: 'grouped', of, groups: tally.groups() };
    } catch {
      // The list of runs says what is wrong with the storage.
      if (!signal.aborted) this.#phase = { kind: 'unreadable', of };
    }
  }

  /** What was found is of no use any more. */
  clear(): void {
    this.#reading.end();
    this.#phase = idle;
  }
}
