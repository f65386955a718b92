/**
 * How prompts are read, on a stand-in that keeps a token as llama.cpp does: what it is depends on
 * the batch in which it was read, and on all before it.
 */
import { describe, expect, test } from 'vitest';
import type { Prompt } from '../../../../src/synthesis/engine.ts';
import { PromptReading } from '../../../../src/synthesis/llama-cpp/prompt-reading.ts';
import { stagesOf } from '../../../../src/synthesis/llama-cpp/prompt-stages.ts';

const batchTokens = 12;

class TokenStore {
  tokens: string[] = [];
  /** What each token came to: a text that says how it was read. */
  values: string[] = [];
  tokensRead = 0;
  /** Of the adapter: the tokens themselves do not tell. */
  scale = 0;
  readonly #canBeCut: boolean;

  constructor(canBeCut = true) {
    this.#canBeCut = canBeCut;
  }

  read = (prompt: Prompt, from: 'beginning' | 'held') => {
    const tokens = tokensOf(prompt);
    let common = 0;
    while (common < tokens.length && tokens[common] === this.tokens[common]) common++;
    const isCut = common < this.tokens.length || common === tokens.length;
    const isLost = from === 'beginning' || (isCut && !this.#canBeCut);
    const held = isLost ? 0 : Math.min(common, tokens.length - 1);
    this.tokens = tokens;
    this.values.length = held;
    for (let at = held; at < tokens.length; at += batchTokens) {
      const batch = tokens.slice(at, at + batchTokens);
      const before = hash(this.values.join());
      const how = `${batch.join()} at ${this.scale}`;
      this.values.push(...batch.map((_, index) => hash(`${before} ${index} of ${how}`)));
    }
    this.tokensRead += tokens.length - held;
    return Promise.resolve({ held, read: tokens.length - held });
  };

  /** The state that a sample starts from; then the reply, whatever it is, is held too. */
  sample(prompt: Prompt): string {
    void this.read(prompt, 'held');
    const state = hash(this.values.join());
    this.tokens = [...this.tokens, ...'a reply'];
    this.values = [...this.values, ...'a reply'];
    return state;
  }
}

function hash(text: string): string {
  let value = 7;
  for (let at = 0; at < text.length; at++) {
    value = Math.imul(value ^ text.charCodeAt(at), 0x9e3779b1);
    value ^= value >>> 15;
  }
  return value.toString(36);
}

/** Characters, but for a few that are one token with what follows, also where a stage ends. */
function tokensOf(prompt: Prompt): string[] {
  const text =
    prompt.kind === 'completion'
      ? prompt.text
      : `${prompt.messages.map(({ role, content }) => `<${role}>${content}<end>`).join('')}<assistant>`;
  return text.match(/<end><assistant>d|<\w+>|\n\nZ|./gs) ?? [];
}

const example = (name: string) => `Task: ${name.repeat(20)}\n[BEGIN]\n${name}\n[DONE]\n\n`;
const fewShot = (query: string): Prompt => ({
  kind: 'completion',
  text: `${['one', 'two', 'three'].map(example).join('')}${query}\n[BEGIN]\n`,
});
const dialog = (...turns: string[]): Prompt => ({
  kind: 'chat',
  messages: turns.map((content, at) => ({ role: at % 2 ? 'assistant' : 'user', content })),
});

// Queries that begin alike, and two whose first letter joins the token before it.
const prompts = [
  ...['Ask f', 'Ask for g', 'Zero', 'Ask f', 'Zoom', 'Be h', ''].map(fewShot),
  dialog('Write f'),
  dialog('Write f', 'def f', 'No, g'),
  dialog('Write f', 'Here: f', 'No, g'),
  dialog('Write f', 'def f', 'No, h'),
  dialog('Write f', 'def f', 'No, h', 'def h', 'Yes'),
  dialog('Write f', 'def e', 'No'),
];

const usual = { scale: 0, isThinking: false };

async function stateOf(
  prompt: Prompt,
  reading = new PromptReading(),
  store = new TokenStore(),
  scale = 0,
  isThinking = false,
) {
  store.scale = scale;
  await reading.hold(prompt, { scale, isThinking }, store.read);
  return store.sample(prompt);
}

/** The same numbers in another order, the same one for a seed. */
function shuffled<Item>(items: readonly Item[], seed: number): Item[] {
  const keyed = items.map((item, at) => [hash(`${seed} ${at}`), item] as const);
  return keyed.sort(([one], [other]) => (one < other ? -1 : 1)).map(([, item]) => item);
}

test('a sample starts from the same state, whatever was asked before it', async () => {
  const alone = await Promise.all(prompts.map((prompt) => stateOf(prompt)));
  for (let seed = 0; seed < 20; seed++) {
    const [reading, store] = [new PromptReading(), new TokenStore()];
    for (const prompt of shuffled([...prompts, ...prompts], seed)) {
      const expected = alone[prompts.indexOf(prompt)];
      expect([prompt, await stateOf(prompt, reading, store)]).toEqual([prompt, expected]);
      if (/[0-3]$/.test(hash(`${seed} ${store.tokensRead}`))) reading.forget();
    }
  }
});

test('a sample starts from what was read with its own adapter, whoever was asked before', async () => {
  const asked = [0, 1, 0, 0.5, 1].flatMap((scale) => prompts.map((prompt) => ({ prompt, scale })));
  const [reading, store] = [new PromptReading(), new TokenStore()];
  for (const { prompt, scale } of [...asked, ...shuffled(asked, 3)]) {
    const alone = await stateOf(prompt, new PromptReading(), new TokenStore(), scale);
    expect(await stateOf(prompt, reading, store, scale)).toBe(alone);
  }
});

test('a prompt is read again where the model may think, which the template says in its end', async () => {
  const [reading, store] = [new PromptReading(), new TokenStore()];
  const tokensFor = async (isThinking: boolean) => {
    const before = store.tokensRead;
    await reading.hold(dialog('Write f'), { ...usual, isThinking }, store.read);
    return store.tokensRead - before;
  };
  await tokensFor(false);
  expect(await tokensFor(false)).toBe(0);
  expect(await tokensFor(true)).toBeGreaterThan(1);
  expect(await tokensFor(true)).toBe(0);
});

describe('tokens are read', () => {
  async function tokensFor(...asked: Prompt[]): Promise<number> {
    const [reading, store] = [new PromptReading(), new TokenStore()];
    let before = 0;
    for (const prompt of asked) {
      before = store.tokensRead;
      await stateOf(prompt, reading, store);
    }
    return store.tokensRead - before;
  }

  test('none but the last for another sample of a prompt', async () => {
    expect(await tokensFor(fewShot('Ask f'), fewShot('Ask f'))).toBe(1);
  });

  test('of the query alone, for another task with the same examples', async () => {
    // The query, the last token of the examples again, and that of the prompt for the sample.
    const query = 'Be h\n[BEGIN]\n'.length;
    expect(await tokensFor(fewShot('Ask f'), fewShot('Be h'))).toBe(1 + query + 1);
  });

  test('of a reply and what is said of it, for the next turn of a dialog', async () => {
    const [first, second] = [dialog('Write f'), dialog('Write f', 'Here: f', 'No, g')];
    const own = tokensOf(second).length - tokensOf(first).length;
    expect(await tokensFor(first, second)).toBe(1 + own + 1);
  });
});

test('a model whose state cannot be cut back is known before its first sample', async () => {
  const [reading, store] = [new PromptReading(), new TokenStore(false)];
  await reading.hold(dialog('Write f'), usual, store.read);
  expect(reading.canBeCut).toBe(false);
  const { tokensRead } = store;
  await reading.hold(dialog('Write g'), usual, store.read);
  expect(store.tokensRead).toBe(tokensRead);
});

test('a prompt is cut after its examples and turns', () => {
  const text = '…\n[BEGIN]\none\n[DONE]\n\n…\n[BEGIN]\n';
  const completion = (end: number) => ({ kind: 'completion', text: text.slice(0, end) });
  expect(stagesOf({ kind: 'completion', text })).toEqual([22, 32].map(completion));
  const chat = dialog('Write f', 'def f', 'No, g');
  expect(stagesOf(chat)).toEqual([dialog('Write f'), chat]);
});
