/** The playlists that a person keeps in this browser: what is in them, and every change of that. */

import { inTurns } from '../../platform/in-turns.ts';
import type { TransactedSettings } from '../work/kept-settings.ts';
import { newAttemptId } from '../work/records.ts';
import { recordingSetting, replaysSetting } from '../work/setting-names.ts';
import {
  type KeptItem,
  type KeptPlaylist,
  moved,
  newItem,
  readPlaylists,
  renamed,
  withItem,
  withoutItem,
  withoutPlaylist,
  withPlaylist,
} from './kept-playlists.ts';
import { keepApart, recordingsIn, removeUnlisted } from './kept-recordings.ts';
import {
  recordingFrom,
  type RecordingFault,
  writtenRecording,
} from './recording/recording-schema.ts';
import type { Playlist, Recording } from './recording/recording.ts';

export class Playlists {
  #all = $state.raw<readonly KeptPlaylist[]>([]);
  #isSilent = false;
  readonly #settings: TransactedSettings;

  constructor(settings: TransactedSettings) {
    this.#settings = settings;
  }

  /** In the order in which they were made. */
  get all(): readonly KeptPlaylist[] {
    return this.#all;
  }

  /** Whether storage could not tell what there is when it was read last. */
  get isSilent(): boolean {
    return this.#isSilent;
  }

  byId(id: string): KeptPlaylist | null {
    return this.#all.find((playlist) => playlist.id === id) ?? null;
  }

  /** Of a playlist, the recordings that found no room: they last as long as this tab. */
  unstoredIn(id: string): readonly KeptItem[] {
    const items = this.byId(id)?.items ?? [];
    return items.filter(
      (item) => !this.#settings.isStored(recordingSetting({ list: id, item: item.id })),
    );
  }

  /** Reads them again: another tab may have changed them. */
  async restore(): Promise<void> {
    const kept = await this.#settings.setting(replaysSetting);
    if (recordingsIn(kept).length === 0) this.#all = readPlaylists(kept);
    else {
      await keepApart(this.#settings);
      this.#all = readPlaylists(await this.#settings.setting(replaysSetting));
    }
    this.#isSilent = kept === undefined && !(await isAnswering(this.#settings));
    void removeUnlisted(this.#settings);
  }

  /** Never rejects. `gone`: its record is not here any more; `silent`: that cannot be told now. */
  async recordingOf(
    list: string,
    { id, whole }: KeptItem,
  ): Promise<Recording | RecordingFault | 'gone' | 'silent'> {
    const name = recordingSetting({ list, item: id });
    const stored = whole ?? (await this.#settings.setting(name));
    if (stored !== undefined) return inTurns(recordingFrom(stored));
    return (await isAnswering(this.#settings)) ? 'gone' : 'silent';
  }

  /** Keeps a playlist as a new one. Resolves with its id. */
  async add({ name, recordings }: Playlist): Promise<string> {
    const id = newAttemptId();
    const items = recordings.map((recording) => newItem(newAttemptId(), recording));
    await Promise.all([
      ...items.map((item, at) => this.#keep(id, item.id, recordings[at])),
      this.#change((kept) => withPlaylist(kept, { id, name, items })),
    ]);
    return id;
  }

  async addTo(id: string, recording: Recording): Promise<void> {
    const item = newItem(newAttemptId(), recording);
    const { name = '' } = this.byId(id) ?? {};
    await Promise.all([
      this.#keep(id, item.id, recording),
      this.#change((kept) => withItem(kept, id, item, name)),
    ]);
  }

  rename(id: string, name: string): Promise<void> {
    return this.#change((kept) => renamed(kept, id, name));
  }

  async remove(id: string): Promise<void> {
    const items = this.byId(id)?.items ?? [];
    await Promise.all([
      this.#change((kept) => withoutPlaylist(kept, id)),
      ...items.map((item) => this.#keep(id, item.id, undefined)),
    ]);
    // Another tab may have added some, and a later version may have some that are not read here.
    await removeUnlisted(this.#settings);
  }

  /** All playlists, also those that this version cannot read. */
  async removeAll(): Promise<void> {
    await this.restore();
    const items = this.#all.flatMap(({ id, items }) => items.map((item) => [id, item.id] as const));
    this.#all = [];
    await Promise.all([
      this.#settings.keepSetting(replaysSetting, []),
      ...items.map(([id, itemId]) => this.#keep(id, itemId, undefined)),
    ]);
    await removeUnlisted(this.#settings);
  }

  async removeItem(id: string, itemId: string): Promise<void> {
    await Promise.all([
      this.#change((kept) => withoutItem(kept, id, itemId)),
      this.#keep(id, itemId, undefined),
    ]);
  }

  /** `by`: places, backwards below 0. */
  move(id: string, itemId: string, by: number): Promise<void> {
    return this.#change((kept) => moved(kept, id, itemId, by));
  }

  /** Asked for at one time, a recording and the list that names it are stored together. */
  #keep(list: string, item: string, recording: Recording | undefined): Promise<void> {
    const value = recording && writtenRecording(recording);
    return this.#settings.keepSetting(recordingSetting({ list, item }), value);
  }

  async #change(change: (kept: unknown) => unknown): Promise<void> {
    this.#all = readPlaylists(await this.#settings.changeSetting(replaysSetting, change));
  }
}

/** Nothing is kept under a name where storage does not answer, either. */
function isAnswering(settings: TransactedSettings): Promise<boolean> {
  return settings.changeStored(async (stored) => void (await stored.get(replaysSetting)));
}
