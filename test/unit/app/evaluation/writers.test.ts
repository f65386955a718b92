/** Which engine opens which writer, what is known of its model, and what cannot be opened. */

import { expect, test } from 'vitest';
import { appWriters } from '../../../../src/app/evaluation/writers.ts';
import type { PlannedModel } from '../../../../src/evaluation/plans/plan.ts';
import type { ModelServices } from '../../../../src/synthesis/model-kind.ts';
import type { EngineId, LoadedModel, LoadOptions } from '../../../../src/synthesis/engine.ts';

const never = { signal: new AbortController().signal, onProgress: () => {} };

function setUp(fields: Partial<ModelServices> = {}) {
  const loaded: unknown[] = [];
  const modelOf = (engineId: EngineId, modelName: string): LoadedModel => ({
    ...{ engineId, modelName, hasChatTemplate: true },
    generate: () => Promise.reject(new Error('Nothing is asked here.')),
    unload: async () => {},
  });
  const engine = (id: EngineId, name: string) => async () => ({
    id,
    async load(model: unknown, { onProgress }: LoadOptions) {
      loaded.push(model);
      onProgress({ stage: 'preparing', loadedBytes: 9, totalBytes: id === 'search' ? null : 9 });
      return modelOf(id, name);
    },
  });
  const engines = {
    search: engine('search', 'Search'),
    webLlm: engine('web-llm', 'Qwen2.5-Coder-1.5B-Instruct'),
    llamaCpp: engine('llama-cpp', 'smollm-135m'),
    server: async () => ({ ...(await engine('server', 'm-7b')()), list: async () => [] }),
  };
  const writers = appWriters({ engines, ggufFile: () => null, serverKey: () => null, ...fields });
  const open = async (writer: PlannedModel) => {
    const { model, ...rest } = await writers.open(writer, never);
    return { name: model.modelName, ...rest };
  };
  return { loaded, open };
}

test('each writer is loaded by its engine, and its size read off the name', async () => {
  const { open, loaded } = setUp();
  expect(await open({ kind: 'search', seconds: 3 })).toEqual({
    ...{ name: 'Search', parameters: null, bytes: null },
  });
  const address = 'https://models.example/smollm-135m.gguf';
  expect(await open({ kind: 'gguf-address', address })).toEqual({
    ...{ name: 'smollm-135m', parameters: 135e6, bytes: 9 },
  });
  const library = 'https://models.example/lib.wasm';
  const own = { kind: 'web-llm-address', weights: 'https://models.example/own', library } as const;
  expect(await open(own)).toMatchObject({ parameters: 1.5e9, bytes: 9 });
  expect(loaded.slice(0, 2)).toEqual([{ seconds: 3 }, { kind: 'address', address }]);
  expect(loaded[2]).toMatchObject({ record: { model_lib: library } });
});

test('a file has to be given again, and a server gets the key of this visit', async () => {
  const file = { kind: 'gguf-file', fileName: 'm.gguf', sizeBytes: 3 } as const;
  const server = {
    kind: 'server',
    address: 'http://localhost:1',
    model: 'm-7b',
    parallel: 4,
  } as const;
  const { open } = setUp();
  await expect(open(file)).rejects.toMatchObject({
    fault: { kind: 'missing-file', fileName: 'm.gguf', sizeBytes: 3 },
  });
  const given = new File(['abc'], 'm.gguf');
  const equipped = setUp({
    ggufFile: () => given,
    serverKey: (address) => `key of ${address}`,
  });
  await equipped.open(file);
  expect(await equipped.open(server)).toMatchObject({ name: 'm-7b', parameters: 7e9 });
  const { address, model } = server;
  expect(equipped.loaded).toEqual([
    { kind: 'file', file: given },
    { address, model, apiKey: 'key of http://localhost:1' },
  ]);
});
