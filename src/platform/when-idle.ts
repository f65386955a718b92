/** Calls back once the browser has drawn and has nothing better to do, at the latest in a second. */
export function whenIdle(work: () => void): void {
  // Safari knows no idle time; there, past the first frames.
  if ('requestIdleCallback' in globalThis) requestIdleCallback(work, { timeout: 1_000 });
  else setTimeout(work, 200);
}
