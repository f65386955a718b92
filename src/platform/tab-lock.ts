/** Work that only one tab of this site may do at a time. */

/**
 * Null where another tab is at it. A tab that is closed or killed lets go at once. Where the
 * browser has no locks (plain http), every tab may.
 */
export async function whileAlone<Result>(
  name: string,
  work: () => Promise<Result>,
): Promise<Result | null> {
  const locks = globalThis.navigator?.locks as LockManager | undefined;
  if (!locks) return work();
  return locks.request(name, { ifAvailable: true }, (lock) => (lock ? work() : null));
}

/** Whether some tab is at it now. */
export async function isHeld(name: string): Promise<boolean> {
  const locks = globalThis.navigator?.locks as LockManager | undefined;
  const { held = [] } = (await locks?.query()) ?? {};
  return held.some((lock) => lock.name === name);
}
