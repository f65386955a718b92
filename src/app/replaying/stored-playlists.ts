/** The playlists with their recordings, as a part of what the site stores. */

import type { StoragePart } from '../storage/storage-parts.ts';
import { keptList, type TransactedSettings } from '../work/kept-settings.ts';
import { recordingPrefix, replaysSetting } from '../work/setting-names.ts';
import { Playlists } from './playlists.svelte.ts';

export async function storedPlaylists(settings: TransactedSettings): Promise<StoragePart> {
  const names: string[] = [];
  await settings.changeStored(async (stored) => {
    names.push(...(await stored.namesFrom(recordingPrefix)));
  });
  const lists = keptList(await settings.setting(replaysSetting));
  const recordings = await Promise.all(names.map((name) => settings.setting(name)));
  const isEmpty = lists.length + recordings.length === 0;
  return {
    ...{ id: 'playlists', kind: 'playlists', name: '' },
    bytes: isEmpty ? 0 : new Blob([JSON.stringify([lists, recordings])]).size,
    clear: () => new Playlists(settings).removeAll(),
  };
}
