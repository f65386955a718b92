/** What a writer still needs, so that nothing is downloaded or sent because a link says so. */
import { expect, test } from 'vitest';
import type { Offer } from '../../../../src/app/models/model-picker.svelte.ts';
import {
  firstWriters,
  readinessOf,
  writerOf,
} from '../../../../src/app/side-by-side/lane-writer.ts';
import { kindOf, type ModelSpec } from '../../../../src/synthesis/model-spec.ts';

const noGpu = { gpu: { kind: 'no-api' } } as const;

function offerOf(spec: ModelSpec, fields: Partial<Offer> = {}): Offer {
  const kind = kindOf(spec);
  return {
    ...{ id: kind.offerIdOf(spec), engineId: kind.engineId, name: kind.nameOf(spec) ?? 'search' },
    ...{ parameters: null, downloadBytes: null, memoryBytes: null, licence: null, figures: null },
    ...{ isRecommended: false, kept: null, sendsTo: kind.sendsTo(spec), spec, remove: null },
    load: () => Promise.reject(new Error('Not in this test.')),
    ...fields,
  };
}

const own = ({ spec }: { readonly spec: ModelSpec }) => offerOf(spec);
const search = offerOf({ kind: 'search', seconds: 10 });
const address = 'https://models.example/tiny.gguf';
const tiny: ModelSpec = { kind: 'gguf-address', address };
const server: ModelSpec = {
  ...{ kind: 'server', address: 'https://far.example/v1', model: 'large', parallel: 4 },
};
const file: ModelSpec = { kind: 'gguf-file', fileName: 'mine.gguf', sizeBytes: 12 };
const tuned: ModelSpec = {
  ...{ kind: 'gguf-adapter', base: { address }, scale: 1 },
  adapter: { fileName: 'lora.gguf', sizeBytes: 3 },
};

test('a model that is not on this device needs a press, and one that is does not', () => {
  const offer = offerOf(tiny, { downloadBytes: 4e8 });
  expect(readinessOf({ offer, isAgreed: true }, false, noGpu)).toEqual({
    ...{ kind: 'download', bytes: 4e8, isBegun: false },
  });
  expect(readinessOf({ offer, isAgreed: false }, true, noGpu)).toEqual({ kind: 'ready' });
  const begun = offerOf(tiny, { kept: { keptBytes: 1, totalBytes: 2 } });
  expect(readinessOf({ offer: begun, isAgreed: true }, false, noGpu)).toMatchObject({
    ...{ kind: 'download', isBegun: true },
  });
  const kept = offerOf(tiny, { kept: { keptBytes: 2, totalBytes: 2 } });
  expect(readinessOf({ offer: kept, isAgreed: false }, false, noGpu)).toEqual({ kind: 'ready' });
});

test('a server that only a link names is not asked before the person agrees', () => {
  const named = writerOf(server, { own }, { offers: [search] });
  expect(readinessOf(named, false, noGpu)).toEqual({
    ...{ kind: 'server', address: 'https://far.example/v1' },
  });
  const known = writerOf(server, { own }, { offers: [offerOf(server)] });
  expect(readinessOf(known, false, noGpu)).toEqual({ kind: 'ready' });
});

test('files that are not here, a missing GPU and unknown kinds are told apart', () => {
  const needs = (spec: ModelSpec | null) =>
    readinessOf(writerOf(spec, { own }, { offers: [] }), false, noGpu);
  expect(needs(file)).toEqual({
    ...{ kind: 'files', files: [{ fileName: 'mine.gguf', sizeBytes: 12 }] },
  });
  expect(needs(tuned)).toEqual({
    ...{ kind: 'files', files: [{ fileName: 'lora.gguf', sizeBytes: 3 }] },
  });
  expect(needs({ kind: 'web-llm', modelId: 'Qwen-q4f16_1-MLC' })).toEqual({ kind: 'no-gpu' });
  expect(needs(null)).toEqual({ kind: 'unknown' });
  expect(needs({ kind: 'web-llm-address', weights: 'none', library: 'none' })).toEqual({
    kind: 'unknown',
  });
});

test('the model that writes on the page stands beside the search, a tuned one beside its base', () => {
  const models = { own, defaultOffer: search };
  const names = (current: Offer | null, offers: readonly Offer[]) =>
    firstWriters(current, models, { offers }).map(({ offer }) => offer?.id);
  expect(names(null, [search, offerOf(tiny)])).toEqual([`llama-cpp/${address}`, 'search']);
  expect(names(offerOf(server), [search])).toEqual([offerOf(server).id, 'search']);
  expect(names(offerOf(tuned), [search])).toEqual([offerOf(tiny).id, offerOf(tuned).id]);
  expect(names(null, [search])).toEqual(['search']);
});
