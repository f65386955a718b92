/** A limit that tells a program that took its time from a machine that slept. */

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { TimeLimit, limitAwake } from '../../../src/sandbox/time-limit.ts';

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'],
  });
});
afterEach(() => void vi.useRealTimers());

/** The clock goes on, and no timer fires: as while a browser is stopped. */
function sleep(ms: number): void {
  const now = performance.now() + ms;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
}

test('ends after its time, awake', () => {
  const onEnd = vi.fn();
  new TimeLimit(10_000, onEnd);
  vi.advanceTimersByTime(9_999);
  expect(onEnd).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(onEnd.mock.calls).toEqual([[false]]);
});

test('knows that it fired late', () => {
  const onEnd = vi.fn();
  new TimeLimit(10_000, onEnd);
  vi.advanceTimersByTime(9_000);
  sleep(20_000);
  vi.advanceTimersByTime(1_000);
  expect(onEnd.mock.calls).toEqual([[true]]);
  vi.restoreAllMocks();
});

test('tells how long the machine slept, which is not the program’s time', () => {
  const limit = new TimeLimit(10_000, () => {});
  vi.advanceTimersByTime(3_000);
  expect(limit.sleptMs).toBe(0);
  sleep(20_000);
  expect(limit.sleptMs).toBe(19_000);
  limit.stop();
  vi.restoreAllMocks();
});

test('begins again after a sleep where nothing but time awake counts', () => {
  const onEnd = vi.fn();
  limitAwake(10_000, onEnd);
  vi.advanceTimersByTime(9_000);
  sleep(20_000);
  vi.advanceTimersByTime(1_000);
  expect(onEnd).not.toHaveBeenCalled();
  vi.restoreAllMocks();
  vi.advanceTimersByTime(10_000);
  expect(onEnd).toHaveBeenCalledOnce();
});

test('never ends once stopped', () => {
  const onEnd = vi.fn();
  new TimeLimit(1_000, onEnd).stop();
  vi.advanceTimersByTime(5_000);
  expect(onEnd).not.toHaveBeenCalled();
});
