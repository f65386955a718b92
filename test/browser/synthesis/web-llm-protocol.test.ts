import { WebWorkerMLCEngineHandler, type MLCEngine } from '@mlc-ai/web-llm';
import { afterEach, expect, test } from 'vitest';
import type { Prompt } from '../../../src/synthesis/engine.ts';
import { ownModel } from '../../../src/synthesis/web-llm/model.ts';
import type { FromWorker, WorkerLike } from '../../../src/synthesis/web-llm/protocol.ts';
import { WebLlmEngine } from '../../../src/synthesis/web-llm/web-llm-engine.ts';
import { cacheNames } from '../../../src/synthesis/web-llm/shards.ts';
import { misbehavingServer } from '../../support/misbehaving-server-address.ts';

/** Counts to `length`, one number a piece, as the library's own engine would reply. */
class CountingEngine {
  readonly calls: string[] = [];
  readonly requests: unknown[] = [];
  #isInterrupted = false;
  readonly #length: number;

  constructor(length: number) {
    this.#length = length;
  }

  setInitProgressCallback() {}
  setLogLevel(level: string) {
    this.calls.push(`setLogLevel ${level}`);
  }
  setAppConfig({ model_list }: { model_list: readonly { model_id: string }[] }) {
    this.calls.push(`setAppConfig ${model_list.map(({ model_id }) => model_id).join()}`);
  }
  async reload(ids: readonly string[]) {
    this.calls.push(`reload ${ids.join()}`);
  }
  async interruptGenerate() {
    this.#isInterrupted = true;
  }
  async chatCompletion(request: unknown) {
    this.requests.push(request);
    return this.#count((text) => ({ delta: { content: text } }));
  }
  async completion(request: unknown) {
    this.requests.push(request);
    return this.#count((text) => ({ text }));
  }

  async *#count(say: (text: string) => object) {
    this.#isInterrupted = false;
    try {
      for (let at = 0; at < this.#length && !this.#isInterrupted; at++) {
        yield { choices: [{ ...say(`${at} `), finish_reason: null }] };
        await new Promise((resolve) => setTimeout(resolve));
      }
      if (this.#length === 0) throw new Error('nothing to count');
      yield { choices: [{ ...say(''), finish_reason: 'stop' }] };
      yield { choices: [], usage: { prompt_tokens: 1, completion_tokens: this.#length } };
    } finally {
      this.calls.push('reply over');
    }
  }
}

/** The library's own handler on this thread, with another engine behind it. */
function handlerAround(engine: CountingEngine): WorkerLike {
  const handler = new WebWorkerMLCEngineHandler();
  handler.engine = engine as unknown as MLCEngine;
  const worker: WorkerLike = {
    onmessage: null,
    onmessageerror: null,
    onerror: null,
    postMessage: (message) =>
      handler.onmessage(new MessageEvent('message', { data: structuredClone(message) })),
    terminate: () => {},
  };
  handler.postMessage = (message: FromWorker) =>
    worker.onmessage?.(new MessageEvent('message', { data: structuredClone(message) }));
  return worker;
}

async function load(engine: CountingEngine) {
  const folder = `${misbehavingServer()}/web-llm/any/none/resolve/main/`;
  const model = ownModel(folder, `${misbehavingServer()}/web-llm/any/none/library.wasm`);
  return new WebLlmEngine({ spawnWorker: () => handlerAround(engine) }).load(model, {
    signal: new AbortController().signal,
    onProgress: () => {},
  });
}

function request(prompt: Prompt) {
  return {
    brief: { text: '', functionName: null, shownTests: [], setupCode: '' },
    prompt,
    sampling: { temperature: 0, topP: 1, maxTokens: 9, seed: 5, stop: [] },
  };
}

const chat: Prompt = { kind: 'chat', messages: [{ role: 'user', content: 'count' }] };

afterEach(async () => {
  for (const name of Object.values(cacheNames)) await caches.delete(name);
});

test.each([
  ['chat', chat],
  ['completion', { kind: 'completion' as const, text: 'count' }],
])("the library's own handler understands a %s and is understood", async (_, prompt) => {
  const engine = new CountingEngine(3);
  const loaded = await load(engine);
  const { text, finish, promptTokens, replyTokens } = await loaded.generate(request(prompt), {
    signal: new AbortController().signal,
    onText: () => {},
  });
  expect({ text, finish, promptTokens, replyTokens }).toEqual({
    text: '0 1 2 ',
    finish: 'stop',
    promptTokens: 1,
    replyTokens: 3,
  });
  expect(engine.calls).toEqual([
    'setLogLevel WARN',
    'setAppConfig none',
    'reload none',
    'reply over',
  ]);
  expect(engine.requests).toMatchObject([{ seed: 5, temperature: 0, top_p: 1, max_tokens: 9 }]);
});

test('stopping a reply lets its generator in the handler go, and the next one runs', async () => {
  const engine = new CountingEngine(1000);
  const loaded = await load(engine);
  const stopAfterTwo = async () => {
    const stop = new AbortController();
    const { text, finish } = await loaded.generate(request(chat), {
      signal: stop.signal,
      onText: (piece) => piece === '1 ' && stop.abort(),
    });
    return [text, finish];
  };
  expect([await stopAfterTwo(), await stopAfterTwo()]).toEqual([
    ['0 1 ', 'stopped'],
    ['0 1 ', 'stopped'],
  ]);
  expect(engine.calls).toContain('reply over');
});

test('an error in the handler is a failure of the reply', async () => {
  const loaded = await load(new CountingEngine(0));
  const replying = loaded.generate(request(chat), {
    signal: new AbortController().signal,
    onText: () => {},
  });
  await expect(replying).rejects.toMatchObject({
    failure: { kind: 'engine-crashed', detail: 'Error: nothing to count' },
  });
});
