/** Waiting for a promise no longer than a signal allows. Vitest fails on any unhandled rejection. */

import { expect, test } from 'vitest';
import { nextTurn } from '../../../src/platform/in-turns.ts';
import { orAborted } from '../../../src/platform/or-aborted.ts';

test('what comes before the signal is given on, be it a value or a failure', async () => {
  const { signal } = new AbortController();
  await expect(orAborted(Promise.resolve(7), signal)).resolves.toBe(7);
  await expect(orAborted(Promise.reject(new Error('lost')), signal)).rejects.toThrow('lost');
});

test('an aborted signal ends the wait with its reason, and a later failure is nobody’s', async () => {
  const controller = new AbortController();
  const late = controlled();
  const waiting = orAborted(late.promise, controller.signal);
  controller.abort(new Error('stopped'));
  await expect(waiting).rejects.toThrow('stopped');
  late.fail(new Error('late'));
  await nextTurn();
});

test('a signal that was aborted before ends the wait as well', async () => {
  const late = controlled();
  const waiting = orAborted(late.promise, AbortSignal.abort(new Error('stopped')));
  await expect(waiting).rejects.toThrow('stopped');
  late.fail(new Error('late'));
  await nextTurn();
});

function controlled(): { promise: Promise<never>; fail: (error: Error) => void } {
  let fail: (error: Error) => void = () => undefined;
  const promise = new Promise<never>((_, reject) => {
    fail = reject;
  });
  return { promise, fail };
}
