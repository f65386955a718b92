/** Where runs of a visit are kept, whatever the browser says to that. */

import { afterEach, expect, test, vi } from 'vitest';
import { VisitRunStore } from '../../../../src/app/evaluation/runs/visit-run-store.svelte.ts';
import { IndexedRunStore } from '../../../../src/evaluation/runs/indexed-run-store.ts';
import { MemoryRunStore } from '../../../../src/evaluation/runs/memory-run-store.ts';
import { RunStoreError } from '../../../../src/evaluation/runs/run.ts';
import { runOf, runTaskOf, sampleOf } from '../../../support/plans.ts';
import { storeRun } from '../../../support/stored-run.ts';

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const denied = () => {
  throw new DOMException('denied', 'SecurityError');
};

async function fill(store: VisitRunStore): Promise<void> {
  await storeRun(store, runOf(), [runTaskOf('run-1', '1')], [sampleOf()]);
  expect(await store.runs()).toEqual([runOf()]);
  expect(await store.sample('run-1', '1', 0)).toEqual(sampleOf());
  for await (const batch of store.samples('run-1')) expect(batch).toEqual([sampleOf()]);
}

test('what can be kept is kept', async () => {
  const kept = new MemoryRunStore();
  const store = new VisitRunStore(kept);
  await fill(store);
  expect([store.isKept, await kept.runs()]).toEqual([true, [runOf()]]);
});

test('where storage is refused, runs last for the visit', async () => {
  vi.spyOn(indexedDB, 'open').mockImplementation(denied);
  const store = new VisitRunStore(new IndexedRunStore('visit'));
  await fill(store);
  expect(store.isKept).toBe(false);
});

test('where storage never answers, it is not waited for', async () => {
  vi.useFakeTimers();
  const kept = new MemoryRunStore();
  kept.runs = () => new Promise(() => {});
  const store = new VisitRunStore(kept);
  const filled = fill(store);
  await vi.advanceTimersByTimeAsync(10_000);
  await filled;
  expect(store.isKept).toBe(false);
});

test('a full disk is no reason to forget what is on it', async () => {
  const kept = new MemoryRunStore();
  kept.runs = () => Promise.reject(new RunStoreError('full'));
  const store = new VisitRunStore(kept);
  await expect(store.runs()).rejects.toMatchObject({ kind: 'full' });
  expect(store.isKept).toBe(true);
});
