/**
 * One file from an address as a stream that counts its bytes. Owns how a download fails; where
 * the bytes are kept is left to each engine, whose libraries differ in that.
 */
import { EngineError } from './engine.ts';

export type Fetch = (
  address: string,
  init: { signal: AbortSignal; headers?: Record<string, string>; method?: 'HEAD' },
) => Promise<Response>;

export interface Download {
  /** Errors with an `EngineError`, or with the signal's reason. */
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>>;
  /** Of the whole file. Null where the server does not tell, or tells the compressed size. */
  readonly totalBytes: number | null;
  /** Whether the server sent the rest that was asked for, and not the whole file. */
  readonly isRest: boolean;
  /** Changes with the content; null where the server does not tell, or not to this page. */
  readonly tag: string | null;
}

export interface ModelDownloadOptions {
  readonly signal: AbortSignal;
  readonly fetch: Fetch;
  /** Called with the number of bytes that arrived since the last call. */
  readonly onBytes: (count: number) => void;
  /** Asks for the file from this byte on; the server may send all of it nevertheless. */
  readonly from?: number;
}

/**
 * Resolves once the server has answered with a file. A page of HTML is not one: hosts like to
 * answer "not found" or "please log in" with a page and status 200.
 */
export async function openDownload(
  address: string,
  { signal, fetch, onBytes, from = 0 }: ModelDownloadOptions,
): Promise<Download> {
  const response = await answer(address, from, fetch, signal);
  if (!response.ok) {
    throw new EngineError({ kind: 'http-status', address, status: response.status });
  }
  const type = response.headers.get('content-type') ?? '';
  if (response.body === null || /^text\/html\b/i.test(type)) {
    await response.body?.cancel();
    throw new EngineError({ kind: 'wrong-file-type', address, detail: type });
  }
  const { headers } = response;
  const isRest = from > 0 && response.status === 206;
  const sizeBytes = sizeOf(headers);
  return {
    body: counted(response.body, address, signal, onBytes),
    totalBytes: sizeBytes === null ? null : sizeBytes + (isRest ? from : 0),
    isRest,
    tag: headers.get('etag') ?? headers.get('last-modified'),
  };
}

async function answer(
  address: string,
  from: number,
  fetch: Fetch,
  signal: AbortSignal,
): Promise<Response> {
  try {
    // In this form a range needs no permission of another origin.
    const range = from > 0 ? { headers: { range: `bytes=${from}-` } } : {};
    return await fetch(address, { signal, ...range });
  } catch (error) {
    signal.throwIfAborted();
    throw new EngineError({ kind: 'no-network', address }, { cause: error });
  }
}

/** The size of the file at an address, without the file; null where the server does not tell. */
export async function sizeAt(
  address: string,
  fetch: Fetch,
  signal: AbortSignal,
): Promise<number | null> {
  try {
    const { ok, headers } = await fetch(address, { signal, method: 'HEAD' });
    return ok ? sizeOf(headers) : null;
  } catch {
    signal.throwIfAborted();
    return null;
  }
}

function sizeOf(headers: Headers): number | null {
  const size = Number(headers.get('content-length') ?? Number.NaN);
  return Number.isSafeInteger(size) && !headers.has('content-encoding') ? size : null;
}

/** Pulls by hand: an error inside `pipeThrough` would reach the reader as the stream's own. */
function counted(
  source: ReadableStream<Uint8Array<ArrayBuffer>>,
  address: string,
  signal: AbortSignal,
  onBytes: (count: number) => void,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const reader = source.getReader();
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (done) return controller.close();
        onBytes(value.byteLength);
        controller.enqueue(value);
      } catch (error) {
        controller.error(
          signal.aborted
            ? signal.reason
            : new EngineError({ kind: 'no-network', address }, { cause: error }),
        );
      }
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

/** True for the browser's word that this site's storage is full. */
export function isQuotaError(error: unknown): boolean {
  return error instanceof Error && error.name === 'QuotaExceededError';
}
