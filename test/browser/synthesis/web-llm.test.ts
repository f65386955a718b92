import { afterEach, describe, expect, test } from 'vitest';
import type {
  GenerateOptions,
  GenerationRequest,
  LoadedModel,
  LoadProgress,
} from '../../../src/synthesis/engine.ts';
import { usualRetry } from '../../../src/synthesis/download-retry.ts';
import { ownModel } from '../../../src/synthesis/web-llm/model.ts';
import {
  WebLlmEngine,
  type WebLlmServices,
} from '../../../src/synthesis/web-llm/web-llm-engine.ts';
import { listKeptWeights } from '../../../src/synthesis/web-llm/kept-weights.ts';
import { webLlmVersion } from '../../../src/synthesis/web-llm/library-version.ts';
import { cacheNames } from '../../../src/synthesis/web-llm/shards.ts';
import { misbehavingServer } from '../../support/misbehaving-server-address.ts';
import { WebLlmDouble, type Script } from '../../support/web-llm-double.ts';

const server = misbehavingServer();
const never = new AbortController().signal;

/** A folder in which one file misbehaves, if any. */
function modelWith(file = 'any', fault = 'none') {
  const folder = `${server}/web-llm/${file}/${fault}/resolve/main/`;
  const library =
    file === 'library.wasm' ? `${folder}library.wasm` : `${server}/web-llm/any/none/library.wasm`;
  return { folder, library, model: ownModel(folder, library) };
}

/** As in the browser, but without the waits between two attempts. */
const atOnce = {
  fetch: (address: string, init: RequestInit) => fetch(address, init),
  caches,
  readStorage: async () => ({ freeBytes: null, isPersisted: false }),
  retry: { ...usualRetry, wait: async () => undefined },
};

async function load(
  model: ReturnType<typeof modelWith>['model'],
  services: Partial<WebLlmServices> = {},
  signal = never,
): Promise<{ loaded: LoadedModel; progress: LoadProgress[] }> {
  const progress: LoadProgress[] = [];
  const loaded = await new WebLlmEngine({ source: atOnce, ...services }).load(model, {
    signal,
    onProgress: (report) => progress.push(report),
  });
  return { loaded, progress };
}

function request(over: Partial<GenerationRequest> = {}): GenerationRequest {
  return {
    brief: { text: '', functionName: null, shownTests: [], setupCode: '' },
    prompt: { kind: 'completion', text: 'def' },
    sampling: { temperature: 0.5, topP: 0.9, maxTokens: 64, seed: 7, stop: [] },
    ...over,
  };
}

async function loadedDouble(script: Script, services: Partial<WebLlmServices> = {}) {
  const double = new WebLlmDouble(script);
  const { loaded } = await load(modelWith().model, { spawnWorker: double.spawn, ...services });
  return { double, loaded };
}

function options(over: Partial<GenerateOptions> = {}): GenerateOptions {
  return { signal: never, onText: () => {}, ...over };
}

afterEach(async () => {
  for (const name of Object.values(cacheNames)) await caches.delete(name);
});

describe('the page side, against a double of the worker', () => {
  test('streams a chat and passes everything that was asked for on', async () => {
    const { double, loaded } = await loadedDouble({ pieces: ['def ', 'f():', ' pass'] });
    const pieces: string[] = [];
    const messages = [{ role: 'user' as const, content: 'hello' }];
    const { firstTokenMs, totalMs, ...generation } = await loaded.generate(
      request({ prompt: { kind: 'chat', messages } }),
      options({ onText: (piece) => pieces.push(piece) }),
    );
    expect({ ...generation, pieces }).toEqual({
      text: 'def f(): pass',
      finish: 'stop',
      promptTokens: 7,
      replyTokens: 3,
      pieces: ['def ', 'f():', ' pass'],
    });
    expect(totalMs).toBeGreaterThanOrEqual(firstTokenMs ?? Infinity);
    expect(double.contents('chatCompletionStreamInit')).toEqual([
      {
        streamId: expect.any(String),
        selectedModelId: 'none',
        modelId: ['none'],
        request: {
          messages,
          stream: true,
          stream_options: { include_usage: true },
          temperature: 0.5,
          top_p: 0.9,
          max_tokens: 64,
          seed: 7,
          stop: [],
          repetition_penalty: 1,
          frequency_penalty: 0,
          presence_penalty: 0,
        },
      },
    ]);
  });

  test('switches thinking off where the model may think or not, and says nothing to others', async () => {
    const messages = [{ role: 'user' as const, content: 'hello' }];
    const bodies: unknown[] = [];
    for (const name of ['Qwen3-0.6B', 'Qwen3.5-2B', 'Qwen2.5-Coder-0.5B-Instruct']) {
      const double = new WebLlmDouble({ pieces: ['x'] });
      const model = { ...modelWith().model, name };
      const { loaded } = await load(model, { spawnWorker: double.spawn });
      await loaded.generate(request({ prompt: { kind: 'chat', messages } }), options());
      const [asked] = double.contents('chatCompletionStreamInit');
      bodies.push((asked as { request: { extra_body?: unknown } }).request.extra_body);
    }
    expect(bodies).toEqual([{ enable_thinking: false }, { enable_thinking: false }, undefined]);
  });

  test('a stopped reply has as long as its model takes for a first token', async () => {
    const script = { pieces: ['one '], holdAfter: 0 };
    const stopLimit = { leastMs: 1, beforeFirstTokenMs: 60_000 };
    const { double, loaded } = await loadedDouble(script, { stopLimit });
    const stop = new AbortController();
    const stopped = loaded.generate(request(), options({ signal: stop.signal }));
    await expect.poll(() => double.contents('completionStreamNextChunk').length).toBe(1);
    stop.abort();
    expect((await stopped).finish).toBe('stopped');
    await expect.poll(() => double.contents('interruptGenerate').length).toBeGreaterThan(0);
    expect(double.isTerminated).toBe(false);
  });

  test('sends a completion past the chat template', async () => {
    const { double, loaded } = await loadedDouble({ pieces: ['x'], finish: 'length' });
    const generation = await loaded.generate(request(), options());
    expect([generation.text, generation.finish]).toEqual(['x', 'length']);
    expect(double.contents('completionStreamInit')).toMatchObject([{ request: { prompt: 'def' } }]);
  });

  test('shows no part of a stop string, which the library itself may', async () => {
    const { loaded } = await loadedDouble({ pieces: ['done [', 'DONE', '] more', ' and more'] });
    const stopping = request({ sampling: { ...request().sampling, stop: ['[DONE]'] } });
    const generation = await loaded.generate(stopping, options());
    expect([generation.text, generation.finish]).toEqual(['done ', 'stop']);
  });

  test('names its library and its files as logs want them', async () => {
    const { loaded } = await loadedDouble({});
    const { folder, library } = modelWith();
    const names = [`${folder}mlc-chat-config.json`, `${folder}tensor-cache.json`, library];
    expect(loaded.details).toEqual({
      engine: `web-llm ${webLlmVersion}`,
      revision: 'main',
      files: names.map((address) => ({
        ...{ address, sizeBytes: expect.any(Number), sha256: expect.stringMatching(/^\w{64}$/) },
      })),
      chatTemplate: null,
      ranOn: [{ processor: 'gpu', threads: null }],
    });
  });

  test('loads once, whatever the sampling of the requests', async () => {
    const { double, loaded } = await loadedDouble({ pieces: ['x'] });
    for (const seed of [1, 2, 3]) {
      await loaded.generate(request({ sampling: { ...request().sampling, seed } }), options());
    }
    expect(double.contents('reload')).toEqual([{ modelId: ['none'] }]);
  });

  test('stops in the middle of a reply, interrupts the library and goes on with the next', async () => {
    const { double, loaded } = await loadedDouble({ pieces: ['one ', 'two '], holdAfter: 2 });
    const stop = new AbortController();
    const stopped = await loaded.generate(
      request(),
      options({ signal: stop.signal, onText: (piece) => piece === 'two ' && stop.abort() }),
    );
    const second = new AbortController();
    const next = loaded.generate(
      request(),
      options({ signal: second.signal, onText: (piece) => piece === 'two ' && second.abort() }),
    );
    expect([stopped.text, stopped.finish]).toEqual(['one two ', 'stopped']);
    expect(await next).toMatchObject({ text: 'one two ', finish: 'stopped' });
    expect(double.contents('interruptGenerate').length).toBeGreaterThan(0);
  });

  test('terminates a worker that does not stop', async () => {
    const script = { pieces: ['one '], holdAfter: 1, isDeaf: true };
    const { double, loaded } = await loadedDouble(script, {
      stopLimit: { leastMs: 1, beforeFirstTokenMs: 1 },
    });
    const stop = new AbortController();
    const stopped = await loaded.generate(
      request(),
      options({
        signal: stop.signal,
        // The next piece is asked for, and never comes.
        onText: () => setTimeout(() => stop.abort(), 20),
      }),
    );
    expect(stopped).toMatchObject({ text: 'one ', finish: 'stopped' });
    await expect(loaded.generate(request(), options())).rejects.toMatchObject({
      failure: { kind: 'engine-crashed', detail: 'it did not stop' },
    });
    expect(double.isTerminated).toBe(true);
  });

  test('unloading terminates the worker and ends the running reply as stopped', async () => {
    const { double, loaded } = await loadedDouble({ pieces: ['one '], holdAfter: 1 });
    const generation = await loaded.generate(
      request(),
      options({ onText: () => void loaded.unload() }),
    );
    await loaded.unload();
    expect([generation.text, generation.finish, double.isTerminated]).toEqual([
      'one ',
      'stopped',
      true,
    ]);
  });

  test.each([
    [
      'crashes',
      (double: WebLlmDouble) => double.crash('boom'),
      { kind: 'engine-crashed', detail: 'boom' },
    ],
    [
      'loses its GPU',
      (double: WebLlmDouble) => double.loseDevice('GPU reset'),
      { kind: 'device-lost', detail: 'GPU reset' },
    ],
  ])('a worker that %s fails the running reply and every later one', async (_, end, failure) => {
    const { double, loaded } = await loadedDouble({ pieces: ['one '], holdAfter: 1 });
    const running = loaded.generate(request(), options({ onText: () => end(double) }));
    await expect(running).rejects.toMatchObject({ failure });
    await expect(loaded.generate(request(), options())).rejects.toMatchObject({ failure });
    expect(double.isTerminated).toBe(true);
  });

  test.each([
    ['ContextWindowSizeExceededError: too long', { kind: 'prompt-too-long', limitTokens: 4096 }],
    ['ModelNotLoadedError: gone', { kind: 'device-lost', detail: 'ModelNotLoadedError: gone' }],
    ['Error: what is this', { kind: 'engine-crashed', detail: 'Error: what is this' }],
  ])('a reply that ends in "%s" is classified', async (replyError, failure) => {
    const { loaded } = await loadedDouble({ replyError });
    await expect(loaded.generate(request(), options())).rejects.toMatchObject({ failure });
  });

  test.each([
    ['ShaderF16SupportError: no', { kind: 'no-shader-f16', modelName: 'none' }],
    ['WebGPUNotAvailableError: no', { kind: 'no-webgpu', reason: 'no-adapter' }],
    ['DeviceLostError: gone', { kind: 'device-lost', detail: 'DeviceLostError: gone' }],
    ['RangeError: Out of memory', { kind: 'out-of-memory', neededBytes: null }],
    ['QuotaExceededError: full', { kind: 'no-disk-space', neededBytes: null }],
  ])('a load that ends in "%s" is classified, and its worker ended', async (loadError, failure) => {
    const double = new WebLlmDouble({ loadError });
    const loading = load(modelWith().model, { spawnWorker: double.spawn });
    await expect(loading).rejects.toMatchObject({ failure });
    expect(double.isTerminated).toBe(true);
  });

  test('a load is cancelled while the library prepares the model', async () => {
    const cancel = new AbortController();
    const double = new WebLlmDouble({
      hangsOnLoad: true,
      reports: [{ progress: 0.5, text: 'Loading model from cache[1/2]: 1MB loaded.' }],
    });
    const loading = new WebLlmEngine({ spawnWorker: double.spawn }).load(modelWith().model, {
      signal: cancel.signal,
      onProgress: ({ stage }) => stage === 'reading-cache' && cancel.abort('enough'),
    });
    await expect(loading).rejects.toBe('enough');
    expect(double.isTerminated).toBe(true);
  });
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
