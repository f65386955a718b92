/** Asking again, after a while, what failed in passing: how often, and how long the while is. */

import { EngineError } from '../engine.ts';
import { PassingFault } from './failure.ts';

export interface RetryPolicy {
  /** Resolves after so long; rejects with the signal's reason. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** In [0, 1). */
  readonly random: () => number;
}

/** With the waits between them, half a minute at the most: a server that restarts is back. */
const attemptsAtMost = 6;

const firstWaitMs = 500;
/** A server that wants more patience than this is taken for one that is not there. */
const longestWaitMs = 120_000;

/** Rejects with an `EngineError` once the attempts are used up, or with the signal's reason. */
export async function withRetry<Result>(
  attempt: () => Promise<Result>,
  signal: AbortSignal,
  { wait, random }: RetryPolicy,
): Promise<Result> {
  for (let count = 1; ; count++) {
    try {
      return await attempt();
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof PassingFault)) throw error;
      const { failure, waitMs } = error;
      if (count === attemptsAtMost || (waitMs ?? 0) > longestWaitMs) {
        throw new EngineError(failure, { cause: error });
      }
      await wait(pauseMs(count, waitMs, random()), signal);
    }
  }
}

/** Twice as long each time, and with random jitter, so that many requests do not come as one. */
function pauseMs(count: number, askedMs: number | null, chance: number): number {
  const backOffMs = firstWaitMs * 2 ** (count - 1);
  return askedMs === null ? backOffMs * (0.5 + chance / 2) : askedMs + firstWaitMs * chance;
}

export function waitInBrowser(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
