/** Where runs are kept: one set of promises, held by the real IndexedDB and by memory alike. */

import { deleteDB, openDB } from 'idb';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { IndexedRunStore } from '../../../../src/evaluation/runs/indexed-run-store.ts';
import { MemoryRunStore } from '../../../../src/evaluation/runs/memory-run-store.ts';
import { outcomeOf, type RunStore, type Sample } from '../../../../src/evaluation/runs/run.ts';
import { runOf, runTaskOf, sampleOf } from '../../../support/plans.ts';
import { storeRun } from '../../../support/stored-run.ts';

const name = 'runs-under-test';
let open: IndexedRunStore[] = [];

function indexed(): IndexedRunStore {
  const store = new IndexedRunStore(name);
  open.push(store);
  return store;
}

afterEach(async () => {
  vi.restoreAllMocks();
  await Promise.all(open.map((store) => store.close()));
  open = [];
  await deleteDB(name);
});

async function allSamples(store: RunStore, run: string): Promise<Sample[]> {
  const all: Sample[] = [];
  for await (const batch of store.samples(run)) all.push(...batch);
  return all;
}

describe.each([
  ['IndexedDB', indexed],
  ['memory', () => new MemoryRunStore()],
])('in %s', (_, make) => {
  test('runs come newest first and are replaced by their id', async () => {
    const store = make();
    const [older, newer] = [runOf({ id: 'b', createdAt: 1 }), runOf({ id: 'a', createdAt: 2 })];
    await storeRun(store, older);
    await storeRun(store, newer);
    await store.putRun({ ...older, modelName: 'Another' });
    expect(await store.runs()).toEqual([newer, { ...older, modelName: 'Another' }]);
    expect(await store.run('a')).toEqual(newer);
    expect(await store.run('c')).toBe(null);
  });

  test('samples are replaced by task and index, and their outcomes with them', async () => {
    const store = make();
    const unchecked = sampleOf({ index: 1, verdict: null, extraction: null });
    const [first, second] = [sampleOf(), sampleOf({ index: 1 })];
    await storeRun(store, runOf());
    await store.putSamples([unchecked, first]);
    expect(await store.outcomes('run-1')).toEqual([outcomeOf(first), outcomeOf(unchecked)]);
    await store.putSamples([second]);
    expect(await store.outcomes('run-1')).toEqual([outcomeOf(first), outcomeOf(second)]);
    expect(await store.sample('run-1', '1', 1)).toEqual(second);
    expect(await store.sample('run-1', '1', 2)).toBe(null);
    expect(await allSamples(store, 'run-1')).toEqual([first, second]);
  });

  test('deleting a run deletes everything of it and nothing of another', async () => {
    const store = make();
    for (const id of ['run-1', 'run-10']) {
      const tasks = [runTaskOf(id, '1'), runTaskOf(id, '2')];
      const samples = [sampleOf({ run: id }), sampleOf({ run: id, task: '2' })];
      await storeRun(store, runOf({ id }), tasks, samples);
    }
    await store.deleteRun('run-1');
    expect(await store.run('run-1')).toBe(null);
    expect(await store.tasks('run-1')).toEqual([]);
    expect(await store.outcomes('run-1')).toEqual([]);
    expect(await allSamples(store, 'run-1')).toEqual([]);
    expect(await store.tasks('run-10')).toEqual([
      runTaskOf('run-10', '1'),
      runTaskOf('run-10', '2'),
    ]);
    expect(await store.outcomes('run-10')).toHaveLength(2);
    expect(await allSamples(store, 'run-10')).toHaveLength(2);
  });

  test('nothing is stored of a run that is not there, or not there any more', async () => {
    const store = make();
    const gone = { name: 'RunStoreError', kind: 'gone' };
    await expect(store.putSamples([sampleOf()])).rejects.toMatchObject(gone);
    await expect(store.putTasks([runTaskOf('run-1', '1')])).rejects.toMatchObject(gone);
    await expect(store.putRun(runOf())).rejects.toMatchObject(gone);

    await storeRun(store, runOf(), [runTaskOf('run-1', '1')], [sampleOf()]);
    await storeRun(store, runOf({ id: 'run-2' }));
    await store.deleteRun('run-1');
    const mixed = [sampleOf({ run: 'run-2' }), sampleOf({ index: 1 })];
    await expect(store.putSamples(mixed)).rejects.toMatchObject(gone);
    await expect(store.putRun(runOf({ modelName: 'late' }))).rejects.toMatchObject(gone);
    expect((await store.runs()).map(({ id }) => id)).toEqual(['run-2']);
    expect(await store.outcomes('run-1')).toEqual([]);
    expect(await store.outcomes('run-2')).toEqual([]);
    expect(await store.orphans()).toEqual([]);
  });

  test('a run that is being put together is no run yet, and an orphan where it stays so', async () => {
    const store = make();
    await store.beginRun(runOf());
    await store.putTasks([runTaskOf('run-1', '1')]);
    await store.putSamples([sampleOf()]);
    expect([await store.runs(), await store.run('run-1')]).toEqual([[], null]);
    expect(await store.orphans()).toEqual(['run-1']);
    await store.putRun(runOf());
    expect([await store.runs(), await store.run('run-1')]).toEqual([[runOf()], runOf()]);
    expect(await store.orphans()).toEqual([]);
  });
});

test('the size of a run is told without reading it all, however its samples are spread', async () => {
  const store = indexed();
  const taskIds = Array.from({ length: 40 }, (_, at) => String(at));
  const samples = taskIds.flatMap((task, at) =>
    Array.from({ length: 50 }, (_, index) => {
      const [sample, length] = [sampleOf({ task, index }), 20 * at];
      const { reply } = sample;
      return { ...sample, reply: reply && { ...reply, text: '#'.repeat(length) } };
    }),
  );
  const tasks = taskIds.map((id) => runTaskOf('run-1', id));
  await storeRun(store, runOf({ taskIds }), tasks, samples);
  const stored = [...tasks, ...samples, ...samples.map(outcomeOf)];
  const bytes = stored.reduce((sum, record) => sum + JSON.stringify(record).length, 0);
  const read = vi.spyOn(IDBObjectStore.prototype, 'get');
  expect(Math.abs((await store.bytesOf('run-1')) / bytes - 1)).toBeLessThan(0.05);
  expect(read.mock.calls.length).toBeLessThanOrEqual(40);
  expect(await store.bytesOf('run-2')).toBe(0);
});

test('what an earlier version left without a run is found, however much of it there is', async () => {
  const store = indexed();
  await storeRun(store, runOf({ id: 'b' }), [runTaskOf('b', '1')], [sampleOf({ run: 'b' })]);
  const database = await openDB(name);
  const left = database.transaction(['tasks', 'samples', 'outcomes'], 'readwrite');
  await left.objectStore('tasks').put(runTaskOf('a', '1'));
  for (let index = 0; index < 300; index++) {
    await left.objectStore('samples').put(sampleOf({ run: 'c', index }));
    await left.objectStore('outcomes').put(outcomeOf(sampleOf({ run: 'd', index })));
  }
  await left.done;
  database.close();
  expect((await store.orphans()).toSorted()).toEqual(['a', 'c', 'd']);
  for (const id of await store.orphans()) await store.deleteRun(id);
  expect(await store.orphans()).toEqual([]);
  expect(await allSamples(store, 'c')).toEqual([]);
  expect(await allSamples(store, 'b')).toHaveLength(1);
});

test('a database that is removed under a run takes nothing more of it', async () => {
  const store = indexed();
  await storeRun(store, runOf(), [], [sampleOf()]);
  await deleteDB(name);
  const gone = { name: 'RunStoreError', kind: 'gone' };
  await expect(store.putSamples([sampleOf({ index: 1 })])).rejects.toMatchObject(gone);
  expect([await store.runs(), await store.orphans()]).toEqual([[], []]);
});

test('a later visit finds what was stored', async () => {
  const first = indexed();
  await storeRun(first, runOf(), [], [sampleOf()]);
  await first.close();
  const second = indexed();
  expect(await second.runs()).toEqual([runOf()]);
  expect(await second.sample('run-1', '1', 0)).toEqual(sampleOf());
});

test('a large run is read in batches that hold every sample once', async () => {
  const store = indexed();
  const samples = Array.from({ length: 230 }, (_, at) =>
    sampleOf({ task: String(at % 3), index: Math.floor(at / 3) }),
  );
  await storeRun(store, runOf(), [], samples);
  const sizes: number[] = [];
  const keys = new Set<string>();
  for await (const batch of store.samples('run-1')) {
    sizes.push(batch.length);
    for (const { task, index } of batch) keys.add(`${task}/${index}`);
  }
  expect(sizes).toEqual([100, 100, 30]);
  expect(keys.size).toBe(230);
});

test('a full disk is told apart, and leaves neither the sample nor its outcome', async () => {
  const store = indexed();
  await storeRun(store, runOf(), [], [sampleOf()]);
  const put = IDBObjectStore.prototype.put;
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
    this: IDBObjectStore,
    value,
  ) {
    if (this.name === 'outcomes') throw new DOMException('full', 'QuotaExceededError');
    return put.call(this, value);
  });
  await expect(store.putSamples([sampleOf({ index: 1 })])).rejects.toMatchObject({
    name: 'RunStoreError',
    kind: 'full',
  });
  vi.restoreAllMocks();
  expect(await store.sample('run-1', '1', 1)).toBe(null);
  expect(await store.outcomes('run-1')).toHaveLength(1);
});

test('refused storage is told, and storage that works again is used again', async () => {
  const store = indexed();
  vi.spyOn(indexedDB, 'open').mockImplementation(() => {
    throw new DOMException('denied', 'SecurityError');
  });
  await expect(store.runs()).rejects.toMatchObject({ name: 'RunStoreError', kind: 'refused' });
  vi.restoreAllMocks();
  expect(await store.runs()).toEqual([]);
});

test('a newer page may change the shape while this one is open', async () => {
  await storeRun(indexed(), runOf());
  const upgraded = await new Promise<boolean>((resolve) => {
    const request = indexedDB.open(name, 2);
    request.onsuccess = () => {
      request.result.close();
      resolve(true);
    };
    request.onerror = () => resolve(false);
  });
  expect(upgraded).toBe(true);
});
