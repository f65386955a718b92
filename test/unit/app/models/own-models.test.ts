import { expect, test } from 'vitest';
import { forget, remember, rememberedModels } from '../../../../src/app/models/own-models.ts';

function settingsWith(kept: unknown) {
  let value = kept;
  return {
    setting: async () => value,
    keepSetting: async (_name: string, newer: unknown) => void (value = newer),
  };
}

const gguf = { kind: 'gguf-address', address: 'https://host.example/a.gguf' } as const;
const server = { kind: 'server', address: 'http://localhost:1', model: 'small' } as const;

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

test('what an older or a broken page left is no hindrance', async () => {
  expect(await rememberedModels(settingsWith([{ kind: 'unheard-of' }]))).toEqual([]);
});
