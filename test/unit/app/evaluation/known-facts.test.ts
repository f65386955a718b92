/** What studies read of samples: each sample once, and again where its verdict changed. */
import { expect, test } from 'vitest';
import {
  KnownFacts,
  type Preparation,
} from '../../../../src/app/evaluation/studies/known-facts.ts';
import { MemoryRunStore } from '../../../../src/evaluation/runs/memory-run-store.ts';
import type { Sample } from '../../../../src/evaluation/runs/run.ts';
import { runOf, sampleOf, verdictOn } from '../../../support/made-up-runs.ts';

/** The store of one run, which tells what is read of it. */
async function storeOf(samples: readonly Sample[]) {
  const store = new MemoryRunStore();
  const read: string[] = [];
  await store.beginRun(runOf('r', ['1']));
  await store.putRun(runOf('r', ['1']));
  await store.putSamples(samples);
  const told = {
    sample: async (run: string, task: string, index: number) => {
      read.push(`sample ${index}`);
      return store.sample(run, task, index);
    },
    samples: (run: string) => {
      read.push('all');
      return store.samples(run);
    },
  };
  return { store, facts: new KnownFacts(told), read };
}

const sample = (index: number, status: 'passed' | 'timeout' | null) =>
  sampleOf('r', '1', index, `p${index}`, { verdict: status && verdictOn(status) });

test('of a run that grows only what is new or has another status is read', async () => {
  const { store, facts, read } = await storeOf([sample(0, 'passed'), sample(1, null)]);
  const statuses = async () => {
    await facts.read('r', await store.outcomes('r'));
    return facts.of('r').map(({ index, status }) => [index, status]);
  };
  expect(await statuses()).toEqual([
    [0, 'passed'],
    [1, null],
  ]);
  expect(read.splice(0)).toEqual(['sample 0', 'sample 1']);
  await store.putSamples([sample(1, 'timeout'), sample(2, 'passed')]);
  expect(await statuses()).toEqual([
    [0, 'passed'],
    [1, 'timeout'],
    [2, 'passed'],
  ]);
  expect(read.splice(0)).toEqual(['sample 1', 'sample 2']);
  const before = facts.of('r');
  await statuses();
  expect(facts.of('r')).toBe(before);
  expect(read).toEqual([]);
});

test('a large run is read at once', async () => {
  const many = Array.from({ length: 150 }, (_, index) => sample(index, 'passed'));
  const { store, facts, read } = await storeOf(many);
  await facts.read('r', await store.outcomes('r'));
  expect(facts.of('r').length).toBe(150);
  expect(read).toEqual(['all']);

  // More than a hundred at once: those that were there keep their objects.
  const [first] = facts.of('r');
  await store.putSamples(Array.from({ length: 150 }, (_, index) => sample(150 + index, 'passed')));
  await facts.read('r', await store.outcomes('r'));
  expect(facts.of('r').length).toBe(300);
  expect(facts.of('r')[0]).toBe(first);
});

test('what is asked for while a run is read is read after, once', async () => {
  const { store, facts, read } = await storeOf([sample(0, 'passed')]);
  const first = facts.read('r', await store.outcomes('r'));
  await store.putSamples([sample(1, 'passed')]);
  await facts.read('r', await store.outcomes('r'));
  await store.putSamples([sample(2, 'passed')]);
  await Promise.all([facts.read('r', await store.outcomes('r')), first]);
  expect(facts.of('r').map(({ index }) => index)).toEqual([0, 1, 2]);
  expect(read).toEqual(['sample 0', 'sample 1', 'sample 2']);
});

test('what a study prepares is shown to it once it is prepared, and again where there is more', async () => {
  const { store, facts } = await storeOf([sample(0, 'passed')]);
  const seen: number[][] = [];
  const preparation: Preparation = {
    id: 'bleu',
    *steps(samples) {
      seen.push(samples.map(({ index }) => index));
      expect(facts.of('r', preparation).length).toBeLessThan(samples.length);
      yield;
    },
  };
  const readFor = async (wanted: Preparation | null) =>
    facts.read('r', await store.outcomes('r'), wanted);
  await readFor(null);
  expect([facts.of('r').length, facts.of('r', preparation).length]).toEqual([1, 0]);
  await readFor(preparation);
  expect(facts.of('r', preparation)).toBe(facts.of('r'));
  await store.putSamples([sample(1, 'passed')]);
  await readFor(null);
  await readFor(preparation);
  await readFor(preparation);
  expect(facts.of('r', preparation).length).toBe(2);
  expect(seen).toEqual([[0], [0, 1]]);
});
