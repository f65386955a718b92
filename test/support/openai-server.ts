/**
 * A server of language models that behaves as its address says, request by request:
 * `/openai/<steps>/<name>/v1/…`, steps divided by commas, the last one for all that follow.
 * `<name>` keeps tests apart; `/openai/<steps>/<name>/log` tells what was asked so far.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

export type Step =
  /** The reply, then its counts. */
  | 'fine'
  /** Another reply. */
  | 'other'
  /** The reply, its tokens slowly, with a comment between them. */
  | 'slow'
  /** Ends for want of tokens. */
  | 'length'
  /** Thinks apart, then says the reply. */
  | 'thinking'
  /** The connection ends before the first text, or after two pieces of it. */
  | 'cut'
  | 'cut-late'
  /** Says in the middle of the stream that it failed. */
  | 'fault'
  /** Two pieces, and then nothing for as long as anyone waits. */
  | 'silent'
  /** Not what was asked for: a page; something else before the reply. */
  | 'page'
  | 'riddle'
  /** Sends everybody on to "/openai/fine/elsewhere". */
  | 'redirect'
  /** The reply, unreadable for a page of another origin. */
  | 'closed'
  /** A status: "429", "429-after-2" with Retry-After, "404-no-model". */
  | `${number}`
  | `${number}-${string}`;

export const replyPieces = ['def add(a, b):', '\n    return', ' a + b', '\n'] as const;
export const replyText = replyPieces.join('');

export interface Asked {
  readonly path: string;
  readonly authorization: string | null;
  readonly body: unknown;
}

const asked = new Map<string, Asked[]>();

export async function answerAsServer(
  request: IncomingMessage,
  response: ServerResponse,
  [steps = '', name = '', ...rest]: readonly string[],
): Promise<void> {
  const script = steps.split(',') as Step[];
  const log = asked.get(`${steps}/${name}`) ?? [];
  asked.set(`${steps}/${name}`, log);
  if (script[0] === 'closed') response.removeHeader('access-control-allow-origin');
  response.setHeader('access-control-allow-headers', '*, authorization');
  response.setHeader('access-control-expose-headers', 'retry-after');
  if (request.method === 'OPTIONS') return void response.writeHead(204).end();
  const path = rest.join('/');
  if (path === 'log') return json(response, 200, log);
  if (path === 'v1/models') return models(request, response, script[0]);
  const body = JSON.parse(await textOf(request)) as unknown;
  const step = script[Math.min(log.length, script.length - 1)] ?? 'fine';
  log.push({ path, authorization: request.headers.authorization ?? null, body });
  await speak(response, step, path === 'v1/chat/completions');
}

function models(request: IncomingMessage, response: ServerResponse, first: Step | undefined): void {
  if (first === '401' && request.headers.authorization !== 'Bearer sesame') {
    return json(response, 401, { error: { message: 'who are you' } });
  }
  if (first === 'redirect') return sendOn(response, 'models');
  if (first === 'page') return void response.writeHead(200, { 'content-type': 'text/html' }).end();
  json(response, 200, { object: 'list', data: [{ id: 'small' }, { id: 'large' }] });
}

async function speak(response: ServerResponse, step: Step, isChat: boolean): Promise<void> {
  const [, status, word, count] = /^(\d+)(?:-(.+?))?(?:-(\d+))?$/.exec(step) ?? [];
  if (status !== undefined) {
    if (word === 'after') response.setHeader('retry-after', count ?? '0');
    return json(response, Number(status), { error: { message: (word ?? '').replace('-', ' ') } });
  }
  if (step === 'page') return void response.writeHead(200, { 'content-type': 'text/html' }).end();
  if (step === 'redirect') return sendOn(response, isChat ? 'chat/completions' : 'completions');
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  response.flushHeaders();
  if (step === 'cut') return void setTimeout(() => response.destroy(), 5);
  const say = (text: string, finish: string | null = null) => {
    const choice = isChat ? { delta: { content: text } } : { text };
    event(response, { choices: [{ index: 0, ...choice, finish_reason: finish }] });
  };
  if (step === 'riddle') event(response, { answer: 42 });
  if (step === 'thinking') event(response, { choices: [{ delta: { reasoning_content: 'Hm.' } }] });
  for (const [index, piece] of replyPieces.entries()) {
    if (index === 2 && step === 'cut-late') {
      // What came before must have arrived: a browser drops what it has not handed on yet.
      await sleep(200);
      return void response.destroy();
    }
    if (index === 2 && step === 'silent') return;
    if (index === 2 && step === 'fault') event(response, { error: { message: 'out of cake' } });
    if (step === 'slow') response.write(': still here\n\n');
    await sleep(step === 'slow' ? 300 : 1);
    say(step === 'other' ? piece.replace('add', 'sum') : piece);
  }
  say('', step === 'length' ? 'length' : 'stop');
  event(response, { choices: [], usage: { prompt_tokens: 11, completion_tokens: 4 } });
  response.end('data: [DONE]\n\n');
}

function sendOn(response: ServerResponse, path: string): void {
  response.writeHead(307, { location: `/openai/fine/elsewhere/v1/${path}` }).end();
}

function event(response: ServerResponse, data: unknown): void {
  response.write(`data: ${JSON.stringify(data)}\n\n`);
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const piece of request) text += String(piece);
  return text;
}
