/**
 * Recorded sessions: which is in view, going by the address, and the playlists they are kept in. A
 * chunk of its own, made when the first one is opened or recorded.
 */

import { Latest } from '../../platform/latest.ts';
import type { AddressBar } from '../page/address.ts';
import { replaysHash } from '../page/address.ts';
import type { TransactedSettings } from '../work/kept-settings.ts';
import { AutomaticPlay } from './automatic-play.svelte.ts';
import { type Neighbours, PlaylistPlace } from './playlist-place.ts';
import { Playlists } from './playlists.svelte.ts';
import { type PlaylistFault, readPlaylist } from './recording/recording-file.ts';
import { RecordingShare, type RecordingShareParts } from './recording-share.svelte.ts';
import { readRecordingFragment } from './recording/recording-link.ts';
import type { Playlist, Recording } from './recording/recording.ts';
import { addressOfItem, openedFile, replayPlaceAt } from './replay-place.ts';
import { ReplaySession, type SessionParts } from './replay-session.ts';

export interface ReplayingParts extends Omit<SessionParts, 'grows'>, RecordingShareParts {
  readonly settings: TransactedSettings;
  readonly bar: AddressBar;
}

/**
 * `gone`: the address names a recording that is not here, or not any more; `silent`: storage does
 * not tell whether it is.
 */
export type ReplayFault = PlaylistFault | 'gone' | 'silent';

export type ReplayView =
  | { readonly kind: 'opening' }
  | { readonly kind: 'lists' }
  | { readonly kind: 'fault'; readonly fault: ReplayFault; readonly place: PlaylistPlace }
  | { readonly kind: 'session'; readonly session: ReplaySession };

/** What became of the last file. */
export interface OpenedFile {
  readonly fileName: string;
  /** Null where it is open. */
  readonly fault: PlaylistFault | null;
  readonly unreadableCount: number;
}

export interface ReadRecordings {
  readonly recordings: readonly Recording[];
  readonly unreadableCount: number;
  /** Storage did not answer for some of them. */
  readonly isSilent: boolean;
}

export class Replaying {
  readonly playlists: Playlists;
  readonly share: RecordingShare;
  readonly automatic: AutomaticPlay;
  #view = $state.raw<ReplayView>({ kind: 'opening' });
  #file = $state.raw<Playlist | null>(null);
  #opened = $state.raw<OpenedFile | null>(null);
  readonly #parts: ReplayingParts;
  readonly #following = new Latest();

  constructor(parts: ReplayingParts) {
    this.#parts = parts;
    this.playlists = new Playlists(parts.settings);
    this.automatic = new AutomaticPlay(parts.settings);
    this.share = new RecordingShare(parts, this.playlists);
  }

  get view(): ReplayView {
    return this.#view;
  }

  /** The playlist of a file that was opened and is not kept yet. */
  get file(): Playlist | null {
    return this.#file;
  }

  get opened(): OpenedFile | null {
    return this.#opened;
  }

  dismissOpened(): void {
    this.#opened = null;
  }

  /** Shows what the address names. Never rejects. */
  async follow(hash: string): Promise<void> {
    const signal = this.#following.begin();
    const place = replayPlaceAt(hash);
    if (place.kind === 'link') {
      const read = await readRecordingFragment(place.hash);
      if (!signal.aborted) this.#show(read, null);
      return;
    }
    await this.playlists.restore();
    if (signal.aborted) return;
    if (place.kind === 'lists') return this.#put({ kind: 'lists' });
    const { list, index } = place;
    if (list === openedFile) {
      const { name, recordings } = this.#file ?? { name: '', recordings: [] };
      const entries = recordings.map((each) => ({ name: each.name, taskId: each.task.id }));
      return this.#show(recordings[index] ?? 'gone', { list, name, index, entries });
    }
    const { name, items } = this.playlists.byId(list) ?? { name: '', items: [] };
    const item = items[index];
    const entries = items.map((each) => ({ name: each.name, taskId: each.task.id }));
    const missing = this.playlists.isSilent ? 'silent' : 'gone';
    const stored = item ? await this.playlists.recordingOf(list, item) : missing;
    if (!signal.aborted) this.#show(stored, { list, name, index, entries });
  }

  /** Another view of the page is shown: nothing plays on. */
  leave(): void {
    this.#following.end();
    this.automatic.takeStart();
    this.#put({ kind: 'opening' });
  }

  /** Opens a file of recordings and shows the first, or says why not. Never rejects. */
  async openFile(file: File): Promise<void> {
    const reading = await readPlaylist(file);
    const { bar } = this.#parts;
    const isOpen = reading.kind === 'playlist';
    this.#opened = {
      fileName: file.name,
      fault: isOpen ? null : reading.kind,
      unreadableCount: isOpen ? reading.unreadableCount : 0,
    };
    if (!isOpen) return bar.go(replaysHash);
    const name = reading.playlist.name || file.name.replace(/\.[^.]*$/, '');
    this.#file = { ...reading.playlist, name };
    const { recordings } = reading.playlist;
    const address = recordings.length > 1 ? replaysHash : addressOfItem(openedFile, 0);
    // Nobody hears of an address that was that one before.
    if (bar.hash === address) await this.follow(address);
    else bar.go(address);
  }

  /** Keeps the opened file as a playlist here. */
  async keepFile(): Promise<void> {
    const file = this.#file;
    if (!file) return;
    this.#file = null;
    await this.playlists.add(file);
  }

  closeFile(): void {
    this.#file = null;
  }

  /** The recordings of a kept playlist, as far as they can be read. Never rejects. */
  async recordingsOf(id: string): Promise<ReadRecordings> {
    const recordings: Recording[] = [];
    let unreadableCount = 0;
    let isSilent = false;
    for (const item of this.playlists.byId(id)?.items ?? []) {
      const recording = await this.playlists.recordingOf(id, item);
      if (typeof recording !== 'string') recordings.push(recording);
      else if (recording === 'silent') isSilent = true;
      else unreadableCount++;
    }
    return { recordings, unreadableCount, isSilent };
  }

  #show(recording: Recording | ReplayFault, neighbours: Neighbours | null): void {
    const place = new PlaylistPlace(neighbours, this.#parts.bar);
    if (typeof recording === 'string') return this.#put({ kind: 'fault', fault: recording, place });
    const session = new ReplaySession(recording, place, { ...this.#parts, grows });
    this.#put({ kind: 'session', session });
  }

  #put(view: ReplayView): void {
    if (this.#view.kind === 'session') this.#view.session.close();
    this.#view = view;
  }
}

/** Nothing moves for those who want no motion. */
function grows(): boolean {
  return !matchMedia('(prefers-reduced-motion: reduce)').matches;
}
