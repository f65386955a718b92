/** When a download that breaks is asked for again, and when it is given up. */

import { expect, test } from 'vitest';
import { downloadWithRetry, usualRetry } from '../../../src/synthesis/download-retry.ts';
import { EngineError } from '../../../src/synthesis/engine.ts';

const address = 'https://example.org/model.gguf';
const retry = { ...usualRetry, wait: async () => undefined };
const options = { signal: new AbortController().signal, retry };

/** Each time breaks where the list says; how often it was asked for. */
async function askedFor(breaksAt: (attempt: number) => number): Promise<number> {
  let attempts = 0;
  const download = downloadWithRetry(async (onReached) => {
    onReached(breaksAt(attempts++));
    throw new EngineError({ kind: 'no-network', address });
  }, options);
  await expect(download).rejects.toMatchObject({ failure: { kind: 'no-network', address } });
  return attempts;
}

test('a server that breaks off at the same place each time is asked eight times', async () => {
  expect(await askedFor(() => 500)).toBe(retry.attempts.later);
});

test('as is one that breaks off earlier than it did', async () => {
  expect(await askedFor((attempt) => 500 - 10 * attempt)).toBe(retry.attempts.later);
});

test('one that never sends anything is asked three times', async () => {
  expect(await askedFor(() => 0)).toBe(retry.attempts.atFirst);
});

test('as long as each attempt comes further, it goes on', async () => {
  expect(await askedFor((attempt) => Math.min(attempt + 1, 40))).toBe(39 + retry.attempts.later);
});
