/** Playlists while the disk is full, and while two tabs change them: no list names what is not there, and nothing is left behind. */

import { afterEach, expect, test, vi } from 'vitest';
import { Playlists } from '../../../../src/app/replaying/playlists.svelte.ts';
import { recordingSetting, replaysSetting } from '../../../../src/app/work/setting-names.ts';
import { WorkStore } from '../../../../src/app/work/work-store.svelte.ts';
import { earlierItem } from '../../../support/earlier-playlists.ts';
import {
  leave,
  leaveNoRoomFor,
  played,
  playlistsOn,
  recording,
  stored,
  visit,
} from './recordings-on-disk.ts';

const never = { retryMs: 60_000 };

afterEach(leave);

/** A playlist with one recording. */
async function withOne(name: string) {
  const database = visit(name, never);
  const playlists = await playlistsOn(database);
  const id = await playlists.add({ name: 'Loops', recordings: [recording('one')] });
  return { database, playlists, id };
}

test('a recording that finds no room is in no stored list until there is', async () => {
  const name = crypto.randomUUID();
  const here = visit(name, { retryMs: 20 });
  const playlists = await playlistsOn(here);
  const id = await playlists.add({ name: 'Loops', recordings: [recording('one')] });
  const makeRoom = leaveNoRoomFor('large');
  await playlists.addTo(id, recording('large'));
  await playlists.add({ name: 'Other', recordings: [recording('two')] });
  expect(await played(playlists, id)).toEqual(['one', 'large']);
  expect(await played(await playlistsOn(visit(name)), id)).toEqual(['one']);
  makeRoom();
  await expect.poll(() => here.keeping.kind).toBe('kept');
  const next = await playlistsOn(visit(name));
  expect(await played(next, id)).toEqual(['one', 'large']);
  expect(next.all.map((list) => list.name)).toEqual(['Loops', 'Other']);
});

test('a recording that finds no room holds back nothing that comes after it', async () => {
  const name = crypto.randomUUID();
  const here = visit(name, { retryMs: 20 });
  const playlists = await playlistsOn(here);
  const id = await playlists.add({ name: 'Loops', recordings: [recording('one')] });
  const makeRoom = leaveNoRoomFor('large');
  await playlists.addTo(id, recording('large'));
  await playlists.rename(id, 'Renamed');
  await playlists.addTo(id, recording('two'));
  const other = await playlists.add({ name: 'Other', recordings: [recording('three')] });
  await playlists.move(id, playlists.byId(id)?.items[2]?.id ?? '', -2);
  await playlists.removeItem(id, playlists.byId(id)?.items[1]?.id ?? '');
  expect(await played(playlists, id)).toEqual(['two', 'large']);
  expect(playlists.unstoredIn(id).map((item) => item.name)).toEqual(['large']);
  expect(playlists.unstoredIn(other)).toEqual([]);
  expect(here.keeping).toEqual({ kind: 'tab-only', trouble: 'full' });
  const meanwhile = await playlistsOn(visit(name));
  expect(meanwhile.all.map((list) => list.name)).toEqual(['Renamed', 'Other']);
  expect(await played(meanwhile, id)).toEqual(['two']);
  expect(await played(meanwhile, other)).toEqual(['three']);
  // Another tab goes on with what it sees.
  await meanwhile.addTo(id, recording('four'));
  makeRoom();
  await expect.poll(() => here.keeping.kind).toBe('kept');
  await playlists.restore();
  expect(playlists.unstoredIn(id)).toEqual([]);
  const next = await playlistsOn(visit(name));
  expect(await played(next, id)).toEqual(['two', 'large', 'four']);
  expect(next.all.map((list) => list.name)).toEqual(['Renamed', 'Other']);
});

test('what has found no room and is moved while it waits stands where it was moved to', async () => {
  const name = crypto.randomUUID();
  const { database, playlists, id } = await withOne(name);
  const makeRoom = leaveNoRoomFor('large');
  await playlists.addTo(id, recording('large'));
  await playlists.move(id, playlists.byId(id)?.items[1]?.id ?? '', -1);
  expect(await played(await playlistsOn(visit(name)), id)).toEqual(['one']);
  makeRoom();
  await playlists.rename(id, 'Renamed');
  expect(database.keeping.kind).toBe('kept');
  expect(await played(await playlistsOn(visit(name)), id)).toEqual(['large', 'one']);
});

test('of a new playlist, what finds room is stored, and its list without the rest', async () => {
  const name = crypto.randomUUID();
  const { playlists } = await withOne(name);
  leaveNoRoomFor('large');
  const recordings = [recording('two'), recording('large'), recording('three')];
  const id = await playlists.add({ name: 'Divided', recordings });
  expect(await played(playlists, id)).toEqual(['two', 'large', 'three']);
  expect(await played(await playlistsOn(visit(name)), id)).toEqual(['two', 'three']);
});

test('where not even a list finds room, all of it waits, and is stored as it is once there is', async () => {
  const name = crypto.randomUUID();
  const { playlists, id } = await withOne(name);
  const full = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  await playlists.addTo(id, recording('two'));
  await playlists.rename(id, 'Renamed');
  expect(await played(await playlistsOn(visit(name)), id)).toEqual(['one']);
  full.mockRestore();
  await playlists.move(id, playlists.byId(id)?.items[1]?.id ?? '', -1);
  const next = await playlistsOn(visit(name));
  expect([next.byId(id)?.name, await played(next, id)]).toEqual(['Renamed', ['two', 'one']]);
});

test('who removes what found no room, or makes room, has the rest stored', async () => {
  const name = crypto.randomUUID();
  const { playlists, id } = await withOne(name);
  leaveNoRoomFor('large');
  await playlists.addTo(id, recording('large'));
  await playlists.rename(id, 'Renamed');
  await playlists.removeItem(id, playlists.byId(id)?.items[1]?.id ?? '');
  const next = await playlistsOn(visit(name));
  expect(next.byId(id)?.name).toBe('Renamed');
  expect(await played(next, id)).toEqual(['one']);
});

test('a recording that finds no room where a page sets it aside is in no list of the next', async () => {
  const name = crypto.randomUUID();
  const setAside = { setAside: localStorage, ...never };
  const { id } = await withOne(name);
  const page = visit(name, setAside);
  const playlists = await playlistsOn(page);
  const full = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  await playlists.addTo(id, recording('large', 'x'.repeat(6_000_000)));
  await playlists.addTo(id, recording('small'));
  page.setAside();
  full.mockRestore();
  const next = await playlistsOn(visit(name, setAside));
  expect(await played(next, id)).toEqual(['one', 'small']);
});

test('a playlist that another tab changed before a page’s change of it was stored is one, with both', async () => {
  const name = crypto.randomUUID();
  const setAside = { setAside: localStorage, ...never };
  const { playlists: others, id } = await withOne(name);
  const page = visit(name, setAside);
  const playlists = await playlistsOn(page);
  const full = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  await playlists.addTo(id, recording('mine'));
  page.setAside();
  full.mockRestore();
  await others.addTo(id, recording('theirs'));
  const next = await playlistsOn(visit(name, setAside));
  expect(next.all).toHaveLength(1);
  expect((await played(next, id)).toSorted()).toEqual(['mine', 'one', 'theirs']);
});

test('a removal that was set aside is done at the next visit', async () => {
  const name = crypto.randomUUID();
  const setAside = { setAside: localStorage, ...never };
  const { id } = await withOne(name);
  const page = visit(name, setAside);
  const playlists = await playlistsOn(page);
  const refusing = vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  await playlists.removeItem(id, playlists.byId(id)?.items[0]?.id ?? '');
  page.setAside();
  refusing.mockRestore();
  const next = visit(name, setAside);
  expect(await next.setting(replaysSetting)).toMatchObject([{ id, items: [] }]);
  await next.close();
  expect([...(await stored(name)).keys()]).toEqual([replaysSetting]);
});

test('a removed playlist takes along what another tab or a later version has added to it', async () => {
  const name = crypto.randomUUID();
  const { playlists, id } = await withOne(name);
  const other = visit(name);
  const others = await playlistsOn(other);
  await others.addTo(id, recording('two'));
  await other.keepSetting(recordingSetting({ list: id, item: 'later' }), { version: 9 });
  await playlists.remove(id);
  expect([...(await stored(name)).entries()]).toEqual([[replaysSetting, []]]);
});

test('what is left behind goes at the next visit, unless a list of another format may name it', async () => {
  const name = crypto.randomUUID();
  const { database, id } = await withOne(name);
  const place = (list: string, item: string) => recordingSetting({ list, item });
  const left = [place(id, 'left'), place('no-list', 'left')];
  const mayBeNamed = [place('later', 'x'), place('half', 'y'), 'replay/other'];
  for (const each of [...left, ...mayBeNamed]) await database.keepSetting(each, { version: 1 });
  await database.changeSetting(replaysSetting, (kept) => [
    ...(kept as unknown[]),
    { id: 'later', films: [] },
    { id: 'half', name: 'Half', items: [{ film: 1 }] },
  ]);
  await playlistsOn(visit(name));
  const names = async () => [...(await stored(name)).keys()];
  await expect.poll(names).not.toContain(left[0]);
  expect(await names()).not.toContain(left[1]);
  expect(await names()).toEqual(expect.arrayContaining(mayBeNamed));
  expect(await played(await playlistsOn(visit(name)), id)).toEqual(['one']);
});

test('an item that another tab removes while its list is divided does not come back', async () => {
  const name = crypto.randomUUID();
  const [here, there] = [visit(name), visit(name)];
  const items = ['a', 'b'].map((id) => earlierItem(id, recording(id)));
  await here.keepSetting(replaysSetting, [{ id: 'l', name: 'Loops', items }]);
  const read = here.setting.bind(here);
  vi.spyOn(here, 'setting').mockImplementationOnce(async (asked) => {
    const kept = await read(asked);
    await new Playlists(there).removeItem('l', 'b');
    return kept;
  });
  expect(await played(await playlistsOn(here), 'l')).toEqual(['a']);
  const names = [...(await stored(name)).keys()];
  expect(names).toEqual([recordingSetting({ list: 'l', item: 'a' }), replaysSetting]);
});

test('what is added to a playlist that another tab has deleted is in one of its name', async () => {
  const name = crypto.randomUUID();
  const { playlists, id } = await withOne(name);
  await (await playlistsOn(visit(name))).remove(id);
  await playlists.addTo(id, recording('two'));
  expect(playlists.byId(id)?.name).toBe('Loops');
  expect(await played(playlists, id)).toEqual(['two']);
  expect(await played(await playlistsOn(visit(name)), id)).toEqual(['two']);
});

test('where storage does not answer, no recording is said to be gone', async () => {
  const name = crypto.randomUUID();
  const { id } = await withOne(name);
  const playlists = await playlistsOn(visit(name, never));
  const later = new Playlists(visit(name, never));
  const refusing = vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(() => {
    throw new DOMException('Broken.', 'UnknownError');
  });
  expect(await played(playlists, id)).toEqual(['silent']);
  await later.restore();
  expect(later.isSilent).toBe(true);
  refusing.mockRestore();
  expect(await played(playlists, id)).toEqual(['one']);
  await later.restore();
  expect(later.isSilent).toBe(false);
});

test('a recording that is gone comes back from a file of work, and one that is here stays', async () => {
  const name = crypto.randomUUID();
  const { database, playlists, id } = await withOne(name);
  await playlists.addTo(id, recording('two'));
  const work = new Blob([JSON.stringify(await database.export())]);
  const [first, second] = (playlists.byId(id)?.items ?? []).map(({ id: item }) =>
    recordingSetting({ list: id, item }),
  );
  if (!first || !second) throw new Error('Two were added.');
  await database.keepSetting(first, undefined);
  await database.keepSetting(second, { version: 9 });
  const store = new WorkStore(visit(name));
  expect(await store.import(work)).toMatchObject({ kind: 'imported', replayCount: 1 });
  expect(await store.import(work)).toMatchObject({ kind: 'imported', replayCount: 0 });
  expect(await played(playlists, id)).toEqual(['one', 'newer']);
});
