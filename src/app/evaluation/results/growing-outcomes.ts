/** The outcomes of runs that go on: what is new is put in its place without going over the rest. */

import type { SampleOutcome } from '../../../evaluation/runs/run.ts';

interface Growing {
  readonly outcomes: SampleOutcome[];
  /** Where each stands. */
  readonly positions: Map<string, number>;
}

export class GrowingOutcomes {
  readonly #runs = new Map<string, Growing>();
  readonly #news = new Set<string>();

  /** `known`: what there is of its run so far. Gives whether it is the first since `take`. */
  put(outcome: SampleOutcome, known: readonly SampleOutcome[]): boolean {
    const { outcomes, positions } = this.#of(outcome.run, known);
    const key = keyOf(outcome);
    const at = positions.get(key) ?? outcomes.length;
    positions.set(key, at);
    outcomes[at] = outcome;
    const isFirst = this.#news.size === 0;
    this.#news.add(outcome.run);
    return isFirst;
  }

  /** All outcomes of each run that has grown since, in lists of their own: who shows them sees it. */
  take(): ReadonlyMap<string, readonly SampleOutcome[]> {
    const grown = [...this.#news].map((run) => [run, this.#of(run, []).outcomes.slice()] as const);
    this.#news.clear();
    return new Map(grown);
  }

  clear(): void {
    this.#runs.clear();
    this.#news.clear();
  }

  #of(run: string, known: readonly SampleOutcome[]): Growing {
    const growing = this.#runs.get(run) ?? {
      outcomes: [...known],
      positions: new Map(known.map((outcome, at) => [keyOf(outcome), at])),
    };
    this.#runs.set(run, growing);
    return growing;
  }
}

function keyOf({ task, index }: SampleOutcome): string {
  return `${index}/${task}`;
}
