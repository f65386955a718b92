/** Long work of the page's thread, in pieces between which it answers to whoever uses the page. */

const longestMs = 40;

/** Takes the steps of some work, letting others have a turn now and then, and gives its result. */
export async function inTurns<Result>(work: Generator<void, Result>): Promise<Result> {
  let since = performance.now();
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    if (performance.now() - since < longestMs) continue;
    await new Promise((resolve) => setTimeout(resolve));
    since = performance.now();
  }
}

/** The same without pauses, for work that is known to be short. */
export function atOnce<Result>(work: Generator<void, Result>): Result {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
