/** Answers of servers as they are in the wild: which become a reply, and which are faults. */

import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Generation } from '../../../../src/synthesis/engine.ts';
import { ServerEngine } from '../../../../src/synthesis/server/server-engine.ts';

beforeAll(() => void vi.stubGlobal('location', { origin: 'http://site.example' }));
afterAll(() => void vi.unstubAllGlobals());

const never = new AbortController().signal;
const stream = { 'content-type': 'text/event-stream' };
const json = { 'content-type': 'application/json' };
const event = (content: unknown) => `data: ${JSON.stringify(content)}\n\n`;
const said = (content: unknown, more: object = {}) =>
  event({ choices: [{ delta: { content }, ...more }] });
const end = event({ choices: [{ delta: {}, finish_reason: 'stop' }] });

interface Answers {
  readonly models?: () => Response;
  readonly reply: () => Response;
  readonly maxTokens?: number;
}

/** The addresses that were asked, and what came of it. */
async function generation({ models, reply, maxTokens = 64 }: Answers, address = 'localhost:1') {
  const asked: string[] = [];
  const engine = new ServerEngine({
    fetch: async (url) => {
      asked.push(url);
      if (new URL(url).pathname.endsWith('/models'))
        return models?.() ?? Response.json({ data: [] });
      return reply();
    },
    wait: async () => {},
    random: () => 0,
  });
  const model = await engine.load(
    { address, model: 'small', apiKey: null },
    { signal: never, onProgress: () => {} },
  );
  const result: Generation = await model.generate(
    {
      brief: { text: '', functionName: null, shownTests: [], setupCode: '' },
      prompt: { kind: 'chat', messages: [{ role: 'user', content: 'Add.' }] },
      sampling: { temperature: 0, topP: 1, maxTokens, seed: 1, stop: [] },
    },
    { signal: never, onText: () => {} },
  );
  return { ...result, asked };
}

const streamOf = (text: string) => () => new Response(text, { headers: stream });

describe('one odd event loses no reply', () => {
  test.each([
    ['choices of null', event({ choices: null })],
    ['no choices', event({ id: 'x' })],
    ['empty choices', event({ choices: [] })],
    ['usage in part', event({ choices: [], usage: { prompt_tokens: 3 } })],
    ['usage of null', event({ choices: [], usage: null })],
    ['usage of another shape', event({ choices: [], usage: [3] })],
    ['a named event', 'event: ping\ndata: {"type": "ping"}\n\n'],
    ['empty data', 'data:\n\n'],
    ['no JSON', 'data: pong\n\n'],
    ['a choice of another shape', event({ choices: [3] })],
  ])('%s', async (_, odd) => {
    const text = odd + said('a') + odd + said('b') + odd + end + odd;
    expect(await generation({ reply: streamOf(text) })).toMatchObject({
      text: 'ab',
      finish: 'stop',
    });
  });
});

test.each<[string, () => Response, object]>([
  [
    'content in parts',
    streamOf(said([{ type: 'text', text: 'a' }, { type: 'image' }, 'b']) + end),
    { text: 'ab', finish: 'stop' },
  ],
  [
    'a last event without a blank line',
    streamOf((said('ab') + end).trimEnd()),
    { text: 'ab', finish: 'stop' },
  ],
  [
    'an answer as a whole',
    () =>
      Response.json({
        choices: [{ message: { content: 'ab' }, finish_reason: 'length' }],
        usage: { prompt_tokens: 2, completion_tokens: 1 },
      }),
    { text: 'ab', finish: 'length', promptTokens: 2, replyTokens: 1 },
  ],
  [
    'an answer as a whole, in parts of a list',
    () =>
      new Response('{"choices": [{"message": {"content": [{"text": "ab"}]}}]}', { headers: json }),
    { text: 'ab', finish: 'stop' },
  ],
  [
    'an end at "max_tokens"',
    streamOf(said('ab', { finish_reason: 'max_tokens' })),
    { text: 'ab', finish: 'length' },
  ],
])('%s', async (_, reply, expected) => {
  expect(await generation({ reply })).toMatchObject(expected);
});

describe('what the server says reaches the person', () => {
  const fault = (message: string) => ({ error: { message } });
  test.each<[string, () => Response, object, number]>([
    [
      'a lack of memory',
      streamOf(said('a') + event(fault('CUDA out of memory'))),
      { kind: 'server-fault', detail: 'CUDA out of memory' },
      1,
    ],
    [
      'a model that went',
      streamOf(event(fault('Model unloaded'))),
      { kind: 'server-fault', detail: 'Model unloaded' },
      6,
    ],
    [
      'a fault with status 200',
      () => Response.json({ error: 'Model unloaded' }),
      { kind: 'server-fault', detail: 'Model unloaded' },
      6,
    ],
    [
      'a prompt too long',
      streamOf(event(fault('the request exceeds the available context size 4096'))),
      { kind: 'prompt-too-long', limitTokens: 4096 },
      1,
    ],
    [
      'a filter',
      streamOf(said('a', { finish_reason: 'content_filter' })),
      { kind: 'server-ended-reply', reason: 'content-filter' },
      1,
    ],
    [
      'an abort',
      streamOf(said('a', { finish_reason: 'abort' })),
      { kind: 'server-ended-reply', reason: 'abort' },
      6,
    ],
    [
      'an error without words',
      streamOf(said('a', { finish_reason: 'error' })),
      { kind: 'server-ended-reply', reason: 'error' },
      6,
    ],
    [
      'a lack of memory, with a status that may pass',
      () => Response.json(fault('CUDA error: out of memory'), { status: 500 }),
      { kind: 'server-fault', detail: 'CUDA error: out of memory' },
      1,
    ],
    [
      'a wrong key',
      () => Response.json(fault('Invalid key.'), { status: 401 }),
      { kind: 'server-refused', detail: 'Invalid key.' },
      1,
    ],
    [
      'a quota',
      () => Response.json([fault('Quota used up')], { status: 429 }),
      { kind: 'server-overloaded', detail: 'Quota used up' },
      6,
    ],
    [
      'faults of fields',
      () => Response.json({ detail: [{ msg: 'a' }, { msg: 'b' }] }, { status: 422 }),
      { kind: 'server-error', detail: 'a; b' },
      1,
    ],
    [
      'a page',
      () => new Response('<html><title>413 Too Large</title>', { status: 413 }),
      { kind: 'server-error', detail: '413 Too Large' },
      1,
    ],
    [
      'far too much',
      () => new Response('x'.repeat(1000), { status: 400 }),
      { kind: 'server-error', detail: `${'x'.repeat(300)}…` },
      1,
    ],
    [
      'nothing of a reply',
      streamOf('data: {"answer":42}\n\n'),
      { kind: 'server-unexpected-answer', detail: '{"answer":42}' },
      1,
    ],
  ])('%s', async (_, reply, failure, times) => {
    let count = 0;
    const counted = () => {
      count++;
      return reply();
    };
    await expect(generation({ reply: counted })).rejects.toMatchObject({ failure });
    expect(count).toBe(times);
  });
});

describe('a list of models', () => {
  const reply = streamOf(said('ab') + end);
  test.each<[string, () => Response]>([
    ['bare', () => Response.json([{ id: 'small' }])],
    ['of names', () => Response.json({ models: [{ name: 'small' }] })],
    ['of null', () => Response.json({ data: null })],
    ...[400, 401, 403, 404, 500].map((status): [string, () => Response] => [
      `refused with ${status}`,
      () => new Response('', { status }),
    ]),
  ])('%s: the chat is tried', async (_, models) => {
    expect(await generation({ models, reply })).toMatchObject({ text: 'ab' });
  });
});

test('an endless reply is cut, with room beyond the tokens that were asked for', async () => {
  let count = 0;
  const body = new ReadableStream({
    pull(controller) {
      count++;
      controller.enqueue(new TextEncoder().encode(said('x'.repeat(1000))));
    },
  });
  const reply = () => new Response(body, { headers: stream });
  const { text, finish } = await generation({ reply, maxTokens: 10 });
  expect([text.length < 20_000, finish, count < 100]).toEqual([true, 'length', true]);
});

test('endless signs of life are none of a reply', async () => {
  const body = new ReadableStream({
    pull: (controller) => controller.enqueue(new Uint8Array(100_000).fill(58)),
  });
  const reply = () => new Response(body, { headers: stream });
  await expect(generation({ reply })).rejects.toMatchObject({
    failure: { kind: 'server-unexpected-answer' },
  });
});

test('the query of an address is part of each', async () => {
  const reply = streamOf(said('ab') + end);
  const { asked } = await generation({ reply }, 'https://host.example/a/chat/completions?v=1');
  expect(asked).toEqual([
    'https://host.example/a/models?v=1',
    'https://host.example/a/chat/completions?v=1',
  ]);
});
