/**
 * How many threads a model is started with: where the page has any, what was fastest on this
 * machine, which is measured with the first model that is large enough to tell. Half of the logical
 * processors are as many as have a core of their own on most machines.
 */
import type { ThreadChoice } from '../../platform/thread-choice.ts';

export interface Machine {
  readonly cores: number;
  /** Whether the page may share memory between threads. */
  readonly hasThreads: boolean;
  readonly choice: ThreadChoice;
}

/** A smaller model waits for its threads longer than it computes. */
const leastBytes = 8e6;
/** More of them wait for memory. */
const mostThreads = 16;

export function mostThreadsOf({
  cores,
  hasThreads,
}: Pick<Machine, 'cores' | 'hasThreads'>): number {
  if (!hasThreads || cores < 2) return 1;
  return Math.min(Math.max(2, Math.floor(cores / 2)), mostThreads);
}

/** What can be started on a number of threads, timed, and ended. */
export interface Startable<Started> {
  start(threads: number): Promise<Started>;
  /** Milliseconds for a little work. */
  time(started: Started): Promise<number>;
  end(started: Started): Promise<void>;
}

/**
 * Of two that are compared, one is ended before the other begins. Where threads do not start, or
 * fail, one of them does it.
 */
export async function startOnThreads<Started>(
  machine: Machine,
  sizeBytes: number,
  { start, time, end }: Startable<Started>,
): Promise<Started> {
  const most = mostThreadsOf(machine);
  if (most === 1 || sizeBytes < leastBytes) return start(1);
  const known = machine.choice.read();
  if (known !== null) return known > 1 ? start(known).catch(() => start(1)) : start(1);
  const manyMs = await start(most).then(timed, () => null);
  const onOne = await start(1);
  // What failed once may have failed for want of memory at that moment: it is no measurement.
  if (manyMs === null) return onOne;
  const oneMs = await time(onOne).catch(async (error: unknown) => {
    await end(onOne);
    throw error;
  });
  const isOneFaster = oneMs < manyMs;
  machine.choice.keep(isOneFaster ? 1 : most);
  if (isOneFaster) return onOne;
  await end(onOne);
  return start(most).catch(() => start(1));

  async function timed(started: Started): Promise<number | null> {
    try {
      return await time(started);
    } catch {
      return null;
    } finally {
      await end(started);
    }
  }
}
