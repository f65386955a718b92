/** Each way in which a browser refuses becomes a value to go on with. */

import { afterEach, expect, test, vi } from 'vitest';
import { answerOrNull, inTime, offered } from '../../../src/platform/refusals.ts';
import { heldNames, isHeld, whileAlone } from '../../../src/platform/tab-lock.ts';
import { otherTabs } from '../../../src/platform/other-tabs.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const denied = () => {
  throw new DOMException('denied', 'SecurityError');
};

test('what throws at whoever looks is not offered', () => {
  expect([offered(denied), offered(() => 7)]).toEqual([undefined, 7]);
});

test('an answer that does not come is not waited for, and one that does leaves no timer', async () => {
  vi.useFakeTimers();
  const waiting = inTime(new Promise<string>(() => {}), 'none', 50);
  await vi.advanceTimersByTimeAsync(50);
  expect(await waiting).toBe('none');
  expect(await inTime(Promise.resolve('one'), 'none', 50)).toBe('one');
  await expect(inTime(Promise.reject(new Error('no')), 'none', 50)).rejects.toThrow('no');
  expect(vi.getTimerCount()).toBe(0);
  expect(await answerOrNull(denied)).toBe(null);
  expect(await answerOrNull(() => Promise.reject(new Error('no')))).toBe(null);
});

const never = () => new Promise<never>(() => {});
const refused = () => Promise.reject(new DOMException('denied', 'SecurityError'));

test.each([
  ['are absent', {}],
  ['throw when looked at', Object.defineProperty({}, 'locks', { get: denied })],
  ['throw when asked', { locks: { request: denied, query: denied } }],
  ['reject', { locks: { request: refused, query: refused } }],
  ['never answer', { locks: { request: never, query: never } }],
])('where locks %s, every tab may work, and nobody is known to be at it', async (_, navigator) => {
  vi.useFakeTimers();
  vi.stubGlobal('navigator', navigator);
  const work = vi.fn(async () => 'done');
  const [done, held, names] = [whileAlone('a', work), isHeld('a'), heldNames()];
  await vi.advanceTimersByTimeAsync(10_000);
  expect([await done, await held, await names]).toEqual(['done', false, null]);
  expect(work).toHaveBeenCalledTimes(1);
});

test('a lock that comes too late is let go, and work that fails is not done twice', async () => {
  vi.useFakeTimers();
  let grant = () => {};
  const request = (_: string, __: object, granted: (lock: object) => unknown) =>
    new Promise((resolve) => (grant = () => resolve(granted({}))));
  vi.stubGlobal('navigator', { locks: { request } });
  const work = vi.fn(async () => 'done');
  const done = whileAlone('a', work);
  await vi.advanceTimersByTimeAsync(10_000);
  grant();
  expect([await done, work.mock.calls.length]).toEqual(['done', 1]);

  const fail = vi.fn(() => Promise.reject(new Error('a fault of the work')));
  const atOnce = async (_: string, __: object, granted: (lock: object) => unknown) => granted({});
  vi.stubGlobal('navigator', { locks: { request: atOnce } });
  await expect(whileAlone('a', fail)).rejects.toThrow('a fault of the work');
  expect(fail).toHaveBeenCalledTimes(1);
});

test('where tabs may not speak to each other, nobody hears and nobody tells', () => {
  vi.stubGlobal('BroadcastChannel', denied);
  const tabs = otherTabs('a');
  tabs.hear(() => {});
  tabs.tell('word');
  vi.stubGlobal('BroadcastChannel', undefined);
  otherTabs('a').tell('word');
});
