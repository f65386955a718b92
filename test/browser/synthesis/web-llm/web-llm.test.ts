/** What is kept of a model, the look at the GPU, and the real library in its worker. */

import { afterEach, describe, expect, test } from 'vitest';
import { ownModel } from '../../../../src/synthesis/web-llm/model.ts';
import { listKeptWeights } from '../../../../src/synthesis/web-llm/kept-weights.ts';
import { webLlmVersion } from '../../../../src/synthesis/web-llm/library-version.ts';
import { cacheNames } from '../../../../src/synthesis/web-llm/shards.ts';
import { WebLlmDouble } from '../../../support/web-llm-double.ts';
import { load, modelWith } from './loading.ts';

afterEach(async () => {
  for (const name of Object.values(cacheNames)) await caches.delete(name);
});

describe('what is kept of a model', () => {
  const double = () => new WebLlmDouble().spawn();
  const failing = (loadError: string) => () => new WebLlmDouble({ loadError }).spawn();
  const unusable = failing('Error: Cannot find parameter in cache: lm_head');
  const corrupt = { failure: { kind: 'corrupt-file' } };

  test('is listed with its size, also of a download that was cut', async () => {
    const whole = modelWith();
    const cut = modelWith('params_shard_1.bin', 'missing');
    await load(whole.model, { spawnWorker: double });
    await expect(load(cut.model)).rejects.toMatchObject({ failure: { kind: 'http-status' } });
    const kept = await listKeptWeights(caches);
    expect(kept.find(({ folder }) => folder === whole.folder)).toEqual({
      ...{ folder: whole.folder, keptBytes: 900_000, totalBytes: 900_000 },
    });
    const rest = kept.find(({ folder }) => folder === cut.folder);
    expect(rest?.totalBytes).toBe(900_000);
    expect(rest?.keptBytes).toBeLessThan(900_000);
  });

  test.each([
    [
      'LinkError: WebAssembly.instantiate(): Import #3 "env" "TVMFFI": function import requires a callable',
      'wrong-library-version',
    ],
    ['Error: Cannot find global function vm.builtin.new', 'wrong-library-version'],
    ['CompileError: WebAssembly.compile(): expected magic word', 'corrupt-file'],
  ])('stays where the library alone is wrong: %s', async (loadError, kind) => {
    const { library, model } = modelWith();
    await load(model, { spawnWorker: double });
    const cause = { failure: { kind, address: library, detail: loadError } };
    await expect(load(model, { spawnWorker: failing(loadError) })).rejects.toMatchObject(cause);
    const libraries = await caches.open(cacheNames.library);
    expect(await libraries.keys()).toEqual([]);
    const asked: string[] = [];
    const source = {
      fetch: (address: string, init: RequestInit) => {
        asked.push(address);
        return fetch(address, init);
      },
      caches,
      readStorage: async () => ({ freeBytes: null, isPersisted: false }),
    };
    await load(model, { spawnWorker: double, source });
    expect(asked).toEqual([library]);
  });

  test('is mended by the hashes of its list, and sound weights stay', async () => {
    const { folder, model } = modelWith('hashed', 'none');
    await load(model, { spawnWorker: double });
    await expect(load(model, { spawnWorker: unusable })).rejects.toMatchObject(corrupt);
    const kept = async () => (await listKeptWeights(caches)).map(({ keptBytes }) => keptBytes);
    expect(await kept()).toEqual([900_000]);
    const cache = await caches.open(cacheNames.weights);
    await cache.put(`${folder}params_shard_1.bin`, new Response(new Uint8Array(300_000).fill(7)));
    await expect(load(model, { spawnWorker: unusable })).rejects.toMatchObject(corrupt);
    expect(await kept()).toEqual([600_000]);
  });

  test('is mended where a shard is damaged: only that one is downloaded again', async () => {
    const { folder, model } = modelWith();
    const other = modelWith('other', 'none');
    await load(model, { spawnWorker: double });
    await load(other.model, { spawnWorker: double });
    const cache = await caches.open(cacheNames.weights);
    await cache.put(`${folder}params_shard_1.bin`, new Response('damaged'));
    await expect(load(model, { spawnWorker: unusable })).rejects.toMatchObject(corrupt);
    const kept = await listKeptWeights(caches);
    expect(kept.find((weights) => weights.folder === other.folder)?.keptBytes).toBe(900_000);
    const shards = (await cache.keys()).map(({ url }) => url).filter((url) => /shard/.test(url));
    expect(shards.filter((url) => url.startsWith(folder)).toSorted()).toEqual([
      `${folder}params_shard_0.bin`,
      `${folder}params_shard_2.bin`,
    ]);
    await load(model, { spawnWorker: double });
    expect((await cache.match(`${folder}params_shard_1.bin`))?.ok).toBe(true);
  });
});

describe('the GPU is looked at before anything is downloaded', () => {
  test('a browser without WebGPU', async () => {
    await expect(load(modelWith().model, { facts: {} })).rejects.toMatchObject({
      failure: { kind: 'no-webgpu', reason: 'no-api' },
    });
  });

  test('a browser that offers no adapter', async () => {
    const facts = { gpu: { requestAdapter: async () => null } };
    await expect(load(modelWith().model, { facts })).rejects.toMatchObject({
      failure: { kind: 'no-webgpu', reason: 'no-adapter' },
    });
  });

  test('an adapter without shader-f16, as this software one is, and a model that needs it', async () => {
    const { model } = modelWith();
    const needing = { ...model, record: { ...model.record, required_features: ['shader-f16'] } };
    await expect(load(needing)).rejects.toMatchObject({
      failure: { kind: 'no-shader-f16', modelName: 'none' },
    });
  });
});

describe('with the real library in its worker', () => {
  test('a library of WebAssembly that is none of a model is a corrupt file, and is forgotten', async () => {
    const { model, folder } = modelWith();
    await expect(load(model)).rejects.toMatchObject({
      failure: { kind: 'corrupt-file', address: folder, detail: expect.stringMatching(/./) },
    });
    const cache = await caches.open(cacheNames.weights);
    expect((await cache.keys()).map(({ url }) => url)).toEqual([]);
  });

  test('a library that was built for another version says so, and the weights stay', async () => {
    const { model, library } = modelWith();
    // It wants a function of the engine that there is none of.
    const unlinkable = new Uint8Array([
      ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
      ...[1, 4, 1, 0x60, 0, 0],
      ...[2, 12, 1, 3, ...new TextEncoder().encode('env'), 4, ...new TextEncoder().encode('nope')],
      ...[0, 0],
    ]);
    const libraries = await caches.open(cacheNames.library);
    await libraries.put(library, new Response(unlinkable));
    await expect(load(model)).rejects.toMatchObject({
      failure: { kind: 'wrong-library-version', address: library, neededVersion: webLlmVersion },
    });
    expect((await listKeptWeights(caches))[0]?.keptBytes).toBe(900_000);
  });

  test('it looks in our caches first: an address that nobody serves is no hindrance', async () => {
    const nowhere = 'http://127.0.0.1:1/m/resolve/main/';
    const model = ownModel(nowhere, `${nowhere}library.wasm`);
    const source = {
      fetch: (address: string, init: RequestInit) =>
        fetch(address.replace(nowhere, modelWith().folder), init),
      caches,
      readStorage: async () => ({ freeBytes: null, isPersisted: false }),
    };
    await expect(load(model, { source })).rejects.toMatchObject({
      failure: { kind: 'corrupt-file', address: nowhere },
    });
  });
});
