/** Work that only one tab of this site may do at a time. */

import { answerLimitMs, answerOrNull, inTime, offered } from './refusals.ts';

/**
 * Null where another tab is at it. A tab that is closed or killed lets go at once. Where the
 * browser has no locks (plain http), refuses them or does not answer, every tab may.
 */
export async function whileAlone<Result>(
  name: string,
  work: () => Promise<Result>,
): Promise<Result | null> {
  const locks = lockManager();
  if (!locks) return work();
  const asked = { isAnswered: false, isGivenUp: false };
  const request = requested(locks, name, (lock) => {
    asked.isAnswered = true;
    return lock && !asked.isGivenUp ? work() : Promise.resolve(null);
  });
  try {
    const silent = Symbol();
    const first = await inTime(request, silent, answerLimitMs);
    if (first !== silent) return first;
    if (asked.isAnswered) return await request;
  } catch (error) {
    if (asked.isAnswered) throw error;
  }
  asked.isGivenUp = true;
  return work();
}

/** Whether some tab is at it now. */
export async function isHeld(name: string): Promise<boolean> {
  return (await heldNames())?.has(name) ?? false;
}

/** What some tab is at now; null where the browser does not tell. */
export async function heldNames(): Promise<ReadonlySet<string> | null> {
  const state = await answerOrNull(async () => lockManager()?.query());
  return state ? new Set((state.held ?? []).flatMap(({ name }) => name ?? [])) : null;
}

function lockManager(): LockManager | undefined {
  return offered(() => globalThis.navigator?.locks as LockManager | undefined);
}

/** Some browsers throw instead of rejecting where locks are refused: async makes it one. */
async function requested<Result>(
  locks: LockManager,
  name: string,
  granted: (lock: Lock | null) => Promise<Result | null>,
): Promise<Result | null> {
  return locks.request(name, { ifAvailable: true }, granted);
}
