/**
 * Downloads that go on after a fault in passing: a connection that breaks, a host that is busy. Each
 * attempt begins where the one before it ended, which is left to whoever downloads.
 */
import type { EngineFailure } from './engine-failure.ts';
import { EngineError } from './engine.ts';
import { waitInBrowser, type RetryPolicy } from './server/retry.ts';

export interface DownloadRetry extends RetryPolicy {
  /** How often in a row nothing new may arrive: at first, where the address may be wrong, and later. */
  readonly attempts: { readonly atFirst: number; readonly later: number };
}

/** With the waits between them about a minute, once something has arrived. */
export const usualRetry: DownloadRetry = {
  wait: waitInBrowser,
  random: () => Math.random(),
  attempts: { atFirst: 3, later: 8 },
};

const firstWaitMs = 500;
const longestWaitMs = 15_000;

/**
 * Rejects with the last `EngineError`, or with the signal's reason. An attempt says how far into the
 * file it is by now, in bytes, and is told how many before it came no further than one had been:
 * a server that always breaks off at the same place would otherwise be asked for ever.
 */
export async function downloadWithRetry<Result>(
  attempt: (onReached: (bytes: number) => void, inVain: number) => Promise<Result>,
  {
    signal,
    retry,
    onWait = () => undefined,
  }: {
    readonly signal: AbortSignal;
    readonly retry: DownloadRetry;
    readonly onWait?: () => void;
  },
): Promise<Result> {
  let inVain = 0;
  let furthestBytes = 0;
  for (;;) {
    try {
      return await attempt((bytes) => {
        if (bytes <= furthestBytes) return;
        furthestBytes = bytes;
        inVain = 0;
      }, inVain);
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof EngineError) || !isPassing(error.failure)) throw error;
      inVain++;
      if (inVain >= (furthestBytes > 0 ? retry.attempts.later : retry.attempts.atFirst))
        throw error;
      onWait();
      const pauseMs = Math.min(firstWaitMs * 2 ** (inVain - 1), longestWaitMs);
      await retry.wait(pauseMs * (0.5 + retry.random() / 2), signal);
    }
  }
}

export function isPassing(failure: EngineFailure): boolean {
  if (failure.kind === 'no-network') return true;
  return (
    failure.kind === 'http-status' && [408, 425, 429, 500, 502, 503, 504].includes(failure.status)
  );
}
