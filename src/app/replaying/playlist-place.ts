/** Where a recording stands in a playlist, and the ways to those beside it: it may be unreadable. */

import type { AddressBar } from '../page/address.ts';
import type { ViewSteps } from '../page/navigation.svelte.ts';
import { addressOfItem } from './replay-place.ts';

/** Of the playlist that a recording is in. */
export interface Neighbours {
  readonly list: string;
  readonly name: string;
  readonly index: number;
  /** As the list calls its recordings. */
  readonly entries: readonly { readonly name: string; readonly taskId: string }[];
}

export class PlaylistPlace implements ViewSteps {
  /** Null of a recording that came alone, and where the playlist does not have it. */
  readonly neighbours: Neighbours | null;
  readonly #bar: Pick<AddressBar, 'go'>;

  constructor(neighbours: Neighbours | null, bar: Pick<AddressBar, 'go'>) {
    this.neighbours = neighbours?.entries[neighbours.index] ? neighbours : null;
    this.#bar = bar;
  }

  /** The address of a neighbour in the playlist; null where there is none. */
  addressBy(step: number): string | null {
    const { neighbours } = this;
    if (!neighbours) return null;
    const index = neighbours.index + step;
    return neighbours.entries[index] ? addressOfItem(neighbours.list, index) : null;
  }

  next(): boolean {
    return this.#goBy(1);
  }

  previous(): boolean {
    return this.#goBy(-1);
  }

  #goBy(step: number): boolean {
    const address = this.addressBy(step);
    if (address !== null) this.#bar.go(address);
    return address !== null;
  }
}
