/** What failed of each sample before it was asked for again, so that it is not forgotten. */

import type { Sample, SampleOutcome } from '../runs/run.ts';
import type { SampleKey } from './remaining.ts';

export class EarlierFailures {
  readonly #failures = new Map<string, string[]>();

  /** Those that are asked for again. */
  addEarlier(outcomes: readonly SampleOutcome[]): void {
    for (const outcome of outcomes) {
      const { failure, failedBefore = [] } = outcome;
      if (failure !== null) this.#failures.set(nameOf(outcome), [...failedBefore, failure]);
    }
  }

  add(written: Sample): void {
    const { failure } = written;
    if (failure === null) return;
    const name = nameOf(written);
    this.#failures.set(name, [...(this.#failures.get(name) ?? []), failure.kind]);
  }

  /** The sample with what failed before; its own failure is none of that. */
  toldIn(sample: Sample): Sample {
    const all = this.#failures.get(nameOf(sample)) ?? [];
    const failedBefore = sample.failure === null ? all : all.slice(0, -1);
    return failedBefore.length === 0 ? sample : { ...sample, failedBefore };
  }
}

function nameOf({ task, index }: SampleKey): string {
  return `${index}/${task}`;
}
