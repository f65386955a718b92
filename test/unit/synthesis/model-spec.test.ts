/** What follows from a choice of model, as plans store it. */

import * as v from 'valibot';
import { expect, test } from 'vitest';
import {
  isSameSpec,
  kindOf,
  modelSpecSchema,
  type ModelSpec,
} from '../../../src/synthesis/model-spec.ts';

const library = 'https://models.example/lib.wasm';
const weights = 'https://models.example/own/';

/** As version 0.1 wrote them into plans, logs and links. */
test.each<[ModelSpec, object]>([
  [
    { kind: 'search', seconds: 3 },
    { engineId: 'search', id: 'search', name: null, keptKey: null, sendsTo: null },
  ],
  [
    { kind: 'web-llm', modelId: 'Qwen2.5-Coder-0.5B-Instruct-q4f16_1-MLC' },
    {
      ...{ engineId: 'web-llm', name: 'Qwen2.5-Coder-0.5B-Instruct', keptKey: null },
      ...{ id: 'web-llm/Qwen2.5-Coder-0.5B-Instruct-q4f16_1-MLC', sendsTo: null },
    },
  ],
  [
    { kind: 'web-llm-address', weights, library },
    {
      ...{ engineId: 'web-llm', id: 'web-llm/own', name: 'own', sendsTo: null },
      keptKey: `web-llm/${weights}resolve/main/`,
    },
  ],
  [
    { kind: 'gguf-address', address: 'https://models.example/a.gguf' },
    {
      ...{ engineId: 'llama-cpp', name: 'a', sendsTo: null },
      ...{ id: 'llama-cpp/https://models.example/a.gguf' },
      ...{ keptKey: 'llama-cpp/https://models.example/a.gguf' },
    },
  ],
  [
    { kind: 'gguf-file', fileName: 'b.gguf', sizeBytes: 7 },
    { engineId: 'llama-cpp', id: 'llama-cpp/b.gguf', name: 'b', keptKey: null, sendsTo: null },
  ],
  [
    { kind: 'gguf-address', address: 'https://models.example/a.gguf', processor: 'gpu' },
    {
      ...{ engineId: 'llama-cpp', name: 'a-gpu', sendsTo: null },
      ...{ id: 'llama-cpp-gpu/https://models.example/a.gguf' },
      ...{ keptKey: 'llama-cpp/https://models.example/a.gguf' },
    },
  ],
  [
    {
      ...{ kind: 'gguf-adapter', base: { address: 'https://models.example/a-1B.gguf' } },
      ...{ adapter: { address: 'https://models.example/lora.gguf' }, scale: 1 },
    },
    {
      ...{ engineId: 'llama-cpp', name: 'a-1B + lora', sendsTo: null },
      id: 'llama-cpp/https://models.example/a-1B.gguf + https://models.example/lora.gguf × 1',
      keptKey: 'llama-cpp/https://models.example/lora.gguf',
    },
  ],
  [
    {
      ...{ kind: 'gguf-adapter', base: { fileName: 'b.gguf', sizeBytes: 7 } },
      ...{ adapter: { fileName: 'lora.gguf', sizeBytes: 2 }, scale: 0.5, processor: 'gpu' },
    },
    {
      ...{ engineId: 'llama-cpp', name: 'b + lora × 0.5-gpu', keptKey: null, sendsTo: null },
      id: 'llama-cpp-gpu/b.gguf + lora.gguf × 0.5',
    },
  ],
  [
    { kind: 'server', address: 'http://localhost:1', model: 'm', parallel: 4 },
    {
      ...{ engineId: 'server', id: 'server/http://localhost:1#m', name: 'm', keptKey: null },
      sendsTo: 'http://localhost:1',
    },
  ],
])('%j is read as it stands, and tells its engine, name and place', (spec, expected) => {
  expect(v.parse(modelSpecSchema, JSON.parse(JSON.stringify(spec)))).toEqual(spec);
  const kind = kindOf(spec);
  expect({
    ...{ engineId: kind.engineId, id: kind.offerIdOf(spec), name: kind.nameOf(spec) },
    ...{ keptKey: kind.keptKeyOf(spec), sendsTo: kind.sendsTo(spec) },
  }).toEqual(expected);
});

test('the order of the fields does not make another choice', () => {
  const one = { kind: 'gguf-file', fileName: 'b', sizeBytes: 7 } as const;
  expect(isSameSpec(one, { sizeBytes: 7, fileName: 'b', kind: 'gguf-file' })).toBe(true);
  expect(isSameSpec(one, { ...one, sizeBytes: 8 })).toBe(false);
});

test('an adapter is remembered with its base where both have an address, and files are named', () => {
  const base = { address: 'https://models.example/a.gguf' };
  const own = { fileName: 'lora.gguf', sizeBytes: 2 };
  const kept = { kind: 'gguf-adapter', base, adapter: base, scale: 1 } as const;
  const given = { ...kept, adapter: own };
  const { isRemembered, ownFilesOf, otherKeptKeysOf } = kindOf(kept);
  expect([isRemembered(kept), isRemembered(given)]).toEqual([true, false]);
  expect([ownFilesOf(kept), ownFilesOf(given)]).toEqual([[], [own]]);
  expect(otherKeptKeysOf(given)).toEqual(['llama-cpp/https://models.example/a.gguf']);
});

test('what is wrong with a choice is said of its field', () => {
  const read = v.safeParse(modelSpecSchema, {
    kind: 'server',
    address: 'a',
    model: 'm',
    parallel: 0,
  });
  expect(read.issues?.map((issue) => v.getDotPath(issue))).toEqual(['parallel']);
  expect(v.is(modelSpecSchema, { kind: 'unheard-of' })).toBe(false);
});
