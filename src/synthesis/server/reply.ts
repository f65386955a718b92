/** One reply of a server: the request in the words of its interface, the stream read to its end. */

import { continuation } from '../begun-reply.ts';
import { EngineError, type GenerationRequest } from '../engine.ts';
import { mostTokensOf, thinkingTokensOf } from '../thinking.ts';
import type { Ending, Reply } from '../generations.ts';
import { Chunks } from './chunks.ts';
import type { Connection } from './connection.ts';
import { eventData } from './event-stream.ts';
import { bodyText } from './body-text.ts';
import { endedBy, PassingFault, saidFault } from './failure.ts';
import type { Interface } from './model.ts';
import { IdleTimeout } from './idle-timeout.ts';
import { faultIn } from './own-words.ts';
import type { ResumedStream } from './resumed-stream.ts';

export interface Question {
  readonly kind: Interface;
  readonly body: object;
}

export function questionOf(asked: GenerationRequest, model: string): Question {
  const { prompt } = asked;
  const options = { model, ...samplingParameters(asked) };
  if (prompt.kind === 'completion') {
    return { kind: 'completions', body: { ...options, prompt: prompt.text } };
  }
  const body = {
    ...{ ...options, messages: prompt.messages },
    ...{ ...continuation(prompt), ...thinking(thinkingTokensOf(asked)) },
  };
  return { kind: 'chat/completions', body };
}

/** As llama.cpp's server and vLLM know it. Who does not ask for it sends nothing that others may refuse. */
function thinking(tokens: number): object {
  if (tokens === 0) return {};
  return {
    chat_template_kwargs: { enable_thinking: true },
    ...{ thinking_budget_tokens: tokens, thinking_token_budget: tokens },
  };
}

/** Only what the interfaces define; all other sampling parameters are the server's. */
function samplingParameters(asked: GenerationRequest) {
  const { temperature, topP, seed, stop } = asked.sampling;
  return {
    ...{ temperature, top_p: topP, max_tokens: mostTokensOf(asked), seed },
    // Some servers refuse an empty list.
    ...(stop.length > 0 ? { stop } : {}),
    // Penalties against repetition hurt code, which needs to repeat.
    ...{ frequency_penalty: 0, presence_penalty: 0 },
    ...{ stream: true, stream_options: { include_usage: true } },
  };
}

export interface Listening {
  readonly reply: Reply;
  readonly told: ResumedStream;
  readonly signal: AbortSignal;
  readonly silenceLimitMs: number;
  /** As asked for. */
  readonly maxTokens: number;
}

/** One attempt. Rejects with a `PassingFault`, an `EngineError` or the signal's reason. */
export async function listen(
  connection: Connection,
  { kind, body }: Question,
  { reply, told, signal, silenceLimitMs, maxTokens }: Listening,
): Promise<Ending> {
  const { address } = connection.model;
  const silence = new IdleTimeout(silenceLimitMs);
  told.begin();
  try {
    const either = AbortSignal.any([signal, silence.signal]);
    const response = await connection.ask(kind, body, either);
    silence.heard();
    const events = eventsOf(response, address, maxTokens, () => silence.heard());
    return await read(events, { reply, told, address, maxTokens });
  } catch (error) {
    signal.throwIfAborted();
    if (silence.signal.aborted) {
      throw new EngineError({ kind: 'server-silent', address, limitMs: silenceLimitMs });
    }
    if (error instanceof EngineError || error instanceof PassingFault) throw error;
    throw broken(address, error instanceof Error ? error.message : String(error));
  } finally {
    silence.end();
  }
}

/** Of one token with all that servers tell about it; no token of text is as long. */
const mostBytesPerToken = 4_000;
const mostCharactersPerToken = 64;
/** Room for what comes whatever is asked for. */
const roomBytes = 1_000_000;
const roomCharacters = 10_000;

/** The data of the events; an answer as a whole is one. */
async function* eventsOf(
  response: Response,
  address: string,
  maxTokens: number,
  onBytes: () => void,
): AsyncGenerator<string, void> {
  const { headers, body } = response;
  const type = headers.get('content-type') ?? '';
  const mostBytes = roomBytes + maxTokens * mostBytesPerToken;
  const unexpected = (detail: string) =>
    new EngineError({ kind: 'server-unexpected-answer', address, detail });
  if (/^application\/(\w+\+)?json\b/i.test(type)) {
    yield await bodyText(response, mostBytes);
    return;
  }
  if (
    body === null ||
    !/^(text\/event-stream|text\/plain|application\/octet-stream)\b/i.test(type)
  ) {
    void body?.cancel();
    throw unexpected(`an answer of type "${type}" instead of a stream`);
  }
  let read = 0;
  yield* eventData(body, (bytes) => {
    onBytes();
    read += bytes;
    if (read > mostBytes) throw unexpected(`more than ${mostBytes} bytes for ${maxTokens} tokens`);
  });
}

interface Reading {
  readonly reply: Reply;
  readonly told: ResumedStream;
  readonly address: string;
  readonly maxTokens: number;
}

async function read(
  events: AsyncIterable<string>,
  { reply, told, address, maxTokens }: Reading,
): Promise<Ending> {
  const chunks = new Chunks();
  let length = 0;
  for await (const data of events) {
    const fault = faultIn(data);
    if (fault !== null) throw saidFault(fault, address);
    const text = chunks.read(data);
    if (chunks.brokenOffBy !== null) throw endedBy(chunks.brokenOffBy, address);
    if (!told.push(text)) throw differs(address);
    if (reply.isStopped) break;
    length += text.length;
    // Some servers do not know the limit, and would go on for as long as anybody listens.
    if (length > roomCharacters + maxTokens * mostCharactersPerToken) return cutHere;
  }
  if (reply.isStopped) return chunks.ending ?? stoppedHere;
  if (chunks.oddity !== null) {
    const detail = chunks.oddity.slice(0, 200);
    throw new EngineError({ kind: 'server-unexpected-answer', address, detail });
  }
  if (chunks.ending === null) throw broken(address, 'the stream ended before the reply did');
  if (!told.end()) throw differs(address);
  return chunks.ending;
}

const cutHere: Ending = { finish: 'length', promptTokens: null, replyTokens: null };
const stoppedHere: Ending = { finish: 'stop', promptTokens: null, replyTokens: null };

function broken(address: string, detail: string): PassingFault {
  return new PassingFault({ kind: 'server-broken-stream', address, detail });
}

/** Nothing can be done: part of another reply has been shown. */
function differs(address: string): EngineError {
  const detail = 'asked again, the server began another reply';
  return new EngineError({ kind: 'server-broken-stream', address, detail });
}
