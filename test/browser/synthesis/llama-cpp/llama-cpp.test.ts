/** Models of a file in llama.cpp: their replies, how these end, and what is refused. */

import { beforeAll, describe, expect, test } from 'vitest';
import type { LoadedModel, Sampling } from '../../../../src/synthesis/engine.ts';
import { LlamaCppEngine } from '../../../../src/synthesis/llama-cpp/llama-cpp-engine.ts';
import { fewShotPrompt, fewShotStop, instructionPrompt } from '../../../../src/synthesis/prompt.ts';
import { thoughtfulReply } from '../../../../src/synthesis/reply/thought.ts';
import { tinyModel } from '../../../support/tiny-model.ts';
import {
  brief,
  fileOf,
  firstAdd,
  generate,
  halve,
  load,
  never,
  replies,
  secondAdd,
  text,
} from './loading.ts';

// The software adapter of tests lacks what llama.cpp needs, and the library says nothing of it.
test('a model that llama.cpp does not run on this GPU is refused there, and runs on the CPU', async () => {
  const model = fileOf(tinyModel(replies, { hasChatTemplate: true }));
  const options = { signal: never, onProgress: () => {} };
  const refused = new LlamaCppEngine().load({ ...model, processor: 'gpu' }, options);
  await expect(refused).rejects.toMatchObject({ failure: { kind: 'gpu-unfit', reason: 'no-gpu' } });
  await (await new LlamaCppEngine().load(model, options)).unload();
});

test('a model that may think is switched, ends its thought at the limit, and counts it apart', async () => {
  const thought = Array.from({ length: 8 }, (_, at) => `It takes step ${at} of the sum.\n`);
  const program = 'def add(a, b):\n    return a + b\n';
  const reply = `<think>\n${thought.join('')}</think>\n${program}`;
  const bytes = tinyModel([{ functionName: 'add', reply }], {
    ...{ hasChatTemplate: true, mayThink: true },
  });
  const model = await load(bytes);
  try {
    const asked = (sampling: Partial<Sampling>) =>
      generate(model, instructionPrompt(brief), { maxTokens: 40, ...sampling });
    const whole = await asked({ thinkingTokens: 200 });
    expect([whole.text, whole.thoughtTokens]).toEqual([reply, 10]);
    const short = await asked({ thinkingTokens: 3 });
    const { thought: kept = '', said = '' } = thoughtfulReply(short.text) ?? {};
    expect(kept.split('\n').length).toBeLessThan(6);
    expect(said).toContain('def add');
    expect(short.thoughtTokens).toBeGreaterThanOrEqual(3);
    expect(short.thoughtTokens).toBeLessThanOrEqual(6);
    // Switched off, the prompt ends with a closed thought, which is tokens more.
    const off = await asked({});
    expect((off.promptTokens ?? 0) - (whole.promptTokens ?? 0)).toBeGreaterThan(5);
    // After each other in any order, each is as it was alone.
    expect((await asked({ thinkingTokens: 200 })).text).toBe(whole.text);
    expect((await asked({})).text).toBe(off.text);
  } finally {
    await model.unload();
  }
});

describe('a loaded model', () => {
  let model: LoadedModel;
  beforeAll(async () => {
    model = await load(tinyModel(replies, { hasChatTemplate: true }));
    return () => model.unload();
  });

  test('is named after its file and takes chats where the file has a template', () => {
    const { engineId, modelName, hasChatTemplate } = model;
    expect({ engineId, modelName, hasChatTemplate }).toEqual({
      engineId: 'llama-cpp',
      modelName: 'tiny',
      hasChatTemplate: true,
    });
  });

  test('answers a chat, in pieces that make up the reply', async () => {
    const pieces: string[] = [];
    const generation = await generate(
      model,
      instructionPrompt(brief),
      {},
      {
        onText: (piece) => pieces.push(piece),
      },
    );
    const { firstTokenMs, totalMs, promptTokens, ...rest } = generation;
    expect({ ...rest, streamed: pieces.join(''), pieces: pieces.length > 1 }).toEqual({
      text: expect.stringMatching(/^```python\ndef add/),
      finish: 'stop',
      replyTokens: expect.any(Number),
      streamed: generation.text,
      pieces: true,
    });
    expect([firstTokenMs, promptTokens].map((count) => (count ?? 0) > 0)).toEqual([true, true]);
    expect(totalMs).toBeGreaterThanOrEqual(firstTokenMs ?? Infinity);
  });

  test('goes on from a few-shot prompt, whose examples name other functions, up to [DONE]', async () => {
    const example = {
      text: 'Write a function to add two numbers.',
      tests: brief.shownTests,
      referenceCode: 'def add(a, b):\n    return a + b',
    };
    const query = {
      ...brief,
      text: 'Write a function to halve a number.',
      shownTests: ['assert halve(2) == 1', 'assert halve(4) == 2', 'assert halve(6) == 3'],
    };
    const prompt = fewShotPrompt(query, [example, example, example]);
    const generation = await generate(model, prompt, { stop: [fewShotStop] });
    expect([generation.text, generation.finish]).toEqual([
      'def halve(n):\n    return n // 2\n',
      'stop',
    ]);
  });

  test('stops at the token limit and says so', async () => {
    const generation = await generate(model, text('count count'), { maxTokens: 3 });
    expect([generation.text, generation.finish, generation.replyTokens]).toEqual([
      '# line 0\n# line 1\n# line 2\n',
      'length',
      3,
    ]);
  });

  test('ends before a stop string, also in the middle of a token', async () => {
    const generation = await generate(model, text('count'), { stop: ['ne 2\n', 'never'] });
    expect([generation.text, generation.finish]).toEqual(['# line 0\n# line 1\n# li', 'stop']);
  });

  test('gives the same reply for the same seed, and not one reply for all seeds', async () => {
    const seeds = [1, 2, 3, 4, 5, 6, 7, 8];
    const drawn = async () => {
      const texts: string[] = [];
      for (const seed of seeds) {
        texts.push((await generate(model, text('add'), { temperature: 1, seed })).text);
      }
      return texts;
    };
    const first = await drawn();
    expect(await drawn()).toEqual(first);
    expect([...new Set(first)].toSorted()).toEqual([firstAdd, secondAdd].toSorted());
  });

  test('is greedy at temperature 0, whatever the seed', async () => {
    const texts = new Set<string>();
    for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
      texts.add((await generate(model, text('add'), { seed })).text);
    }
    expect(texts.size).toBe(1);
  });

  test('stops in the middle of a reply and answers the next request', async () => {
    const stop = new AbortController();
    const pieces: string[] = [];
    const stopped = await generate(
      model,
      text('count'),
      { maxTokens: 1500 },
      {
        signal: stop.signal,
        onText: (piece) => {
          pieces.push(piece);
          if (pieces.length === 3) stop.abort();
        },
      },
    );
    const next = await generate(model, text('halve'), { stop: [fewShotStop] });
    expect([stopped.text, stopped.finish, next.text]).toEqual([
      '# line 0\n# line 1\n# line 2\n',
      'stopped',
      'def halve(n):\n    return n // 2\n',
    ]);
  });

  test('stops while it still reads the prompt, and answers the next request', async () => {
    const stop = new AbortController();
    // Thousands of tokens to read: far from the first word when the stop comes.
    const stopped = generate(model, text('count '.repeat(1900)), {}, { signal: stop.signal });
    setTimeout(() => stop.abort(), 30);
    const next = generate(model, text('halve'), { maxTokens: 1 });
    const { firstTokenMs, finish } = await stopped;
    expect([firstTokenMs, finish, (await next).text]).toEqual([null, 'stopped', 'def halve(n):\n']);
  });

  test('may say nothing', async () => {
    const { text: said, finish, replyTokens } = await generate(model, text('of no task'));
    expect({ said, finish, replyTokens }).toEqual({ said: '', finish: 'stop', replyTokens: 1 });
  });

  test('refuses a prompt that is longer than its context and answers the next', async () => {
    await expect(generate(model, text('x '.repeat(5000)))).rejects.toMatchObject({
      failure: { kind: 'prompt-too-long', limitTokens: 4096 },
    });
    expect((await generate(model, text('halve'), { maxTokens: 1 })).text).toBe('def halve(n):\n');
  });
});

test('without a template in the file, a chat is refused and a completion works', async () => {
  const model = await load(tinyModel(replies));
  await expect(generate(model, instructionPrompt(brief))).rejects.toMatchObject({
    failure: { kind: 'no-chat-template', modelName: 'tiny' },
  });
  expect((await generate(model, text('halve'), { maxTokens: 1 })).text).toBe('def halve(n):\n');
  await model.unload();
});

test('bytes that are no text end a reply, and the next one is answered', async () => {
  const model = await load(tinyModel([{ functionName: 'halve', reply: halve }]));
  // A line of the reply, but no task: all tokens are as likely, and most of them are such bytes.
  const babble = text('def halve(n):\n    x = 1\n');
  const ends = new Set<string>();
  for (const seed of [1, 2, 3, 4]) {
    const pieces: string[] = [];
    const onText = (piece: string) => void pieces.push(piece);
    const generation = await generate(model, babble, { temperature: 1, seed }, { onText });
    expect([pieces.join(''), generation.finish]).toEqual([generation.text, 'stop']);
    ends.add(generation.text.slice(-1));
    expect((await generate(model, text('halve'), { maxTokens: 1 })).text).toBe('def halve(n):\n');
  }
  expect(ends).toContain('\uFFFD');
  await model.unload();
});

test('unloading ends a running generation as stopped, and may be done twice', async () => {
  const model = await load(tinyModel(replies));
  const running = generate(
    model,
    text('count'),
    { maxTokens: 1500 },
    {
      onText: () => void model.unload(),
    },
  );
  expect((await running).finish).toBe('stopped');
  await model.unload();
  expect((await generate(model, text('count'))).finish).toBe('stopped');
});

describe('a file of the person that is no model', () => {
  const bytes = tinyModel(replies);
  test.each([
    ['another kind of file', new TextEncoder().encode('<!doctype html>'), 'wrong-file-type'],
    ['an empty file', new Uint8Array(), 'wrong-file-type'],
    ['a GGUF cut off in its header', bytes.slice(0, 2000), 'corrupt-file'],
    ['a GGUF cut off in its weights', bytes.slice(0, -1000), 'corrupt-file'],
    ['a GGUF of a kind that is not known', ofAnotherKind(bytes), 'unsupported-model'],
  ])('%s', async (_, content, kind) => {
    const loading = new LlamaCppEngine().load(fileOf(content, 'mine.gguf'), {
      signal: never,
      onProgress: () => {},
    });
    await expect(loading).rejects.toMatchObject({
      failure: { kind, address: 'mine.gguf', detail: expect.stringMatching(/./) },
    });
  });
});

/** The same with another name of as many letters for its architecture. */
function ofAnotherKind(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const text = new TextDecoder('latin1').decode(bytes);
  const changed = bytes.slice();
  changed.set(
    new TextEncoder().encode('other'),
    text.indexOf('llama', text.indexOf('general.architecture')),
  );
  return changed;
}
