/**
 * What studies need of the samples of a growing run, read from the store once: afterwards only
 * samples that are new or have another status. A run of 40,000 samples is not read for each more.
 */

import { SvelteMap } from 'svelte/reactivity';
import { factsOf, type SampleFacts } from '../../../evaluation/studies/sample-facts.ts';
import type { RunStore, SampleOutcome } from '../../../evaluation/runs/run.ts';
import { inTurns } from '../../../platform/in-turns.ts';

/** From so many on, to read the whole run is quicker than one sample after the other. */
const fewestForAll = 100;
const noFacts: readonly SampleFacts[] = [];

type FactsBySample = Map<string, SampleFacts>;

/** Work of a study on samples, without which showing them would hold up the page. */
export interface Preparation {
  /** Names it among others. */
  readonly id: string;
  readonly steps: (samples: readonly SampleFacts[]) => Generator<void>;
}

interface Wanted {
  readonly outcomes: readonly SampleOutcome[];
  readonly preparation: Preparation | null;
}

export class KnownFacts {
  readonly #store: Pick<RunStore, 'sample' | 'samples'>;
  /** By run and preparation. */
  readonly #shown = new SvelteMap<string, readonly SampleFacts[]>();
  readonly #known = new Map<string, FactsBySample>();
  /** Of each run, as far as it was read; another list once there is more. */
  readonly #all = new Map<string, readonly SampleFacts[]>();
  /** Runs that are being read, with what was asked for meanwhile. */
  readonly #unread = new Map<string, Wanted | null>();

  constructor(store: Pick<RunStore, 'sample' | 'samples'>) {
    this.#store = store;
  }

  /**
   * Of a run, as far as it was read and prepared as here. A sample that has not changed keeps its
   * object.
   */
  of(run: string, preparation: Preparation | null = null): readonly SampleFacts[] {
    return this.#shown.get(keyIn(run, preparation)) ?? noFacts;
  }

  /** Up to these outcomes, which are all of the run; what is asked for meanwhile is read after. */
  async read(
    run: string,
    outcomes: readonly SampleOutcome[],
    preparation: Preparation | null = null,
  ): Promise<void> {
    const isReading = this.#unread.has(run);
    this.#unread.set(run, { outcomes, preparation });
    if (isReading) return;
    try {
      for (let next = this.#takeUnread(run); next; next = this.#takeUnread(run)) {
        await this.#readMissing(run, next.outcomes);
        await this.#show(run, next.preparation);
      }
    } finally {
      this.#unread.delete(run);
    }
  }

  #takeUnread(run: string): Wanted | null {
    const next = this.#unread.get(run) ?? null;
    this.#unread.set(run, null);
    return next;
  }

  async #show(run: string, preparation: Preparation | null): Promise<void> {
    const facts = this.#all.get(run) ?? noFacts;
    if (this.of(run, preparation) === facts) return;
    if (preparation) await inTurns(preparation.steps(facts));
    this.#shown.set(keyIn(run, preparation), facts);
  }

  async #readMissing(run: string, outcomes: readonly SampleOutcome[]): Promise<void> {
    const known: FactsBySample = this.#known.get(run) ?? new Map();
    this.#known.set(run, known);
    const missing = outcomes.filter((each) => known.get(keyOf(each))?.status !== each.status);
    if (missing.length === 0) return;
    if (missing.length >= fewestForAll) {
      for await (const batch of this.#store.samples(run)) {
        for (const sample of batch) {
          const key = keyOf(sample);
          if (known.get(key)?.status === (sample.verdict?.status ?? null)) continue;
          known.set(key, factsOf(sample));
        }
      }
    } else {
      for (const { task, index } of missing) {
        const sample = await this.#store.sample(run, task, index);
        if (sample) known.set(keyOf(sample), factsOf(sample));
      }
    }
    this.#all.set(run, [...known.values()]);
  }
}

function keyOf({ task, index }: Pick<SampleFacts, 'task' | 'index'>): string {
  return `${index}/${task}`;
}

function keyIn(run: string, preparation: Preparation | null): string {
  return `${preparation?.id ?? ''}/${run}`;
}
