/**
 * What the page shows for each answer of a server that is not as the book has it: the program where
 * there is one, or a sentence that says what happened.
 */
import type { ServerResponse } from 'node:http';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  ended,
  event,
  json,
  said,
  sendOn,
  serveOddly,
  streamOf,
  type Answer,
  type OddServer,
} from '../support/odd-server.ts';
import { dropFile } from '../support/drop-file.ts';
import { planOf } from '../support/plans.ts';
import { useVisits } from './page-visits.ts';

const visits = useVisits({ areShared: true });
let server: OddServer;
/** Where it sends prompts that it does not want. */
let elsewhere: OddServer;
let page: Page;
/** The name that the page gives the server. */
let host: string;

/** A right program for the task, told apart from others by its first line. */
function programOf(mark: string): string {
  return `# ${mark}\ndef mirror_shout(text):\n    return text[::-1].upper()`;
}

function halvesOf(mark: string): [string, string] {
  const reply = `\`\`\`python\n${programOf(mark)}\n\`\`\`\n`;
  return [reply.slice(0, 30), reply.slice(30)];
}

function wholeOf(mark: string): string {
  return halvesOf(mark).join('');
}

/** A reply with an odd event before, within and behind it. */
function around(mark: string, odd: string): Answer {
  const [first, second] = halvesOf(mark);
  return streamOf(odd + said(first) + odd + said(second) + odd + ended('stop') + odd);
}

const fine = (mark: string) => around(mark, '');
const fault = (message: string) => ({ error: { message } });

async function generate(on: Page, by: OddServer, ...replies: Answer[]): Promise<void> {
  by.replies = replies;
  by.asked = [];
  await on.getByRole('button', { name: 'Generate', exact: true }).click();
}

async function programShown(mark: string): Promise<string> {
  const program = page.getByRole('textbox', { name: 'Program' });
  await program.getByText(`# ${mark}`, { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Generate', exact: true }).waitFor();
  return (await program.innerText()).trim();
}

async function openServerForm(on: Page, address: string): Promise<void> {
  await on.getByRole('button', { name: /^Model: / }).click();
  await on.getByText('Your own server', { exact: true }).click();
  await on.getByLabel('Server URL').fill(address);
}

async function useModel(on: Page, name: string): Promise<void> {
  await on.getByLabel('Model', { exact: true }).fill(name);
  await on.getByRole('button', { name: 'Use this server' }).click();
  await on.getByRole('button', { name: `Model: ${name}` }).waitFor();
}

beforeAll(async () => {
  [server, elsewhere] = await Promise.all([serveOddly(), serveOddly()]);
  host = `localhost:${server.port}`;
  page = await visits.open('#/starter/1');
  await openServerForm(page, host);
  await useModel(page, 'first');
});

afterAll(async () => {
  await Promise.all([server.close(), elsewhere.close()]);
});

test('the page says where it sends prompts, also where the address has no scheme', async () => {
  await page.getByText(`Generate sends the prompt to ${host}.`).waitFor();
  await page.getByText(`Prompts are sent to ${host}. Programs run in this tab.`).waitFor();
});

describe('one odd event loses no program', () => {
  test.for<[string, (mark: string) => Answer]>([
    ['choices of null', (mark) => around(mark, event({ choices: null }))],
    ['no choices', (mark) => around(mark, event({ id: 'x' }))],
    ['empty choices', (mark) => around(mark, event({ choices: [] }))],
    ['usage in part', (mark) => around(mark, event({ choices: [], usage: { prompt_tokens: 3 } }))],
    ['usage of null', (mark) => around(mark, event({ choices: [], usage: null }))],
    ['a named event', (mark) => around(mark, 'event: ping\ndata: {"type": "ping"}\n\n')],
    ['empty data', (mark) => around(mark, 'data:\n\n')],
    [
      'content in parts',
      (mark) => streamOf(said([{ type: 'text', text: wholeOf(mark) }]) + ended('stop')),
    ],
    ['no last blank line', (mark) => streamOf((said(wholeOf(mark)) + ended('stop')).trimEnd())],
    [
      'no stream',
      (mark) => json({ choices: [{ message: { content: wholeOf(mark) }, finish_reason: 'stop' }] }),
    ],
  ])('%s', async ([mark, answer]) => {
    await generate(page, server, answer(mark));
    expect(await programShown(mark)).toBe(programOf(mark));
    await page.getByRole('heading', { name: 'All 3 tests passed' }).waitFor();
  });
});

describe('a reply that used up its tokens is shown as cut', () => {
  test.for(['length', 'max_tokens'])('%s', async (reason) => {
    const mark = `ends by ${reason}`;
    await generate(page, server, streamOf(said(wholeOf(mark)) + ended(reason)));
    expect(await programShown(mark)).toBe(programOf(mark));
    await page.getByText('text from the model, cut off at the token limit').waitFor();
  });

  test('one that would never end', async () => {
    let response: ServerResponse | undefined;
    await generate(page, server, (endless) => {
      response = endless;
      sendOn(endless, said('# no end\n'.repeat(100)));
    });
    await page.getByText('cut off at the token limit').waitFor();
    await page.getByText('# no end').first().waitFor();
    await expect.poll(() => response?.closed).toBe(true);
    await page.getByRole('button', { name: 'Generate', exact: true }).waitFor();
  });
});

describe('where there is no reply, one sentence says why', () => {
  test.for<[string, () => Answer, (host: string) => string]>([
    [
      'a lack of memory, in a stream',
      () => streamOf(said('def') + event(fault('CUDA out of memory'))),
      (host) =>
        `${host} gave up on the reply: “CUDA out of memory”. Check the server, then try again.`,
    ],
    [
      'a lack of memory, with status 200',
      () => json(fault('CUDA out of memory. Tried to allocate 2.00 GiB')),
      (host) =>
        `${host} gave up on the reply: “CUDA out of memory. Tried to allocate 2.00 GiB”. Check the server, then try again.`,
    ],
    [
      'a lack of memory, with status 500',
      () => json(fault('CUDA error: out of memory'), 500),
      (host) =>
        `${host} gave up on the reply: “CUDA error: out of memory”. Check the server, then try again.`,
    ],
    [
      'a prompt too long, with a status',
      () => json(fault('This model’s maximum context length is 2048 tokens.'), 400),
      () =>
        'The prompt is longer than the model’s context of 2048 tokens. Shorten it, or choose the instruction style.',
    ],
    [
      'a prompt too long, in a stream',
      () => streamOf(event(fault('the request exceeds the available context size 4096'))),
      () =>
        'The prompt is longer than the model’s context of 4096 tokens. Shorten it, or choose the instruction style.',
    ],
    [
      'a filter',
      () => streamOf(said('def') + ended('content_filter')),
      (host) =>
        `The content filter of ${host} stopped the reply. Change the prompt, or choose another model.`,
    ],
    [
      'a wrong key',
      () => json(fault('Incorrect API key provided.'), 401),
      (host) =>
        `${host} refused the request (status 401): “Incorrect API key provided”. Enter its API key, or check the one you entered.`,
    ],
    [
      'words in another form',
      () => json({ detail: [{ loc: ['body', 'stop'], msg: 'Field not permitted' }] }, 422),
      (host) =>
        `${host} answered with status 422: “Field not permitted”. Check the address and the server’s log.`,
    ],
    [
      'a page instead of words',
      () => (response) =>
        void response
          .writeHead(413, { 'content-type': 'text/html' })
          .end('<html><head><title>413 Too Large</title></head><body>…</body></html>'),
      (host) =>
        `${host} answered with status 413: “413 Too Large”. Check the address and the server’s log.`,
    ],
    [
      'another host',
      () => (response) =>
        void response
          .writeHead(307, { location: `http://127.0.0.1:${elsewhere.port}/v1/chat/completions` })
          .end(),
      (host) =>
        `${host} sends requests on to another address. The page does not follow, because your prompts would go there. Enter that address yourself if you trust it.`,
    ],
    [
      'signs of life without end',
      () => (response) => sendOn(response, `:${' '.repeat(50_000)}\n`),
      (host) =>
        `${host} does not answer like a language model server. Check the address: it should lead to an OpenAI-compatible API, and usually ends in /v1.`,
    ],
  ])('%s', async ([, answer, sentence]) => {
    await generate(page, server, answer());
    await page.getByRole('alert').getByText(sentence(host), { exact: true }).waitFor();
    // Asking again could not have helped.
    expect(server.asked).toEqual(['/v1/chat/completions']);
    expect(elsewhere.asked).toEqual([]);
  });
});

describe('what may be gone the next time is asked again', () => {
  test.for<[string, Answer]>([
    ['Model unloaded, in a stream', streamOf(event(fault('Model unloaded')))],
    ['Model unloaded, with status 200', json({ error: 'Model unloaded' })],
    ['an end by error', streamOf(said('```python\n') + ended('error'))],
    ['an end by abort', streamOf(said('```python\n') + ended('abort'))],
  ])('%s', async ([mark, answer]) => {
    await generate(page, server, answer, fine(mark));
    expect(await programShown(mark)).toBe(programOf(mark));
    expect(server.asked.length).toBe(2);
  });
});

/** It is asked six times, with growing pauses: the clock of this visit runs fast. */
test('what is never gone is told in the end', async () => {
  const answers: [Answer, string][] = [
    [
      streamOf(event(fault('Model unloaded'))),
      `${host} gave up on the reply: “Model unloaded”. Check the server, then try again.`,
    ],
    [
      streamOf(said('def') + ended('abort')),
      `${host} stopped in the middle of the reply and did not say why. Check the server’s log, then try again.`,
    ],
    [
      streamOf(said('def') + ended('error')),
      `${host} failed in the middle of the reply and did not say why. Check the server’s log, then try again.`,
    ],
    [
      json(fault('You used up your quota.'), 429),
      `${host} is overloaded: after several retries it still answers with status 429: “You used up your quota”. Try again later, or use fewer parallel requests.`,
    ],
  ];
  const hurried = await visits.open('#/starter/1', {}, async (context) => {
    await context.addInitScript(() => {
      const patient = globalThis.setTimeout;
      const hurry = (handler: TimerHandler, ms = 0, ...given: unknown[]) =>
        patient(handler, ms / 50, ...given);
      globalThis.setTimeout = Object.assign(hurry, patient);
    });
  });
  await openServerForm(hurried, host);
  await useModel(hurried, 'hurried');
  for (const [answer, sentence] of answers) {
    await generate(hurried, server, answer);
    await hurried.getByRole('alert').getByText(sentence, { exact: true }).waitFor();
    expect(server.asked.length).toBe(6);
  }
  await hurried.context().close();
});

test('a run whose server writes no more pauses in its words, fails no sample, and goes on', async () => {
  const run = await visits.open('#/evaluation');
  const writer = { kind: 'server', address: `http://${host}`, model: 'm', parallel: 2 } as const;
  const tasks = { source: 'starter', which: { kind: 'first', count: 5 } } as const;
  await dropFile(run, 'plan.json', JSON.stringify(planOf({ writer, tasks, samplesPerTask: 1 })));
  await run.getByText('5 samples.').waitFor();
  [server.asked, server.replies] = [[], [fine('answered'), json(fault('CUDA out of memory'))]];
  await run.getByRole('button', { name: 'Start', exact: true }).click();
  await run
    .getByText(
      `${host} gave up on the reply: “CUDA out of memory”. Check the server, then try again.`,
    )
    .waitFor();
  await run.getByText('m. Paused.').waitFor();
  const failures = run.getByText(/generation error|Retry \d/);
  expect(await failures.count()).toBe(0);
  server.replies = [fine('answered')];
  await run.getByRole('button', { name: 'Resume', exact: true }).click();
  await run.getByText('m. Finished.').waitFor();
  expect(await failures.count()).toBe(0);
});

test('a run of few samples that are all refused ends, and says why', async () => {
  const run = await visits.open('#/evaluation');
  const writer = { kind: 'server', address: `http://${host}`, model: 'm', parallel: 1 } as const;
  const tasks = { source: 'starter', which: { kind: 'first', count: 2 } } as const;
  await dropFile(run, 'plan.json', JSON.stringify(planOf({ writer, tasks, samplesPerTask: 1 })));
  await run.getByText('2 samples.').waitFor();
  server.replies = [json(fault('seed is not supported'), 400)];
  await run.getByRole('button', { name: 'Start', exact: true }).click();
  await run.getByText('m. Finished.').waitFor();
  await run.getByText('None of the 2 samples of this run could be generated.').waitFor();
  await run.getByText('“seed is not supported”').waitFor();
  server.replies = [fine('answered')];
  await run.getByRole('button', { name: 'Retry 2 failed samples' }).click();
  await run.getByRole('heading', { name: 'Outcomes' }).waitFor();
});

describe('a list of models', () => {
  test.for<[string, Answer, string]>([
    ['lists-nothing', json({ data: null }), 'The server lists no models. Type the model name.'],
    ...[400, 401, 403, 404, 500].map((status): [string, Answer, string] => [
      `refuses-with-${status}`,
      json(fault('no such model list'), status),
      'You can type the model name and use the server.',
    ]),
  ])(
    'a server that %s: the name can be typed, and the chat is tried',
    async ([name, models, says]) => {
      server.models = models;
      await openServerForm(page, host);
      await page.getByRole('button', { name: 'List models' }).click();
      await page.getByText(says).waitFor();
      await useModel(page, name);
      await generate(page, server, fine(name));
      expect(await programShown(name)).toBe(programOf(name));
    },
  );

  test('a bare one is read', async () => {
    server.models = json([{ id: 'bare' }, { id: 'other' }]);
    await openServerForm(page, host);
    await page.getByRole('button', { name: 'List models' }).click();
    await page.getByText('The server has 2 models.').waitFor();
    await page.getByRole('button', { name: 'Use this server' }).click();
    await page.getByRole('button', { name: 'Model: bare' }).waitFor();
  });
});

describe('an address', () => {
  test.for([
    ['/v1beta/openai/', '/v1beta/openai/chat/completions'],
    ['/inference/chat/completions', '/inference/chat/completions'],
    ['/api/chat/completions?version=2', '/api/chat/completions?version=2'],
  ])('%s is taken as it is', async ([given = '', asked = '']) => {
    const name = given.split('/')[1] ?? '';
    await openServerForm(page, `http://${host}${given}`);
    await useModel(page, name);
    await generate(page, server, fine(name));
    expect(await programShown(name)).toBe(programOf(name));
    expect(server.asked).toEqual([asked]);
  });

  test('0.0.0.0 is offered as localhost', async () => {
    await openServerForm(page, `http://0.0.0.0:${server.port}/v1`);
    await page
      .getByText(`0.0.0.0 stands for this computer: the page uses http://${host}/v1.`)
      .waitFor();
    await useModel(page, 'here');
    await page.getByText(`Generate sends the prompt to ${host}.`).waitFor();
  });
});
