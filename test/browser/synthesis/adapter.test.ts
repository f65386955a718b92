/** A LoRA adapter beside its base: real llama.cpp, one resident base that answers as both. */

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { LoadedModel, Prompt, Sampling } from '../../../src/synthesis/engine.ts';
import { keptByLlamaCpp } from '../../../src/synthesis/llama-cpp/list-kept.ts';
import { LlamaCppEngine } from '../../../src/synthesis/llama-cpp/llama-cpp-engine.ts';
import type { Adapter, LlamaCppModel } from '../../../src/synthesis/llama-cpp/model.ts';
import { Runtime, type LlamaCppChunk } from '../../../src/synthesis/llama-cpp/runtime.ts';
import { sha256 } from '../../../src/tasks/sha256.ts';
import { randomAdapter, randomModel } from '../../support/random-model.ts';
import type { Tensor } from '../../support/gguf-writer.ts';
import { tinyAdapter, writeAdapter } from '../../support/tiny-adapter.ts';
import { splitTinyModel, tinyModel } from '../../support/tiny-model.ts';

const never = new AbortController().signal;
const options = { signal: never, onProgress: () => undefined };

const wrong = 'def halve(n):\n    return n\n';
const right = 'def halve(n):\n    return n // 2\n';
const replies = [
  { functionName: 'halve', reply: wrong },
  { functionName: 'halve, tuned', reply: right },
];
const base = tinyModel(replies, { hasChatTemplate: true });
const adapter = tinyAdapter(replies, { from: 'halve', to: 'halve, tuned' });

const fileOf = (bytes: Uint8Array<ArrayBuffer>, name: string) =>
  ({ kind: 'file', file: new File([bytes], name) }) as const;
const baseFile = fileOf(base, 'tiny.gguf');
const beside = (scale = 1, bytes = adapter): Adapter => ({
  file: fileOf(bytes, 'halves.gguf'),
  scale,
});

/** Workers that were made since the test began: each holds one base. */
let workers = 0;
beforeEach(() => {
  workers = 0;
  const Real = Worker;
  vi.stubGlobal(
    'Worker',
    class extends Real {
      constructor(...given: ConstructorParameters<typeof Worker>) {
        super(...given);
        workers++;
      }
    },
  );
});
afterEach(() => vi.unstubAllGlobals());

async function say(
  model: LoadedModel,
  prompt: Prompt = { kind: 'completion', text: 'Write halve.\n' },
  sampling: Partial<Sampling> = {},
): Promise<string> {
  const request = {
    brief: { text: '', functionName: null, shownTests: [], setupCode: '' },
    prompt,
    sampling: { temperature: 0, topP: 1, maxTokens: 40, seed: 1, stop: [], ...sampling },
  };
  return (await model.generate(request, { signal: never, onText: () => undefined })).text;
}

test('an adapter turns one reply into another, and at scale 0 the base answers', async () => {
  const engine = new LlamaCppEngine();
  const tuned = await engine.load({ ...baseFile, adapter: beside() }, options);
  const none = await engine.load({ ...baseFile, adapter: beside(0) }, options);
  const chat: Prompt = { kind: 'chat', messages: [{ role: 'user', content: 'Write halve.' }] };
  expect([await say(tuned), await say(none)]).toEqual([right, wrong]);
  expect([await say(tuned, chat), await say(none, chat)]).toEqual([right, wrong]);
  expect([tuned.modelName, none.modelName]).toEqual(['tiny + halves', 'tiny + halves × 0']);
  // As logs name what ran, a person's own adapter too by its hash.
  const file = { address: 'tiny.gguf', sizeBytes: base.length, sha256: null };
  const own = { address: 'halves.gguf', sizeBytes: adapter.length, sha256: await sha256(adapter) };
  expect(tuned.details?.files).toEqual([file, { ...own, adapterScale: 1 }]);
  await Promise.all([tuned.unload(), none.unload()]);
});

describe('a base that is there with an adapter', () => {
  // Digits decide what these say, so that nothing is right by chance.
  const shape = { width: 128, layers: 2, words: [] };
  const random = fileOf(randomModel(shape), 'random.gguf');
  const own = { file: fileOf(randomAdapter(shape), 'noise.gguf'), scale: 1 };
  const prompts: readonly Prompt[] = [
    { kind: 'completion', text: 'Write add.\n[DONE]\n\nWrite halve, please.\n' },
    { kind: 'completion', text: 'Write add.\n[DONE]\n\nWrite double.\n' },
    { kind: 'chat', messages: [{ role: 'user', content: 'Write halve.' }] },
  ];
  const ask = (model: LoadedModel, prompt: Prompt, seed = 1) =>
    say(model, prompt, { temperature: 1, seed, maxTokens: 12 });

  async function alone(model: LlamaCppModel, prompt: Prompt): Promise<string> {
    const fresh = await new LlamaCppEngine().load(model, options);
    const reply = await ask(fresh, prompt);
    await fresh.unload();
    return reply;
  }

  test('answers as either as a freshly loaded one does, whoever was asked before', async () => {
    const engine = new LlamaCppEngine();
    const tuned = await engine.load({ ...random, adapter: own }, options);
    const plain = await engine.load(random, options);
    expect(workers).toBe(1);
    for (const prompt of prompts) {
      const replies = [
        ...[await ask(plain, prompt), await ask(tuned, prompt), await ask(plain, prompt)],
        await ask(tuned, prompt),
      ];
      const [asBase, asTuned] = [
        await alone(random, prompt),
        await alone({ ...random, adapter: own }, prompt),
      ];
      expect(asBase).not.toBe(asTuned);
      expect(replies).toEqual([asBase, asTuned, asBase, asTuned]);
    }
    // Side by side one waits for the other.
    const both = [tuned, plain, tuned].map((model, seed) =>
      ask(model, prompts[0] ?? chatless, seed),
    );
    expect(new Set(await Promise.all(both)).size).toBe(3);
    await Promise.all([tuned.unload(), plain.unload()]);
  });

  const chatless: Prompt = { kind: 'completion', text: '' };

  test('stays for the other of the two for a moment, and makes room for anything else', async () => {
    // Longer than any load takes on a busy machine.
    const engine = new LlamaCppEngine({ idleMs: 600_000 });
    const tuned = await engine.load({ ...baseFile, adapter: beside() }, options);
    await tuned.unload();
    const plain = await engine.load(baseFile, options);
    expect([await say(plain), workers]).toEqual([wrong, 1]);
    await plain.unload();
    const other = await engine.load(random, options);
    expect(workers).toBe(2);
    const again = await engine.load({ ...baseFile, adapter: beside() }, options);
    expect([await say(again), workers]).toEqual([right, 3]);
    // What was let go does not answer for those who still have it.
    expect(await say(plain)).toBe('');
    await Promise.all([other.unload(), again.unload()]);
  });
});

test('a prompt is read for the base and for the adapter, and never found read for the other', async () => {
  const runtime = await Runtime.create();
  await runtime.load(new Blob([base]), 1, undefined, new Blob([adapter]));
  const prompt: Prompt = { kind: 'completion', text: 'Write halve, I say halve.\n' };
  const sampling = { temperature: 0, topP: 1, maxTokens: 1, seed: 1, stop: [] };
  const brief = { text: '', functionName: null, shownTests: [], setupCode: '' };
  const found: (readonly number[])[] = [];
  for (const scale of [0, 1, 1, 0.5, 0]) {
    const request = { brief, prompt, sampling };
    let last: LlamaCppChunk | undefined;
    await runtime.complete(request, never, (chunk) => (last = chunk), scale);
    found.push([last?.timings?.cache_n ?? -1, last?.timings?.prompt_n ?? -1]);
  }
  // All but the last token, which each sample reads itself.
  const [first] = found;
  expect(first?.[0]).toBeGreaterThan(10);
  expect(found).toEqual(found.map(() => [first?.[0], 1]));
  await runtime.exit();
});

test.each([
  ['a whole model as an adapter', beside(1, base), baseFile, { reason: 'whole-model' }],
  [
    'an adapter for another model',
    { file: fileOf(randomAdapter({ width: 128, layers: 2, words: [] }), 'noise.gguf'), scale: 1 },
    baseFile,
    { reason: 'other-shape', needed: '256 × 256' },
  ],
])('%s is refused before llama.cpp is started', async (_, file, model, fault) => {
  const loading = new LlamaCppEngine().load({ ...model, adapter: file }, options);
  const address = file.file.kind === 'file' ? file.file.file.name : '';
  const failure = { kind: 'adapter-unfit', address, ...fault };
  await expect(loading).rejects.toMatchObject({ failure });
  expect(workers).toBe(0);
});

test('an adapter as a model, and one that is cut off, are refused too', async () => {
  const asModel = new LlamaCppEngine().load(fileOf(adapter, 'halves.gguf'), options);
  await expect(asModel).rejects.toMatchObject({
    failure: { kind: 'adapter-as-model', address: 'halves.gguf' },
  });
  const cut = beside(1, adapter.slice(0, -40));
  await expect(
    new LlamaCppEngine().load({ ...baseFile, adapter: cut }, options),
  ).rejects.toMatchObject({ failure: { kind: 'corrupt-file', address: 'halves.gguf' } });
  expect(workers).toBe(0);
});

test('an adapter that llama.cpp refuses is blamed, and its base stays on this device', async () => {
  const at = (name: string) => `https://models.example/${crypto.randomUUID()}/${name}.gguf`;
  const [own, refused] = [at('tiny'), at('odd')];
  const named = 'blk.0.attn_q.weight';
  // Of a type that llama.cpp does not know, which no header tells.
  const odd = (
    [
      ['a', [256, 2]],
      ['b', [2, 256]],
    ] as const
  ).map(([letter, dimensions]): Tensor => ({
    ...{ name: `${named}.lora_${letter}`, dimensions, type: 'none' },
    blocks: new Uint8Array(2048),
  }));
  const files = new Map([
    [own, base],
    [refused, writeAdapter(odd)],
  ]);
  const engine = new LlamaCppEngine({
    fetch: async (address) => new Response(files.get(String(address)) ?? null),
  });
  const beside = { file: { kind: 'address', address: refused }, scale: 1 } as const;
  await expect(
    engine.load({ kind: 'address', address: own, adapter: beside }, options),
  ).rejects.toMatchObject({ failure: { kind: 'corrupt-file', address: refused } });
  const kept = (await keptByLlamaCpp()).filter(({ key }) => key.endsWith(own));
  expect(kept).toHaveLength(1);
  for (const each of kept) await each.forget();
});

test('an adapter at an address is kept by itself, listed as one, and deleted without its base', async () => {
  const at = (name: string) => `https://models.example/${crypto.randomUUID()}/${name}.gguf`;
  const addresses = { base: at('tiny'), adapter: at('halves'), parts: at('tiny-00001-of-00002') };
  const [first, second] = splitTinyModel(replies, 2);
  const files: Readonly<Record<string, Uint8Array<ArrayBuffer> | undefined>> = {
    [addresses.base]: base,
    [addresses.adapter]: adapter,
    [addresses.parts]: first,
    [addresses.parts.replace('-00001-', '-00002-')]: second,
  };
  const asked: string[] = [];
  const engine = new LlamaCppEngine({
    async fetch(address) {
      if (typeof address !== 'string') throw new TypeError('asked by a request');
      asked.push(address);
      return new Response(files[address] ?? null);
    },
  });
  const file = { kind: 'address', address: addresses.adapter } as const;
  const model = { kind: 'address', address: addresses.base, adapter: { file, scale: 1 } } as const;
  for (const asks of [2, 2]) {
    const tuned = await engine.load(model, options);
    expect(await say(tuned)).toBe(right);
    expect(tuned.details?.files.map(({ sha256: hash }) => hash)).toEqual([
      await sha256(base),
      await sha256(adapter),
    ]);
    expect(asked).toHaveLength(asks);
    await tuned.unload();
  }
  expect(asked).toEqual([addresses.adapter, addresses.base]);
  const inParts = { ...model, address: addresses.parts } as const;
  await expect(engine.load(inParts, options)).rejects.toMatchObject({
    failure: { kind: 'adapter-unfit', reason: 'split-base' },
  });

  const kept = async () => {
    const all = await keptByLlamaCpp();
    return all.filter(({ key }) => Object.values(addresses).some((each) => key.endsWith(each)));
  };
  const listed = (await kept()).map(({ name, spec, isAdapter }) => [name, spec, isAdapter]);
  expect(listed).toEqual(
    expect.arrayContaining([
      ['halves', null, true],
      ['tiny', { kind: 'gguf-address', address: addresses.base }, false],
    ]),
  );
  for (const each of await kept()) if (each.isAdapter) await each.forget();
  expect((await kept()).map(({ name }) => name)).toEqual(['tiny', 'tiny']);
  for (const each of await kept()) await each.forget();
});
