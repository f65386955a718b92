/** The side of the page, against a double of the worker that writes. */

import { afterEach, describe, expect, test } from 'vitest';
import { WebLlmEngine } from '../../../../src/synthesis/web-llm/web-llm-engine.ts';
import { webLlmVersion } from '../../../../src/synthesis/web-llm/library-version.ts';
import { cacheNames } from '../../../../src/synthesis/web-llm/shards.ts';
import { WebLlmDouble } from '../../../support/web-llm-double.ts';
import { load, loadedDouble, modelWith, options, request } from './loading.ts';

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
