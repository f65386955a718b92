/** How llama.cpp reads prompts: once for all samples of one, and for each of them in the same way. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Prompt } from '../../../src/synthesis/engine.ts';
import { type LlamaCppChunk, Runtime, textOf } from '../../../src/synthesis/llama-cpp/runtime.ts';
import { randomModel } from '../../support/random-model.ts';
import { tinyModel } from '../../support/tiny-model.ts';

const never = new AbortController().signal;
const completion = (text: string) => ({ kind: 'completion' as const, text });
const halve = completion('Write a function "halve" that halves a number.\n');
const count = completion('Write a function "halve" that counts, no: "count", I say "count".\n');
const sampling = { temperature: 1, topP: 1, maxTokens: 20, seed: 1, stop: [] };
const recited = [
  { functionName: 'halve', reply: 'def halve(n):\n    return n // 2\n' },
  { functionName: 'count', reply: '# line\n'.repeat(50) },
];

/** Prompts that begin alike: with the paper's examples, or as a dialog. */
const examples = ['halve', 'count', 'double']
  .map(
    (name) =>
      `You are to write ${name}.\n[BEGIN]\ndef ${name}(n):\n    ${'...'.repeat(20)}\n[DONE]\n\n`,
  )
  .join('');
const opening = [{ role: 'user', content: 'Write a function that adds.' }] as const;
const shared: readonly Prompt[] = [
  ...Array.from({ length: 20 }, (_, at) =>
    completion(`${examples}You are to write ${String.fromCharCode(97 + at).repeat(9)}.\n[BEGIN]\n`),
  ),
  { kind: 'chat', messages: opening },
  ...['No.', 'Not right.', 'It lacks a line.'].map((hint): Prompt => ({
    kind: 'chat',
    messages: [
      ...opening,
      { role: 'assistant', content: 'def add(a, b): ...' },
      { role: 'user', content: hint },
    ],
  })),
];
const seeds = [1, 2, 3, 4, 5];

let runtime: Runtime;
beforeAll(async () => (runtime = await started()));
afterAll(() => runtime.exit());

async function started(): Promise<Runtime> {
  const made = await Runtime.create();
  await made.load(new Blob([tinyModel(recited, { hasChatTemplate: true })]), 1);
  return made;
}

/** The tokens of the prompt that the sample found read, and those it read itself. */
async function read(prompt: Prompt, { seed = 1, from = runtime } = {}): Promise<[number, number]> {
  let last: LlamaCppChunk | undefined;
  const request = { prompt, sampling: { ...sampling, seed }, brief: noBrief };
  await from.complete(request, never, (chunk) => (last = chunk));
  return [last?.timings?.cache_n ?? -1, last?.timings?.prompt_n ?? -1];
}

/** Of a model that is loaded for them. */
async function replies(model: Blob, asked: readonly { prompt: Prompt; seed: number }[]) {
  const made = await Runtime.create();
  await made.load(model, 1);
  const texts = new Map<string, string>();
  for (const { prompt, seed } of asked) {
    let text = '';
    const request = { prompt, sampling: { ...sampling, seed, maxTokens: 10 }, brief: noBrief };
    await made.complete(request, never, (chunk) => (text += textOf(chunk)));
    texts.set(`${shared.indexOf(prompt)}/${seed}`, text);
  }
  await made.exit();
  return texts;
}

const noBrief = { text: '', functionName: 'f', shownTests: [], setupCode: '' };

test('every sample starts from a prompt that was read before it, the first like the last', async () => {
  const [held, own] = await read(halve);
  expect([held > 20, own]).toEqual([true, 1]);
  for (const seed of [2, 3]) expect(await read(halve, { seed })).toEqual([held, 1]);
  const [otherHeld, otherOwn] = await read(count);
  expect([otherHeld > 20, otherOwn]).toEqual([true, 1]);
  // Back to the first, and in a model that was loaded anew.
  expect(await read(halve, { seed: 4 })).toEqual([held, 1]);
  const anew = await started();
  expect(await read(halve, { seed: 3, from: anew })).toEqual([held, 1]);
  await anew.exit();
});

test('a chat is read once too', async () => {
  const chat: Prompt = { kind: 'chat', messages: [{ role: 'user', content: halve.text }] };
  const [held] = await read(chat);
  expect(await read(chat, { seed: 2 })).toEqual([held, 1]);
});

test('after a reply that was stopped the prompt is read again', async () => {
  const [held] = await read(count);
  const stop = new AbortController();
  const request = { prompt: count, sampling: { ...sampling, maxTokens: 500 }, brief: noBrief };
  let pieces = 0;
  const stopped = runtime.complete(request, stop.signal, () => ++pieces === 5 && stop.abort());
  await stopped.catch(() => undefined);
  expect(await read(count)).toEqual([held, 1]);
});

test('120 samples are the same undisturbed, and ended and gone on with in another order', async () => {
  const model = new Blob([randomModel({ width: 128, layers: 2, words: [] })]);
  const asked = shared.flatMap((prompt) => seeds.map((seed) => ({ prompt, seed })));
  const undisturbed = await replies(model, asked);
  expect(undisturbed.size).toBe(120);
  expect(new Set(undisturbed.values()).size).toBeGreaterThan(60);
  // Ended after some of them; the rest comes the other way round.
  const before = await replies(model, asked.slice(0, 43));
  const after = await replies(model, asked.slice(43).toReversed());
  expect(Object.fromEntries([...before, ...after])).toEqual(Object.fromEntries(undisturbed));
});
