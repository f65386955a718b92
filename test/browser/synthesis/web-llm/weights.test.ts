/** How the weights of a model come here, whatever its server does. */

import { afterEach, describe, expect, test } from 'vitest';
import { ownModel } from '../../../../src/synthesis/web-llm/model.ts';
import { WebLlmEngine } from '../../../../src/synthesis/web-llm/web-llm-engine.ts';
import { listKeptWeights } from '../../../../src/synthesis/web-llm/kept-weights.ts';
import { cacheNames } from '../../../../src/synthesis/web-llm/shards.ts';
import { WebLlmDouble } from '../../../support/web-llm-double.ts';
import { atOnce, load, modelWith } from './loading.ts';

afterEach(async () => {
  for (const name of Object.values(cacheNames)) await caches.delete(name);
});

describe('the weights', () => {
  test('arrive with progress in bytes, and are read from the cache the next time', async () => {
    const reports = [
      { progress: 0.5, text: 'Loading model from cache[1/2]: 1MB loaded. 50% completed' },
      { progress: 0.1, text: 'Loading GPU shader modules[1/10]: 10% completed' },
    ];
    const { model } = modelWith();
    const double = () => new WebLlmDouble({ reports }).spawn();
    const first = await load(model, { spawnWorker: double });
    const second = await load(model, { spawnWorker: double });
    const downloads = first.progress.filter(({ stage }) => stage === 'downloading');
    const total = downloads.at(-1)?.totalBytes ?? 0;
    const loaded = downloads.map(({ loadedBytes }) => loadedBytes);
    expect(total).toBeGreaterThan(900_000);
    expect(loaded).toEqual(loaded.toSorted((left, right) => left - right));
    expect(loaded.at(-1)).toBe(total);
    expect(first.progress.slice(downloads.length)).toEqual([
      { stage: 'preparing', loadedBytes: total, totalBytes: total },
      { stage: 'reading-cache', loadedBytes: Math.round(total / 2), totalBytes: total },
      { stage: 'preparing', loadedBytes: total, totalBytes: total },
    ]);
    expect(second.progress.map(({ stage }) => stage)).toEqual([
      'preparing',
      'reading-cache',
      'preparing',
    ]);
  });

  test.each([
    ['mlc-chat-config.json', 'missing', { kind: 'http-status', status: 404 }],
    ['mlc-chat-config.json', 'other', { kind: 'corrupt-file' }],
    ['tokenizer.json', 'broken', { kind: 'http-status', status: 500 }],
    ['tensor-cache.json', 'page', { kind: 'wrong-file-type' }],
    ['tensor-cache.json', 'other', { kind: 'corrupt-file' }],
    ['library.wasm', 'missing', { kind: 'http-status', status: 404 }],
    ['library.wasm', 'other', { kind: 'wrong-file-type', detail: 'not a WebAssembly library' }],
    ['params_shard_1.bin', 'missing', { kind: 'http-status', status: 404 }],
    ['params_shard_1.bin', 'page', { kind: 'wrong-file-type' }],
    [
      'params_shard_1.bin',
      'truncated',
      { kind: 'corrupt-file', detail: '150000 bytes instead of 300000' },
    ],
    ['params_shard_1.bin', 'cut', { kind: 'no-network' }],
    [
      'params_shard_2.bin',
      'damaged',
      { kind: 'corrupt-file', detail: 'other bytes than the list of weights names' },
    ],
  ])('fail with their own failure: %s is %s', async (file, fault, failure) => {
    const { folder, model } = modelWith(file, fault);
    const double = new WebLlmDouble();
    await expect(load(model, { spawnWorker: double.spawn })).rejects.toMatchObject({
      failure: { ...failure, address: `${folder}${file}` },
    });
    expect(double.received).toEqual([]);
    const cache = await caches.open(cacheNames.weights);
    expect(await cache.match(`${folder}${file}`)).toBe(undefined);
  });

  test('are asked for again where a connection breaks or a host is busy', async () => {
    const { model, folder } = modelWith();
    const shard = `${folder}params_shard_1.bin`;
    const broken = new ReadableStream({ start: (stream) => stream.error(new TypeError('gone')) });
    const answers = [new Response(broken), new Response(null, { status: 503 })];
    const fetchOnce = (address: string, init: RequestInit) =>
      Promise.resolve((address === shard ? answers.shift() : undefined) ?? fetch(address, init));
    const source = { ...atOnce, fetch: fetchOnce };
    const double = new WebLlmDouble();
    const { progress } = await load(model, { spawnWorker: double.spawn, source });
    expect(progress.filter(({ stage }) => stage === 'reconnecting')).toHaveLength(2);
    expect((await listKeptWeights(caches))[0]?.keptBytes).toBe(900_000);
  });

  test('that nobody serves are a failure of the network', async () => {
    const model = ownModel('http://127.0.0.1:1/m/resolve/main/', 'http://127.0.0.1:1/library.wasm');
    await expect(load(model)).rejects.toMatchObject({
      failure: {
        kind: 'no-network',
        address: 'http://127.0.0.1:1/m/resolve/main/mlc-chat-config.json',
      },
    });
  });

  test('are cancelled during the download, with the reason', async () => {
    const cancel = new AbortController();
    const { folder, model } = modelWith('params_shard_1.bin', 'stalled');
    const loading = new WebLlmEngine({ spawnWorker: new WebLlmDouble().spawn }).load(model, {
      signal: cancel.signal,
      onProgress: ({ totalBytes }) => totalBytes !== null && cancel.abort('enough'),
    });
    await expect(loading).rejects.toBe('enough');
    const cache = await caches.open(cacheNames.weights);
    expect(await cache.match(`${folder}params_shard_1.bin`)).toBe(undefined);
  });

  test('that can no longer be read when they are there start no worker', async () => {
    const { model } = modelWith();
    await load(model, { spawnWorker: new WebLlmDouble().spawn });
    let isGone = false;
    const open = (name: string) => (isGone ? Promise.reject(new Error('gone')) : caches.open(name));
    // Asked last before the weights are.
    const readStorage = async () => {
      isGone = true;
      return { freeBytes: null, isPersisted: false };
    };
    const double = new WebLlmDouble();
    const source = { ...atOnce, caches: { open }, readStorage };
    await expect(load(model, { spawnWorker: double.spawn, source })).rejects.toMatchObject({
      failure: { kind: 'engine-crashed' },
    });
    expect(double.received).toEqual([]);
  });

  test('that the disk has no room for are not begun', async () => {
    const source = {
      fetch: (address: string, init: RequestInit) => fetch(address, init),
      caches,
      readStorage: async () => ({ freeBytes: 1000, isPersisted: false }),
    };
    await expect(load(modelWith().model, { source })).rejects.toMatchObject({
      failure: { kind: 'no-disk-space', neededBytes: 900_000 },
    });
  });
});
