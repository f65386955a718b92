/** What the address names: a replay that cannot be read leaves the ways to those beside it. */
import { expect, test } from 'vitest';
import type { Recording } from '../../../../src/app/replaying/recording/recording.ts';
import { Replaying } from '../../../../src/app/replaying/replaying.svelte.ts';
import { replaysSetting } from '../../../../src/app/work/setting-names.ts';
import { earlierItem } from '../../../support/earlier-playlists.ts';
import { keptInMemory } from '../../../support/kept-in-memory.ts';

function recording(name: string): Recording {
  const task = { source: 'starter', id: '3', text: 'Say so.', referenceCode: '', setupCode: '' };
  return { name, recordedAt: 5, task: { ...task, tests: [], challengeTests: [] }, parts: [] };
}

async function replaying() {
  const gone: string[] = [];
  const settings = keptInMemory();
  const items = ['One', 'Two', 'Three'].map((name) => earlierItem(name, recording(name)));
  const newer = items.map((item) =>
    item.id === 'Two' ? { ...item, recording: { ...item.recording, version: 2 } } : item,
  );
  await settings.keepSetting(replaysSetting, [{ id: 'l', name: 'Loops', items: newer }]);
  const unused = () => Promise.reject(new Error('not asked for'));
  const made = new Replaying({
    settings,
    bar: { hash: '', base: '', go: (hash) => void gone.push(hash), replace() {}, listen() {} },
    checker: { check: unused },
    reader: { readTests: unused, readPrograms: unused } as never,
    copy: unused,
    tasksOf: async () => null,
  });
  return { made, gone };
}

test('an entry that cannot be read has a place in its playlist, with a way on and back', async () => {
  const { made, gone } = await replaying();
  await made.follow('#/replays/l/2');
  const { view } = made;
  if (view.kind !== 'fault') throw new Error(view.kind);
  expect([view.fault, view.place.neighbours?.index]).toEqual(['newer', 1]);
  expect([view.place.next(), view.place.previous()]).toEqual([true, true]);
  expect(gone).toEqual(['#/replays/l/3', '#/replays/l/1']);
});

test('an entry that is not there has no place; the first has none before it', async () => {
  const { made, gone } = await replaying();
  for (const hash of ['#/replays/l/4', '#/replays/m/1', '#/replay/abc']) {
    await made.follow(hash);
    const { view } = made;
    if (view.kind !== 'fault') throw new Error(view.kind);
    expect([hash, view.place.neighbours, view.place.next()]).toEqual([hash, null, false]);
  }
  await made.follow('#/replays/l/1');
  const { view } = made;
  if (view.kind !== 'session') throw new Error(view.kind);
  expect([view.session.previous(), view.session.next()]).toEqual([false, true]);
  expect(gone).toEqual(['#/replays/l/2']);
  made.leave();
});
