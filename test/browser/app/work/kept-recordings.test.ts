/** Recordings of playlists in a real database: a record each, also where an earlier version left them whole in their lists. */

import { afterEach, expect, test, vi } from 'vitest';
import { recordingSetting, replaysSetting } from '../../../../src/app/work/setting-names.ts';
import { WorkStore } from '../../../../src/app/work/work-store.svelte.ts';
import { earlierItem } from '../../../support/earlier-playlists.ts';
import { leave, played, playlistsOn, recording, stored, visit } from './recordings-on-disk.ts';

const earlier = {
  ...{ id: 'l', name: 'Loops', colour: 'red' },
  items: [...['a', 'b', 'c'].map((id) => earlierItem(id, recording(id))), { id: 'q', film: 1 }],
};
const place = (item: string) => recordingSetting({ list: 'l', item });

/** Playlists that an earlier version has left. */
async function left(name: string): Promise<void> {
  const database = visit(name);
  await database.keepSetting(replaysSetting, [earlier]);
  await database.close();
}

afterEach(leave);

test('what an earlier version kept in its lists gets a record each, and plays as before', async () => {
  const name = crypto.randomUUID();
  await left(name);
  const playlists = await playlistsOn(visit(name));
  expect(await played(playlists, 'l')).toEqual(['a', 'b', 'c']);
  const settings = await stored(name);
  expect([...settings.keys()].sort()).toEqual([place('a'), place('b'), place('c'), replaysSetting]);
  expect(JSON.stringify(settings.get(replaysSetting))).not.toContain('x = 1');
  expect(settings.get(replaysSetting)).toMatchObject([
    { colour: 'red', items: [{}, {}, {}, { id: 'q', film: 1 }] },
  ]);
  expect(await played(await playlistsOn(visit(name)), 'l')).toEqual(['a', 'b', 'c']);
});

test('a damaged or missing record is lost alone', async () => {
  const name = crypto.randomUUID();
  await left(name);
  const database = visit(name);
  await playlistsOn(database);
  await database.keepSetting(place('a'), { version: 1, name: 7 });
  await database.keepSetting(place('b'), undefined);
  expect(await played(await playlistsOn(visit(name)), 'l')).toEqual(['damaged', 'gone', 'c']);
});

test('a list that is changed leaves its recordings unwritten; one that is removed takes them along', async () => {
  const name = crypto.randomUUID();
  const playlists = await playlistsOn(visit(name));
  const id = await playlists.add({ name: 'Two', recordings: [recording('One'), recording('Two')] });
  const put = vi.spyOn(IDBObjectStore.prototype, 'put');
  await playlists.move(id, playlists.byId(id)?.items[1]?.id ?? '', -1);
  await playlists.rename(id, 'Swapped');
  const written = put.mock.calls.map(([value]) => (value as { name: string }).name);
  expect(new Set(written)).toEqual(new Set([replaysSetting]));
  expect(await played(playlists, id)).toEqual(['Two', 'One']);
  await playlists.removeItem(id, playlists.byId(id)?.items[0]?.id ?? '');
  expect(await played(playlists, id)).toEqual(['One']);
  expect((await stored(name)).size).toBe(2);
  await playlists.remove(id);
  expect([...(await stored(name)).entries()]).toEqual([[replaysSetting, []]]);
});

test('where there is no room for the records, the recordings stay in their lists', async () => {
  const name = crypto.randomUUID();
  await left(name);
  const { put } = IDBObjectStore.prototype;
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
    this: IDBObjectStore,
    value: { name?: string },
  ) {
    if (value.name === place('b')) throw new DOMException('full', 'QuotaExceededError');
    return put.call(this, value);
  });
  const playlists = await playlistsOn(visit(name));
  expect(await played(playlists, 'l')).toEqual(['a', 'b', 'c']);
  const lists = JSON.stringify((await stored(name)).get(replaysSetting));
  expect(['a', 'b', 'c'].map((id) => lists.includes(`"${id}","recording"`))).toEqual([
    ...[false, true, true],
  ]);
});

test('a file of work carries them to another browser, and deleting all work leaves them', async () => {
  const [here, there] = [crypto.randomUUID(), crypto.randomUUID()];
  await left(here);
  const database = visit(here);
  await playlistsOn(database);
  const work = JSON.stringify(await database.export());
  const other = visit(there);
  const store = new WorkStore(other);
  const file = () => new Blob([work]);
  expect(await store.import(file())).toMatchObject({ kind: 'imported', replayCount: 3 });
  expect(await store.import(file())).toMatchObject({ kind: 'imported', replayCount: 0 });
  expect(await played(await playlistsOn(other), 'l')).toEqual(['a', 'b', 'c']);
  // A file of an earlier version, with the recordings in its lists.
  const older = JSON.stringify({
    ...{ format: 'synthpad-memory', version: 1, programs: [], attempts: [] },
    settings: [{ name: replaysSetting, value: [{ ...earlier, id: 'm' }] }],
  });
  expect(await store.import(new Blob([older]))).toMatchObject({ replayCount: 3 });
  expect(await played(await playlistsOn(other), 'm')).toEqual(['a', 'b', 'c']);
  await other.forgetWork();
  expect(await played(await playlistsOn(visit(there)), 'm')).toEqual(['a', 'b', 'c']);
});
