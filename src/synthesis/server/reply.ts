/** One reply of a server: the request in the words of its interface, the stream read to its end. */

import { EngineError, type GenerationRequest, type Sampling } from '../engine.ts';
import type { Ending, Reply } from '../generations.ts';
import { Chunks, faultIn } from './chunks.ts';
import type { Connection } from './connection.ts';
import { eventData } from './event-stream.ts';
import { PassingFault } from './failure.ts';
import type { Interface } from './model.ts';
import { IdleTimeout } from './idle-timeout.ts';
import type { ResumedStream } from './resumed-stream.ts';

export interface Question {
  readonly kind: Interface;
  readonly body: object;
}

export function questionOf({ prompt, sampling }: GenerationRequest, model: string): Question {
  const options = { model, ...samplingParameters(sampling) };
  return prompt.kind === 'completion'
    ? { kind: 'completions', body: { ...options, prompt: prompt.text } }
    : { kind: 'chat/completions', body: { ...options, messages: prompt.messages } };
}

/** Only what the interfaces define; all other sampling parameters are the server's. */
function samplingParameters({ temperature, topP, maxTokens, seed, stop }: Sampling) {
  return {
    ...{ temperature, top_p: topP, max_tokens: maxTokens, seed },
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
}

/** One attempt. Rejects with a `PassingFault`, an `EngineError` or the signal's reason. */
export async function listen(
  connection: Connection,
  { kind, body }: Question,
  { reply, told, signal, silenceLimitMs }: Listening,
): Promise<Ending> {
  const { address } = connection.model;
  const silence = new IdleTimeout(silenceLimitMs);
  told.begin();
  try {
    const either = AbortSignal.any([signal, silence.signal]);
    const response = await connection.ask(kind, body, either);
    silence.heard();
    return await read(bodyOf(response, address), { reply, told, address, silence });
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

function bodyOf({ headers, body }: Response, address: string) {
  const type = headers.get('content-type') ?? '';
  if (body !== null && /^text\/event-stream\b/i.test(type)) return body;
  void body?.cancel();
  const detail = `an answer of type "${type}" instead of a stream`;
  throw new EngineError({ kind: 'server-unexpected-answer', address, detail });
}

interface Reading {
  readonly reply: Reply;
  readonly told: ResumedStream;
  readonly address: string;
  readonly silence: IdleTimeout;
}

async function read(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  { reply, told, address, silence }: Reading,
): Promise<Ending> {
  const chunks = new Chunks();
  for await (const data of eventData(body, () => silence.heard())) {
    const fault = faultIn(data);
    if (fault !== null) throw broken(address, fault);
    const text = chunks.read(data);
    if (text === null) {
      const detail = data.slice(0, 200);
      throw new EngineError({ kind: 'server-unexpected-answer', address, detail });
    }
    if (!told.push(text)) throw differs(address);
    if (reply.isStopped) break;
  }
  if (reply.isStopped) return chunks.ending ?? stoppedHere;
  if (chunks.ending === null) throw broken(address, 'the stream ended before the reply did');
  if (!told.end()) throw differs(address);
  return chunks.ending;
}

const stoppedHere: Ending = { finish: 'stop', promptTokens: null, replyTokens: null };

function broken(address: string, detail: string): PassingFault {
  return new PassingFault({ kind: 'server-broken-stream', address, detail });
}

/** Nothing can be done: part of another reply has been shown. */
function differs(address: string): EngineError {
  const detail = 'asked again, the server began another reply';
  return new EngineError({ kind: 'server-broken-stream', address, detail });
}
