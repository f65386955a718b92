/** Playlists that are kept: every change, and what of another version or a file of work stays. */
import { expect, test } from 'vitest';
import {
  joined,
  moved,
  newItem,
  readPlaylists,
  renamed,
  withItem,
  withoutItem,
  withoutPlaylist,
  withPlaylist,
} from '../../../../src/app/replaying/kept-playlists.ts';
import { Playlists } from '../../../../src/app/replaying/playlists.svelte.ts';
import type { Recording } from '../../../../src/app/replaying/recording/recording.ts';
import { replayPlaceAt } from '../../../../src/app/replaying/replay-place.ts';
import { keptInMemory } from '../../../support/kept-in-memory.ts';

function recording(name: string): Recording {
  const task = { source: 'starter', id: '3', text: 'Say so.', referenceCode: '', setupCode: '' };
  return { name, recordedAt: 5, task: { ...task, tests: [], challengeTests: [] }, parts: [] };
}

const items = ['a', 'b', 'c'].map((id) => newItem(id, recording(id.toUpperCase())));
const list = { id: 'l', name: 'Loops', items };
const order = (kept: unknown) => readPlaylists(kept).map(({ items }) => items.map(({ id }) => id));

test('entries are added, moved within their ends, and taken out', () => {
  const kept = withItem(withPlaylist(undefined, list), 'l', newItem('d', recording('D')), 'Loops');
  expect(order(kept)).toEqual([['a', 'b', 'c', 'd']]);
  expect(order(moved(kept, 'l', 'c', -1))).toEqual([['a', 'c', 'b', 'd']]);
  expect(order(moved(kept, 'l', 'a', -1))).toEqual([['a', 'b', 'c', 'd']]);
  expect(order(moved(kept, 'l', 'a', 9))).toEqual([['b', 'c', 'd', 'a']]);
  expect(order(moved(kept, 'l', 'x', 1))).toEqual([['a', 'b', 'c', 'd']]);
  expect(order(withoutItem(kept, 'l', 'b'))).toEqual([['a', 'c', 'd']]);
  expect(readPlaylists(renamed(kept, 'l', 'Strings'))[0]?.name).toBe('Strings');
  expect(order(withoutPlaylist(kept, 'l'))).toEqual([]);
});

test('what a later version keeps is not shown, and stays through every change', () => {
  const later = { id: 'z', shape: 'round' };
  const odd = { ...list, items: [...items, { id: 'q', film: 1 }], colour: 'red' };
  const kept = moved([later, odd], 'l', 'a', 1);
  expect(order(kept)).toEqual([['b', 'a', 'c']]);
  expect(kept).toMatchObject([later, { colour: 'red', items: [{}, {}, {}, { film: 1 }] }]);
});

test('a list that two visits have left twice is one, with the items of both', () => {
  const other = { ...list, name: 'Theirs', items: [items[0], newItem('d', recording('D'))] };
  const kept = [list, { id: 'l', shape: 'round' }, other];
  const one = renamed(kept, 'l', 'Strings');
  for (const each of [kept, one]) expect(order(each)).toEqual([['a', 'b', 'c', 'd']]);
  expect(order(withoutItem(kept, 'l', 'a'))).toEqual([['b', 'c', 'd']]);
  expect(one).toHaveLength(2);
  expect(order(withoutPlaylist(kept, 'l'))).toEqual([]);
});

test('lists of a file of work join those that are here, each entry once', () => {
  const here = withPlaylist(undefined, { ...list, items: items.slice(0, 1) });
  const other = { id: 'm', name: 'More', items: items.slice(2) };
  const first = joined(here, [list, other, { id: 7 }]);
  expect(first.added).toEqual([
    { list: 'l', item: 'b' },
    { list: 'l', item: 'c' },
    { list: 'm', item: 'c' },
  ]);
  expect(order(first.value)).toEqual([['a', 'b', 'c'], ['c']]);
  expect(joined(first.value, [list, other])).toEqual({ value: first.value, added: [] });
});

test('entries that share an id are told apart, moved and taken out one by one, and join once', () => {
  const twins = ['One', 'Two', 'Three'].map((name) => newItem('a', recording(name)));
  const odd = [...twins, newItem('a-2', recording('Four')), { id: 7 }];
  const names = (kept: unknown) =>
    readPlaylists(kept).map(({ items }) => items.map(({ name }) => name));
  for (const kept of [[{ ...list, items: odd }], joined([], [{ ...list, items: odd }]).value]) {
    expect(order(kept)).toEqual([['a', 'a-3', 'a-4', 'a-2']]);
    expect(names(moved(kept, 'l', 'a-4', -1))).toEqual([['One', 'Three', 'Two', 'Four']]);
    expect(names(withoutItem(kept, 'l', 'a'))).toEqual([['Two', 'Three', 'Four']]);
    expect(joined(kept, [{ ...list, items: odd }]).added).toEqual([]);
  }
});

test('what is kept on one visit is there on the next, and can be played', async () => {
  const settings = keptInMemory();
  const visit = new Playlists(settings);
  const id = await visit.add({ name: 'Loops', recordings: [recording('One')] });
  await visit.addTo(id, recording('Two'));
  const next = new Playlists(settings);
  await next.restore();
  expect(next.byId(id)?.items.map(({ name }) => name)).toEqual(['One', 'Two']);
  const [item] = next.byId(id)?.items ?? [];
  expect(item && (await next.recordingOf(id, item))).toEqual(recording('One'));
});

test('addresses name the lists, an entry of one, or carry a recording', () => {
  expect(replayPlaceAt('#/replays')).toEqual({ kind: 'lists' });
  expect(replayPlaceAt('#/replays/ab-1/2')).toEqual({ kind: 'item', list: 'ab-1', index: 1 });
  expect(replayPlaceAt('#/replays/ab')).toEqual({ kind: 'item', list: 'ab', index: 0 });
  expect(replayPlaceAt('#/replay/xyz')).toEqual({ kind: 'link', hash: '#/replay/xyz' });
});
