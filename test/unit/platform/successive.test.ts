/** Work on what keeps changing: each is finished, the newest follows, another thing does not wait. */

import { expect, test } from 'vitest';
import { nextTurn } from '../../../src/platform/in-turns.ts';
import { Successive } from '../../../src/platform/successive.ts';

/** Works that are done when the test says so. */
function observed() {
  const begun: { given: number; signal: AbortSignal; finish: () => void }[] = [];
  const works = new Successive<number>(
    (given, signal) =>
      new Promise((finish) => {
        begun.push({ given, signal, finish });
      }),
  );
  return { works, begun };
}

test('what is newer waits for the work under way, and only the newest of it is worked on', async () => {
  const { works, begun } = observed();
  works.begin('a', 1);
  works.begin('a', 2);
  works.begin('a', 3);
  await nextTurn();
  expect(begun.map(({ given }) => given)).toEqual([1]);
  expect(begun[0]?.signal.aborted).toBe(false);
  begun[0]?.finish();
  await expect.poll(() => begun.map(({ given }) => given)).toEqual([1, 3]);
  begun[1]?.finish();
  await nextTurn();
  works.begin('a', 4);
  await expect.poll(() => begun.length).toBe(3);
});

test('what is about something else ends the work under way and begins at once', async () => {
  const { works, begun } = observed();
  works.begin('a', 1);
  works.begin('a', 2);
  works.begin('b', 3);
  expect(begun.map(({ given }) => given)).toEqual([1, 3]);
  expect(begun[0]?.signal.aborted).toBe(true);
  begun[0]?.finish();
  begun[1]?.finish();
  await nextTurn();
  expect(begun.length).toBe(2);
  works.begin('b', 4);
  works.end();
  await nextTurn();
  expect(begun.length).toBe(2);
});
