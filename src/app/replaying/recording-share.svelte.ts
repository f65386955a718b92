/** Hands a recording on: as a link, or into a playlist. A file is made by whoever saves it. */

import type { AddressBar } from '../page/address.ts';
import { type Copy, copyMade } from '../sharing/copy-made.ts';
import type { Playlists } from './playlists.svelte.ts';
import { writeRecordingFragment } from './recording/recording-link.ts';
import type { Recording } from './recording/recording.ts';

export interface RecordingShareParts {
  readonly bar: Pick<AddressBar, 'base'>;
  readonly copy: Copy;
}

export type RecordingSharePhase =
  /** `unmade`: the browser cannot pack a link. */
  | { readonly kind: 'idle' | 'too-long' | 'unmade' | 'copied' }
  /** The link to copy by hand, where the clipboard is out of reach. */
  | { readonly kind: 'made'; readonly link: string }
  /** `isStored`: false where there is no room for it, so that it lasts as long as the tab. */
  | {
      readonly kind: 'added';
      readonly list: string;
      readonly name: string;
      readonly isStored: boolean;
    };

export class RecordingShare {
  #phase = $state.raw<RecordingSharePhase>({ kind: 'idle' });
  readonly #parts: RecordingShareParts;
  readonly #playlists: Playlists;

  constructor(parts: RecordingShareParts, playlists: Playlists) {
    this.#parts = parts;
    this.#playlists = playlists;
  }

  get phase(): RecordingSharePhase {
    return this.#phase;
  }

  clear(): void {
    this.#phase = { kind: 'idle' };
  }

  /** Never rejects. */
  async copyLink(recording: Recording): Promise<void> {
    const { bar, copy } = this.#parts;
    const making = writeRecordingFragment(recording).then((made) => made && bar.base + made);
    const made = await copyMade(making, copy);
    this.#phase = made.kind === 'by-hand' ? { kind: 'made', link: made.text } : { kind: made.kind };
  }

  /** `list`: of the playlist; null for a new one of this name. Resolves with its id. */
  async addTo(list: string | null, name: string, recording: Recording): Promise<string> {
    const playlists = this.#playlists;
    if (list === null) {
      const added = await playlists.add({ name, recordings: [recording] });
      this.#noteAdded(added, name);
      return added;
    }
    await playlists.addTo(list, recording);
    this.#noteAdded(list, playlists.byId(list)?.name ?? name);
    return list;
  }

  #noteAdded(list: string, name: string): void {
    const added = this.#playlists.byId(list)?.items.at(-1);
    const isStored = !this.#playlists.unstoredIn(list).some(({ id }) => id === added?.id);
    this.#phase = { kind: 'added', list, name, isStored };
  }
}
