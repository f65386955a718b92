import { expect, test } from 'vitest';
import {
  fittedTo,
  needsShaderF16,
  ownModel,
  weightsFolder,
} from '../../../../src/synthesis/web-llm/model.ts';

test.each([
  ['https://example.org/acme/model', 'model'],
  ['https://example.org/acme/model/', 'model'],
  ['https://example.org/acme/model-q4f32_1-MLC/resolve/main/', 'model-q4f32_1-MLC'],
  ['https://example.org', 'example.org'],
])('a model at %s is called %s', (address, name) => {
  const model = ownModel(address, 'https://example.org/lib.wasm');
  expect(model).toEqual({
    name,
    record: {
      model: new URL(address).href,
      model_id: name,
      model_lib: 'https://example.org/lib.wasm',
      overrides: { context_window_size: 4096, sliding_window_size: -1 },
    },
  });
});

test.each<[unknown, number]>([
  [{ context_window_size: 2048 }, 2048],
  [{ context_window_size: 32_768 }, 4096],
  // A model with a sliding window names no other.
  [{ context_window_size: -1, sliding_window_size: 4096 }, 4096],
  ['no settings', 4096],
])('a model with the settings %j has room for %i tokens', (settings, tokens) => {
  const model = ownModel('https://example.org/model', 'https://example.org/lib.wasm');
  const overrides = { context_window_size: tokens, sliding_window_size: -1 };
  expect(fittedTo(settings, model)).toEqual({ ...model, record: { ...model.record, overrides } });
});

test('what is no address is refused', () => {
  expect(() => ownModel('model', 'https://example.org/lib.wasm')).toThrow(TypeError);
});

test.each([
  ['https://example.org/acme/model', 'https://example.org/acme/model/resolve/main/'],
  ['https://example.org/acme/model/resolve/v2', 'https://example.org/acme/model/resolve/v2/'],
])('the weights of %s are in %s', (model, folder) => {
  expect(weightsFolder({ model, model_id: '', model_lib: '' })).toBe(folder);
});

test.each([
  ['a-q4f16_1-MLC', undefined, true],
  ['a-q4f32_1-MLC', undefined, false],
  ['a-q4f32_1-MLC', ['shader-f16'], true],
])('%s with features %s needs f16: %s', (model_id, required_features, needs) => {
  const features = required_features === undefined ? {} : { required_features };
  expect(needsShaderF16({ model: '', model_id, model_lib: '', ...features })).toBe(needs);
});
