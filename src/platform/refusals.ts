/**
 * How a browser refuses what it is asked for: it has no such thing, throws at whoever looks or
 * calls, rejects, or never answers. Here all of that becomes a value to go on with.
 */

/** Long for a browser that means to answer, even on a busy disk. */
export const answerLimitMs = 5_000;

/** Undefined where it is absent, or where looking at it throws. */
export function offered<Part>(look: () => Part): Part | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}

/** The answer, or `otherwise` where it does not come in time. Rejects as the answer does. */
export async function inTime<Answer, Otherwise>(
  answer: Promise<Answer>,
  otherwise: Otherwise,
  limitMs = answerLimitMs,
): Promise<Answer | Otherwise> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<Otherwise>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), limitMs);
  });
  return Promise.race([answer, limit]).finally(() => clearTimeout(timer));
}

/** Null where the question is refused, in whichever way. */
export async function answerOrNull<Answer>(
  ask: () => Promise<Answer> | Answer,
  limitMs = answerLimitMs,
): Promise<Answer | null> {
  try {
    // Asked within a promise: some browsers throw where others reject.
    return await inTime(Promise.resolve(ask()), null, limitMs);
  } catch {
    return null;
  }
}
