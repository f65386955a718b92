import { expect, test } from 'vitest';
import type { GenerationRequest } from '../../../src/synthesis/engine.ts';
import { Generations, type Ending, type Produce } from '../../../src/synthesis/generations.ts';

function request(stop: readonly string[] = []): GenerationRequest {
  return {
    brief: { text: '', functionName: null, shownTests: [], setupCode: '' },
    prompt: { kind: 'completion', text: '' },
    sampling: { temperature: 0, topP: 1, maxTokens: 10, seed: 0, stop },
  };
}

const ended: Ending = { finish: 'stop', promptTokens: 3, replyTokens: 2 };
const never = new AbortController().signal;

/** A promise with its own handle: Node 20 has no `Promise.withResolvers`. */
function gate() {
  let open = () => {};
  const passed = new Promise<void>((resolve) => (open = resolve));
  return { passed, open: () => open() };
}

function outcome({
  text,
  finish,
  promptTokens,
  replyTokens,
}: Awaited<ReturnType<Generations['run']>>) {
  return { text, finish, promptTokens, replyTokens };
}

test('the reply is what was streamed, with the counts of the machinery', async () => {
  const pieces: string[] = [];
  const generation = await new Generations().run(
    request(),
    { signal: never, onText: (piece) => pieces.push(piece) },
    async (reply) => {
      reply.push('one ');
      reply.push('');
      reply.push('two');
      return ended;
    },
  );
  expect({ ...outcome(generation), pieces }).toEqual({
    text: 'one two',
    finish: 'stop',
    promptTokens: 3,
    replyTokens: 2,
    pieces: ['one ', 'two'],
  });
});

test('a second generation waits for the first', async () => {
  const order: string[] = [];
  const first = gate();
  const generations = new Generations();
  const say =
    (name: string, until: Promise<void>): Produce =>
    async () => {
      order.push(`${name} begins`);
      await until;
      order.push(`${name} ends`);
      return ended;
    };
  const options = { signal: never, onText: () => {} };
  const both = [
    generations.run(request(), options, say('first', first.passed)),
    generations.run(request(), options, say('second', Promise.resolve())),
  ];
  first.open();
  await Promise.all(both);
  expect(order).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
});

test('a failed generation does not hold up the next', async () => {
  const generations = new Generations();
  const options = { signal: never, onText: () => {} };
  const failing = generations.run(request(), options, async () => {
    throw new Error('broken');
  });
  const next = generations.run(request(), options, async () => ended);
  await expect(failing).rejects.toThrow('broken');
  expect((await next).finish).toBe('stop');
});

test('a stopped generation is over at once, with what there is, whatever comes later', async () => {
  const pieces: string[] = [];
  const stop = new AbortController();
  const late = gate();
  const over = gate();
  const generation = await new Generations().run(
    request(),
    {
      signal: stop.signal,
      onText: (piece) => {
        pieces.push(piece);
        stop.abort();
      },
    },
    async (reply) => {
      reply.push('said ');
      await late.passed;
      reply.push('too late');
      over.open();
      return ended;
    },
  );
  late.open();
  await over.passed;
  expect({ ...outcome(generation), pieces }).toEqual({
    text: 'said ',
    finish: 'stopped',
    promptTokens: null,
    replyTokens: null,
    pieces: ['said '],
  });
});

test('one that is stopped while it waits never begins', async () => {
  const generations = new Generations();
  const first = gate();
  const stop = new AbortController();
  const running = generations.run(request(), { signal: never, onText: () => {} }, async () => {
    await first.passed;
    return ended;
  });
  let hasBegun = false;
  const waiting = generations.run(
    request(),
    { signal: stop.signal, onText: () => {} },
    async () => {
      hasBegun = true;
      return ended;
    },
  );
  stop.abort();
  const stopped = await waiting;
  first.open();
  await running;
  await generations.run(request(), { signal: never, onText: () => {} }, async () => ended);
  expect({ finish: stopped.finish, text: stopped.text, hasBegun }).toEqual({
    finish: 'stopped',
    text: '',
    hasBegun: false,
  });
});

test('stopping all ends the running one, the waiting one and every later one', async () => {
  const generations = new Generations();
  const hang: Produce = () => new Promise(() => {});
  const options = { signal: never, onText: () => {} };
  const two = [
    generations.run(request(), options, hang),
    generations.run(request(), options, hang),
  ];
  generations.stopAll();
  const three = await Promise.all([...two, generations.run(request(), options, hang)]);
  expect(three.map(({ finish }) => finish)).toEqual(['stopped', 'stopped', 'stopped']);
});

test('a stop string ends the reply as a stop, also where the machinery ran into its limit', async () => {
  const generation = await new Generations().run(
    request(['END']),
    { signal: never, onText: () => {} },
    async (reply) => {
      reply.push('text EN');
      reply.push('D more');
      return { ...ended, finish: 'length' };
    },
  );
  expect(outcome(generation)).toEqual({
    text: 'text ',
    finish: 'stop',
    promptTokens: 3,
    replyTokens: 2,
  });
});
