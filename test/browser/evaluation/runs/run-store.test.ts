/** Where runs are kept: one set of promises, held by the real IndexedDB and by memory alike. */

import { deleteDB } from 'idb';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { IndexedRunStore } from '../../../../src/evaluation/runs/indexed-run-store.ts';
import { MemoryRunStore } from '../../../../src/evaluation/runs/memory-run-store.ts';
import { outcomeOf, type RunStore, type Sample } from '../../../../src/evaluation/runs/run.ts';
import { runOf, runTaskOf, sampleOf } from '../../../support/plans.ts';

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
    await store.putRun(older);
    await store.putRun(newer);
    await store.putRun({ ...older, modelName: 'Another' });
    expect(await store.runs()).toEqual([newer, { ...older, modelName: 'Another' }]);
    expect(await store.run('a')).toEqual(newer);
    expect(await store.run('c')).toBe(null);
  });

  test('samples are replaced by task and index, and their outcomes with them', async () => {
    const store = make();
    const unchecked = sampleOf({ index: 1, verdict: null, extraction: null });
    const [first, second] = [sampleOf(), sampleOf({ index: 1 })];
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
      await store.putRun(runOf({ id }));
      await store.putTasks([runTaskOf(id, '1'), runTaskOf(id, '2')]);
      await store.putSamples([sampleOf({ run: id }), sampleOf({ run: id, task: '2' })]);
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
});

test('a later visit finds what was stored', async () => {
  const first = indexed();
  await first.putRun(runOf());
  await first.putSamples([sampleOf()]);
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
  await store.putSamples(samples);
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
  await store.putSamples([sampleOf()]);
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
  await indexed().putRun(runOf());
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
