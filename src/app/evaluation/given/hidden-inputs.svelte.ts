/** Inputs beyond the tasks' tests, by run: given on this visit, and kept by no run. */

import { SvelteMap } from 'svelte/reactivity';
import type { Inputs } from './inputs-file.ts';

export class GivenHiddenInputs {
  readonly #byRun = new SvelteMap<string, Inputs>();

  /** Undefined where they were not given. */
  of(run: string): Inputs | undefined {
    return this.#byRun.get(run);
  }

  give(run: string, inputs: Inputs): void {
    this.#byRun.set(run, inputs);
  }
}
