import { expect, test } from 'vitest';
import { forget, remember, rememberedModels } from '../../../../src/app/models/own-models.ts';

function settingsWith(kept: unknown) {
  let value = kept;
  return {
    setting: async () => value,
    keepSetting: async (_name: string, newer: unknown) => void (value = newer),
    changeSetting: async (_name: string, change: (kept: unknown) => unknown) =>
      (value = change(value)),
    isStored: () => true,
  };
}

const gguf = { kind: 'gguf-address', address: 'https://host.example/a.gguf' } as const;
const server = {
  kind: 'server',
  address: 'http://localhost:1',
  model: 'small',
  parallel: 8,
} as const;

test('models are remembered newest first and once each, and forgotten one by one', async () => {
  const settings = settingsWith(undefined);
  for (const model of [gguf, server, gguf]) await remember(settings, model);
  expect(await rememberedModels(settings)).toEqual([gguf, server]);
  await forget(settings, gguf);
  expect(await rememberedModels(settings)).toEqual([server]);
});

test('the key of a server is never stored', async () => {
  const settings = settingsWith(undefined);
  await remember(settings, { ...server, apiKey: 'sesame' } as typeof server);
  expect(await settings.setting()).toEqual([server]);
});

test('what version 0.1 remembered, in words of its own, is offered as it was', async () => {
  const weights = 'https://host.example/weights/';
  const library = 'https://host.example/library.wasm';
  const older = [
    { kind: 'server', address: 'http://localhost:1', model: 'small' },
    { kind: 'web-llm', weights, library },
    gguf,
  ];
  const settings = settingsWith(older);
  expect(await rememberedModels(settings)).toEqual([
    { ...server, parallel: 4 },
    { kind: 'web-llm-address', weights, library },
    gguf,
  ]);
  await forget(settings, { kind: 'web-llm-address', weights, library });
  expect((await rememberedModels(settings)).map(({ kind }) => kind)).toEqual([
    'server',
    'gguf-address',
  ]);
});

test('what this version cannot read is left for the one that can', async () => {
  const later = { kind: 'unheard-of', address: 1 };
  const settings = settingsWith([later, gguf]);
  await remember(settings, server);
  await forget(settings, gguf);
  expect(await settings.setting()).toEqual([server, later]);
});

test('what is no choice of its own is not offered again', async () => {
  const file = { kind: 'gguf-file', fileName: 'm.gguf', sizeBytes: 3 };
  expect(await rememberedModels(settingsWith([file, { kind: 'search', seconds: 1 }]))).toEqual([]);
});

test('what an older or a broken page left is no hindrance', async () => {
  expect(await rememberedModels(settingsWith([{ kind: 'unheard-of' }, gguf]))).toEqual([gguf]);
  expect(await rememberedModels(settingsWith('nonsense'))).toEqual([]);
});
