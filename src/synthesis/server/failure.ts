/** What went wrong with a server, classified once, and whether asking again may help. */

import { EngineError } from '../engine.ts';
import type { EngineFailure } from '../engine-failure.ts';
import { bodyText } from './body-text.ts';
import type { BreakOff } from './chunks.ts';
import type { ServerModel } from './model.ts';
import { refusalIn, shortened } from './own-words.ts';

/** A failure that may be gone the next time. */
export class PassingFault extends Error {
  override readonly name = 'PassingFault';
  readonly failure: EngineFailure;
  /** How long the server asks to be left alone; null where it does not say. */
  readonly waitMs: number | null;

  constructor(failure: EngineFailure, waitMs: number | null = null, options?: ErrorOptions) {
    super(failure.kind, options);
    this.failure = failure;
    this.waitMs = waitMs;
  }
}

const mostFaultBytes = 100_000;

const overloaded = new Set([429, 503]);
const passing = new Set([429, 500, 502, 503, 504]);

/** The error behind an answer that is no success: a `PassingFault` or an `EngineError`. */
export async function refusalOf(
  response: Response,
  { address, model }: ServerModel,
): Promise<PassingFault | EngineError> {
  const { status, headers } = response;
  const body = await bodyText(response, mostFaultBytes).catch(() => '');
  const detail = shortened(refusalIn(body));
  const failure = failureOf(status, detail, address, model);
  return passing.has(status) && failure.kind !== 'prompt-too-long' && !isOutOfMemory(detail)
    ? new PassingFault(failure, waitOf(headers.get('retry-after')))
    : new EngineError(failure);
}

function failureOf(
  status: number,
  detail: string,
  address: string,
  modelName: string,
): EngineFailure {
  if (isTooLong(detail)) return { kind: 'prompt-too-long', limitTokens: limitIn(detail) };
  if (status === 400 && /chat.template/i.test(detail)) {
    return { kind: 'no-chat-template', modelName };
  }
  if (isOutOfMemory(detail)) return { kind: 'server-fault', address, detail };
  if (status === 401 || status === 403) return { kind: 'server-refused', address, status, detail };
  // Servers answer 404 for a model they lack and for an interface they lack.
  if (status === 404 && modelName !== '' && /model/i.test(detail)) {
    return { kind: 'server-model-unknown', address, modelName };
  }
  if (overloaded.has(status)) return { kind: 'server-overloaded', address, status, detail };
  return { kind: 'server-error', address, status, detail };
}

/** The error behind what a server says of itself in the middle of a stream, or with status 200. */
export function saidFault(said: string, address: string): PassingFault | EngineError {
  const detail = shortened(said);
  if (isTooLong(detail)) {
    return new EngineError({ kind: 'prompt-too-long', limitTokens: limitIn(detail) });
  }
  const failure = { kind: 'server-fault', address, detail } as const;
  return isOutOfMemory(detail) ? new EngineError(failure) : new PassingFault(failure);
}

/** The error behind a reply that the server did not end as asked. */
export function endedBy(reason: BreakOff, address: string): PassingFault | EngineError {
  const failure = { kind: 'server-ended-reply', address, reason } as const;
  // The same prompt meets the same filter.
  return reason === 'content-filter' ? new EngineError(failure) : new PassingFault(failure);
}

/** The same prompt needs the same memory: asking again does not help. */
function isOutOfMemory(detail: string): boolean {
  return /out of memory/i.test(detail);
}

function isTooLong(detail: string): boolean {
  return /context (length|size|window)|too many tokens|exceed\w*\b.{0,60}\bcontext|context.{0,40}\bexceed/i.test(
    detail,
  );
}

function limitIn(detail: string): number | null {
  const [, tokens] = /(?:length|size|window)\D{0,20}(\d{3,})/.exec(detail) ?? [];
  return tokens === undefined ? null : Number(tokens);
}

/** Seconds or a date. A server has to expose the header for a page of another origin to read it. */
function waitOf(retryAfter: string | null): number | null {
  if (retryAfter === null || retryAfter.trim() === '') return null;
  const seconds = Number(retryAfter);
  const ms = Number.isNaN(seconds) ? Date.parse(retryAfter) - Date.now() : seconds * 1000;
  return Number.isNaN(ms) ? null : Math.max(0, ms);
}
