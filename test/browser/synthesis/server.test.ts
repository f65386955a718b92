import { describe, expect, test } from 'vitest';
import type {
  GenerateOptions,
  GenerationRequest,
  LoadedModel,
} from '../../../src/synthesis/engine.ts';
import { ServerEngine, type ServerServices } from '../../../src/synthesis/server/server-engine.ts';
import { misbehavingServer } from '../../support/misbehaving-server-address.ts';
import type { Asked, Step } from '../../support/openai-server.ts';

const never = new AbortController().signal;
const pieces = ['def add(a, b):', '\n    return', ' a + b', '\n'];
const whole = pieces.join('');
const loading = { signal: never, onProgress: () => {} };

const request: GenerationRequest = {
  brief: { text: '', functionName: null, shownTests: [], setupCode: '' },
  prompt: { kind: 'completion', text: 'def' },
  sampling: { temperature: 0.5, topP: 0.9, maxTokens: 64, seed: 7, stop: [] },
};

/** An address of its own whose server answers in these steps. */
function addressOf(...steps: readonly Step[]): string {
  return `${misbehavingServer()}/openai/${steps.join()}/${crypto.randomUUID()}`;
}

/** Waits without waiting, and remembers how long it should have. */
function patience() {
  const waits: number[] = [];
  const wait = async (ms: number) => void waits.push(ms);
  return { waits, wait, random: () => 0.5 };
}

async function load(address: string, services: Partial<ServerServices> = {}, apiKey = '') {
  const model = { address, model: 'small', apiKey: apiKey || null };
  return new ServerEngine({ ...patience(), ...services }).load(model, loading);
}

function generate(
  model: LoadedModel,
  options: Partial<GenerateOptions> = {},
  over: Partial<GenerationRequest> = {},
) {
  return model.generate({ ...request, ...over }, { signal: never, onText: () => {}, ...options });
}

async function askedOf(address: string): Promise<Asked[]> {
  return (await (await fetch(`${address}/log`)).json()) as Asked[];
}

describe('a reply', () => {
  test('is streamed, with the counts of the server', async () => {
    const model = await load(addressOf('fine'));
    const streamed: string[] = [];
    const { firstTokenMs, totalMs, ...generation } = await generate(model, {
      onText: (piece) => streamed.push(piece),
    });
    expect({ ...generation, streamed }).toEqual({
      text: whole,
      finish: 'stop',
      promptTokens: 11,
      replyTokens: 4,
      streamed: pieces,
    });
    expect(totalMs).toBeGreaterThanOrEqual(firstTokenMs ?? Infinity);
  });

  test('is asked of the interface of its prompt, with all of the sampling and the key', async () => {
    const address = addressOf('fine');
    const model = await load(address, {}, 'sesame');
    const messages = [{ role: 'user' as const, content: 'Add.' }];
    const sampling = { ...request.sampling, stop: ['[DONE]'] };
    await generate(model, {}, { prompt: { kind: 'chat', messages } });
    await generate(model, {}, { sampling });
    const begun = [...messages, { role: 'assistant' as const, content: 'def' }];
    await generate(model, {}, { prompt: { kind: 'chat', messages: begun } });
    const options = {
      ...{ model: 'small', temperature: 0.5, top_p: 0.9, max_tokens: 64, seed: 7 },
      ...{ frequency_penalty: 0, presence_penalty: 0 },
      ...{ stream: true, stream_options: { include_usage: true } },
    };
    const authorization = 'Bearer sesame';
    expect(await askedOf(address)).toEqual([
      { path: 'v1/chat/completions', authorization, body: { ...options, messages } },
      {
        path: 'v1/completions',
        authorization,
        body: { ...options, prompt: 'def', stop: ['[DONE]'] },
      },
      {
        ...{ path: 'v1/chat/completions', authorization },
        body: {
          ...{ ...options, messages: begun },
          ...{ continue_final_message: true, add_generation_prompt: false },
        },
      },
    ]);
  });

  test('ends before a stop string that the server let through', async () => {
    const sampling = { ...request.sampling, stop: ['return a'] };
    const generation = await generate(await load(addressOf('fine')), {}, { sampling });
    expect([generation.text, generation.finish]).toEqual(['def add(a, b):\n    ', 'stop']);
  });

  test('is whole where something else came before it', async () => {
    expect((await generate(await load(addressOf('riddle')))).text).toBe(whole);
  });

  test('that used its tokens up says so', async () => {
    const generation = await generate(await load(addressOf('length')));
    expect([generation.text, generation.finish]).toEqual([whole, 'length']);
  });

  test('holds the thinking that a server sends apart', async () => {
    const messages = [{ role: 'user' as const, content: 'Add.' }];
    const prompt = { kind: 'chat' as const, messages };
    const { text } = await generate(await load(addressOf('thinking')), {}, { prompt });
    expect(text).toBe(`<think>Hm.</think>${whole}`);
  });

  test('may come slowly, as long as it comes', async () => {
    const model = await load(addressOf('slow'), { silenceLimitMs: 1000 });
    expect((await generate(model)).text).toBe(whole);
  });

  test('is stopped in the middle, with what there is', async () => {
    const stop = new AbortController();
    const { text, finish } = await generate(await load(addressOf('silent')), {
      signal: stop.signal,
      onText: (piece) => piece === pieces[1] && stop.abort(),
    });
    expect({ text, finish }).toEqual({ text: 'def add(a, b):\n    return', finish: 'stopped' });
  });

  test('is stopped while the engine waits for a server that has too much to do', async () => {
    const stop = new AbortController();
    const wait = (_: number, signal: AbortSignal) =>
      new Promise<void>((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
        stop.abort();
      });
    const model = await load(addressOf('429'), { wait });
    expect(await generate(model, { signal: stop.signal })).toMatchObject({
      text: '',
      finish: 'stopped',
    });
  });

  test('does not wait for another, and ends with the model', async () => {
    const model = await load(addressOf('silent', 'fine'));
    const first = generate(model, {
      onText: (piece) => {
        if (piece !== pieces[1]) return;
        void generate(model).then(({ text }) => {
          if (text === whole) void model.unload();
        });
      },
    });
    expect(await first).toMatchObject({ text: 'def add(a, b):\n    return', finish: 'stopped' });
  });
});

describe('asking again', () => {
  test.each<{ steps: Step[]; waits: number[] }>([
    { steps: ['429', '503', 'fine'], waits: [375, 750] },
    { steps: ['429-after-7', 'fine'], waits: [7250] },
    { steps: ['500', '502', 'fine'], waits: [375, 750] },
    { steps: ['cut', 'fine'], waits: [375] },
    { steps: ['cut-late', 'fault', 'fine'], waits: [375, 750] },
  ])('$steps: the reply is whole, after waits of $waits ms', async ({ steps, waits }) => {
    const patient = patience();
    const streamed: string[] = [];
    const model = await load(addressOf(...steps), patient);
    const { text } = await generate(model, { onText: (piece) => streamed.push(piece) });
    expect({ text, streamed: streamed.join(''), waits: patient.waits }).toEqual({
      ...{ text: whole, streamed: whole, waits },
    });
  });

  test('cannot mend a reply of which another beginning was shown', async () => {
    await expect(generate(await load(addressOf('cut-late', 'other')))).rejects.toMatchObject({
      failure: {
        kind: 'server-broken-stream',
        detail: 'asked again, the server began another reply',
      },
    });
  });

  test('ends after six times', async () => {
    const address = addressOf('429');
    const patient = patience();
    await expect(generate(await load(address, patient))).rejects.toMatchObject({
      failure: { kind: 'server-overloaded', address: `${address}/v1`, status: 429 },
    });
    expect([(await askedOf(address)).length, patient.waits]).toEqual([
      6,
      [375, 750, 1500, 3000, 6000],
    ]);
  });
});

describe('a reply fails with its own failure', () => {
  test.each<[Step, object]>([
    ['500', { kind: 'server-error', status: 500, detail: '' }],
    ['401', { kind: 'server-refused', status: 401 }],
    ['404-no-model', { kind: 'server-model-unknown', modelName: 'small' }],
    ['404', { kind: 'server-error', status: 404, detail: '' }],
    ['cut', { kind: 'server-broken-stream' }],
    ['fault', { kind: 'server-fault', detail: 'out of cake' }],
    ['page', { kind: 'server-unexpected-answer' }],
    ['redirect', { kind: 'server-redirects' }],
    ['silent', { kind: 'server-silent', limitMs: 500 }],
  ])('%s', async (step, failure) => {
    const address = addressOf('fine', step);
    const model = await load(address, { silenceLimitMs: 500 });
    await generate(model);
    await expect(generate(model)).rejects.toMatchObject({
      failure: { ...failure, address: `${address}/v1` },
    });
  });

  test('no prompt goes to where a server sends the page', async () => {
    const model = await load(addressOf('fine', 'redirect'));
    await generate(model);
    await expect(generate(model)).rejects.toThrow();
    expect(await askedOf(`${misbehavingServer()}/openai/fine/elsewhere`)).toEqual([]);
  });

  test('the next one is asked for all the same', async () => {
    const model = await load(addressOf('401', 'fine'), {}, 'sesame');
    await expect(generate(model)).rejects.toMatchObject({ failure: { kind: 'server-refused' } });
    expect((await generate(model)).text).toBe(whole);
  });
});

describe('loading asks whether the server is there', () => {
  test.each<[string, string, object]>([
    ['nobody serves', 'http://127.0.0.1:1', { kind: 'server-unreachable' }],
    ['forbids pages', addressOf('closed'), { kind: 'server-forbids-page' }],
    ['sends the page elsewhere', addressOf('redirect'), { kind: 'server-redirects' }],
    ['is no such server', addressOf('page'), { kind: 'server-unexpected-answer' }],
  ])('an address that %s', async (_, address, failure) => {
    await expect(load(address)).rejects.toMatchObject({
      failure: { ...failure, address: `${address}/v1` },
    });
  });

  test('one that does not list its models without a key is asked all the same', async () => {
    const model = await load(addressOf('401'));
    await expect(generate(model)).rejects.toMatchObject({ failure: { kind: 'server-refused' } });
  });

  test('an address that the policy of the page blocks is not even tried', async () => {
    const fetch = () => Promise.reject(new Error('it was tried'));
    await expect(load('http://192.168.0.7:8000', { fetch })).rejects.toMatchObject({
      failure: { kind: 'server-blocked', address: 'http://192.168.0.7:8000' },
    });
  });

  test('its models are listed by name', async () => {
    const server = { address: addressOf('401'), apiKey: 'sesame' };
    expect(await new ServerEngine().list(server, never)).toEqual(['small', 'large']);
  });
});
