/** Long work of the page's thread, in pieces between which it answers to whoever uses the page. */

const longestMs = 40;

/** Takes the steps of some work, letting others have a turn now and then, and gives its result. */
export async function inTurns<Result>(
  work: Generator<void, Result>,
  turnMs = longestMs,
): Promise<Result> {
  let since = performance.now();
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    if (performance.now() - since < turnMs) continue;
    await nextTurn();
    since = performance.now();
  }
}

/** The same; null where it is aborted before its end, and then no further step is taken. */
export async function inTurnsUntil<Result>(
  signal: AbortSignal,
  work: Generator<void, Result>,
  turnMs = longestMs,
): Promise<Result | null> {
  function* untilAborted(): Generator<void, Result | null> {
    while (!signal.aborted) {
      const step = work.next();
      if (step.done) return step.value;
      yield;
    }
    return null;
  }
  return inTurns(untilAborted(), turnMs);
}

/** Resolves once others had their turn. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

/** The same without pauses, for work that is known to be short. */
export function atOnce<Result>(work: Generator<void, Result>): Result {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
