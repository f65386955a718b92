/** Autoplay in a view: goes on from what has ended after a countdown, or not at all. */

import { untrack } from 'svelte';
import type { AutomaticPlay } from '../../app/replaying/automatic-play.svelte.ts';

export interface Ending {
  readonly automatic: AutomaticPlay;
  /** What has ended; null while it has not, or where nothing comes next. */
  ended(): unknown;
  goOn(): void;
  /** What it would have taken, where it was not seen to grow. */
  unseenMs?(): number;
}

export class Onward {
  /** Where a person wants to stay. */
  #held = $state.raw<unknown>(null);
  readonly #ending: Ending;
  /** The same for as long as it is: what else changes starts no countdown again. */
  readonly #ended = $derived.by(() => this.#ending.ended());

  /** For the setup of a component. */
  constructor(ending: Ending) {
    this.#ending = ending;
    $effect(() => {
      const { automatic } = ending;
      const ended = this.#ended;
      if (ended === null || !automatic.isOn || ended === this.#held) return;
      const unseenMs = untrack(() => ending.unseenMs?.());
      return automatic.countDown(() => ending.goOn(), unseenMs);
    });
    // What is played again may end again.
    $effect(() => {
      if (this.#ended === null) this.#held = null;
    });
  }

  /** Until what comes next starts; null where a person starts it. */
  get leftSeconds(): number | null {
    return this.#ending.automatic.leftSeconds;
  }

  stay(): void {
    this.#held = this.#ended;
  }
}
