/** A limit that tells a program that took its time from a machine that slept. */

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { TimeLimit } from '../../../src/sandbox/time-limit.ts';

/** What the clock says beyond what timers know of. */
let aheadMs: number;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  aheadMs = 0;
  const now = performance.now.bind(performance);
  vi.spyOn(performance, 'now').mockImplementation(() => now() + aheadMs);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** Beats go by messages, which are real. */
async function pass(ms: number, beatMs = 50): Promise<void> {
  for (let passed = 0; passed < ms; passed += beatMs) {
    vi.advanceTimersByTime(Math.min(beatMs, ms - passed));
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** The clock goes on, and no timer fires: as while a browser is stopped. */
function sleep(ms: number): void {
  aheadMs += ms;
}

test('ends after its time, awake', async () => {
  const onEnd = vi.fn();
  new TimeLimit(10_000, onEnd);
  await pass(9_950);
  expect(onEnd).not.toHaveBeenCalled();
  await pass(1_000);
  expect(onEnd).toHaveBeenCalledOnce();
});

test.each([0, 100, 5_000, 9_900])(
  'goes on with what it had left where the machine slept after %i ms',
  async (before) => {
    const onEnd = vi.fn();
    const limit = new TimeLimit(10_000, onEnd);
    await pass(before);
    sleep(3_600_000);
    // A beat and what it may be late: nobody can tell that from a busy moment.
    const unheardMs = 550;
    expect(limit.leftMs).toBeGreaterThanOrEqual(Math.max(0, 10_000 - before - unheardMs));
    await pass(Math.max(0, 10_000 - before - unheardMs - 100));
    if (before < 9_000) expect(onEnd).not.toHaveBeenCalled();
    await pass(2_000);
    expect(onEnd).toHaveBeenCalledOnce();
  },
);

test('sleeps as often as it may, it loses next to nothing of its time', async () => {
  const onEnd = vi.fn();
  new TimeLimit(10_000, onEnd);
  for (let sleeps = 0; sleeps < 10; sleeps++) {
    await pass(400);
    sleep(60_000);
  }
  expect(onEnd).not.toHaveBeenCalled();
});

test('tells how long the machine slept, which is not the program’s time', async () => {
  const limit = new TimeLimit(10_000, () => {});
  await pass(3_000);
  expect(limit.sleptMs).toBe(0);
  sleep(20_000);
  expect(limit.sleptMs).toBeGreaterThan(19_400);
  expect(limit.sleptMs).toBeLessThanOrEqual(20_000);
  limit.stop();
  const sleptMs = limit.sleptMs;
  sleep(20_000);
  expect(limit.sleptMs).toBe(sleptMs);
});

test('takes a hidden page, whose timers wait for the next second, for no sleep', async () => {
  vi.stubGlobal('document', { hidden: true });
  const limit = new TimeLimit(10_000, () => {});
  for (let second = 0; second < 8; second++) {
    await pass(250);
    sleep(750);
  }
  expect(limit.sleptMs).toBe(0);
  limit.stop();
});

test.each([0, 250, 2_600])('never ends once stopped, after %i ms', async (ms) => {
  const onEnd = vi.fn();
  const limit = new TimeLimit(10_000, onEnd);
  await pass(ms);
  vi.advanceTimersByTime(250);
  limit.stop();
  await pass(20_000);
  expect(onEnd).not.toHaveBeenCalled();
});
