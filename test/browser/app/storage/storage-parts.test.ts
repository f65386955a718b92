import { afterEach, beforeEach, expect, test } from 'vitest';
import { listKeptModels } from '../../../../src/synthesis/kept-models.ts';
import { Playlists } from '../../../../src/app/replaying/playlists.svelte.ts';
import { recording } from '../work/recordings-on-disk.ts';
import { WorkDatabase } from '../../../../src/app/work/work-database.ts';
import { WorkStore } from '../../../../src/app/work/work-store.svelte.ts';
import { listStorage } from '../../../../src/app/storage/storage-parts.ts';
import { openModelFiles } from '../../../../src/synthesis/llama-cpp/model-files.ts';
import { planOf } from '../../../support/plans.ts';
import { fakePage } from '../fake-page.ts';
import { mbpp } from '../../../../src/tasks/sets/mbpp.ts';

const gguf = 'https://models.example/tiny.gguf';
const folder = 'https://models.example/big/resolve/main/';

/** As the page and its engines leave things behind. */
async function fill(): Promise<WorkStore> {
  const put = async (name: string, address: string, text: string) =>
    (await caches.open(name)).put(address, new Response(text));
  await put('synthpad-page-1', '/index.html', 'a page');
  await put('synthpad-engines', '/assets/engine.js', 'an engine');
  await put('synthpad-expected', 'https://expected-values.invalid/key', 'values');
  await put('webllm/wasm', 'https://models.example/library.wasm', 'a library');
  await put('synthpad-tasks', mbpp.origin.address, 'tasks');
  await put('synthpad-tasks', 'https://own-tasks.invalid/own-0123456789abcdef/mine.jsonl', 'mine');
  const shards = [{ dataPath: 'params_shard_0.bin', nbytes: 7, records: [] }];
  await put('webllm/model', `${folder}tensor-cache.json`, JSON.stringify({ records: shards }));
  await put('webllm/model', `${folder}params_shard_0.bin`, 'weights');
  await (
    await openModelFiles()
  ).save(gguf, {
    body: new Blob(['GGUF and so on']).stream(),
    ...{ startsAt: 0, totalBytes: null, tag: null, sha256: () => 'of no matter' },
  });
  const database = new WorkDatabase({ name: crypto.randomUUID() });
  await database.keepSetting('large-type', true);
  const work = new WorkStore(database);
  work.keepProgram('starter/1', 'def f(): pass');
  return work;
}

/** Tests of other files share the storage, and leave things there. */
async function clearAll(): Promise<void> {
  for (const name of await caches.keys()) await caches.delete(name);
  for (const { forget } of await listKeptModels()) await forget();
}

beforeEach(clearAll);
afterEach(clearAll);

const listed = async (work: WorkStore) =>
  (await listStorage({ work })).map(({ kind, name, bytes }) => [kind, name, bytes]);

test('everything the site stores is there, and nothing else', async () => {
  expect(await listed(await fill())).toEqual([
    ['work', '', expect.any(Number)],
    ['settings', '', expect.any(Number)],
    ['model', 'big', 7],
    ['model', 'tiny', 14],
    ['data-set', 'MBPP', 5],
    ['own-tasks', 'mine.jsonl', 4],
    ['expected-values', '', 6],
    ['engines', '', 18],
    ['page', '', 6],
  ]);
});

test('tests of one’s own are work, and a list that was emptied is none', async () => {
  const database = new WorkDatabase({ name: crypto.randomUUID() });
  const work = new WorkStore(database);
  const kinds = async () => (await listed(work)).map(([kind]) => kind);
  await database.keepSetting('own-inputs', { 'starter/1': [] });
  expect(await kinds()).not.toContain('work');
  await database.keepSetting('own-inputs', { 'starter/1': ['f(1)'] });
  expect(await kinds()).toContain('work');
});

test('saved plans and the queue are parts of their own, which no other part takes along', async () => {
  const database = new WorkDatabase({ name: crypto.randomUUID() });
  const page = fakePage([], undefined, new WorkStore(database), database);
  const { planEditor, storageParts } = await page.parts.evaluation();
  const { work } = page.parts;
  await database.keepSetting('large-type', true);
  planEditor.open(planOf({ name: 'Kept' }));
  await planEditor.save();
  await database.keepSetting('evaluation-queue', [{ id: 'a', isFailedAskedAgain: false }]);
  const parts = async () =>
    (await listStorage({ work, others: storageParts })).filter(({ kind }) =>
      ['settings', 'plans', 'queue'].includes(kind),
    );
  const kinds = async () => (await parts()).map(({ kind }) => kind);
  expect(await kinds()).toEqual(['settings', 'plans', 'queue']);
  expect((await parts()).every(({ bytes }) => bytes !== null && bytes > 0)).toBe(true);
  const clear = async (kind: string) => (await parts()).find((part) => part.kind === kind)?.clear();
  await clear('settings');
  expect(await kinds()).toEqual(['plans', 'queue']);
  await clear('plans');
  expect(planEditor.saved).toEqual([]);
  expect(await kinds()).toEqual(['queue']);
  await clear('queue');
  expect(await kinds()).toEqual([]);
});

test('opened hints are work, and playlists are a part of their own', async () => {
  const database = new WorkDatabase({ name: crypto.randomUUID() });
  const page = fakePage([], undefined, new WorkStore(database), database);
  const { storageParts } = await page.parts.evaluation();
  const { work } = page.parts;
  const parts = () => listStorage({ work, others: storageParts });
  const kinds = async () =>
    (await parts()).map(({ kind }) => kind).filter((kind) => ['work', 'playlists'].includes(kind));
  const clear = async (kind: string) => (await parts()).find((part) => part.kind === kind)?.clear();
  expect(await kinds()).toEqual([]);
  await database.keepSetting('clues-seen', { 'starter/1': 2 });
  const playlists = new Playlists(database);
  await playlists.add({ name: 'Loops', recordings: [recording('One'), recording('Two')] });
  expect(await kinds()).toEqual(['work', 'playlists']);
  await clear('work');
  expect(await kinds()).toEqual(['playlists']);
  await clear('playlists');
  expect(await kinds()).toEqual([]);
  await playlists.restore();
  expect(playlists.all).toEqual([]);
  const left = (await database.export()).settings.filter(({ name }) => name.startsWith('replay/'));
  expect(left).toEqual([]);
});

test('each part is cleared alone', async () => {
  const work = await fill();
  const all = await listed(work);
  for (let count = all.length; count > 0; count--) {
    const [first] = await listStorage({ work });
    await first?.clear();
    expect(await listed(work)).toEqual(all.slice(all.length - count + 1));
  }
});
