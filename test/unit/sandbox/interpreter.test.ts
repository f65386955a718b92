/** Time that a machine sleeps is no time of a job: neither in its limits nor in what is told. */

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Interpreter, type JobOptions, type JobResult } from '../../../src/sandbox/interpreter.ts';

const call = { function: 'f', argument: '' };
/** A beat of the clock, and what it may be late. */
const unheardMs = 600;

/** What the clock says beyond what timers know of. */
let sleptMs: number;
let thread: MessagePort;
let interpreter: Interpreter;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  sleptMs = 0;
  const now = performance.now.bind(performance);
  vi.spyOn(performance, 'now').mockImplementation(() => now() + sleptMs);
  const { port1, port2 } = new MessageChannel();
  thread = port2;
  interpreter = new Interpreter(
    port1,
    () => {},
    () => Promise.resolve(true),
  );
});
afterEach(() => {
  interpreter.kill();
  thread.close();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** Messages are real, the clock is not. */
async function pass(ms: number, beatMs = 50): Promise<void> {
  for (let passed = 0; passed <= ms; passed += beatMs) {
    await new Promise((resolve) => setImmediate(resolve));
    if (passed < ms) vi.advanceTimersByTime(Math.min(beatMs, ms - passed));
  }
}

/** The thread sleeps as well, and its own clock goes on. */
function sleep(ms: number): void {
  sleptMs += ms;
}

async function begun(
  callCount: number,
  options: JobOptions,
): Promise<{ readonly result: Promise<JobResult> }> {
  const calls = Array.from({ length: callCount }, () => call);
  const result = interpreter.run(calls, options);
  thread.postMessage({ kind: 'started', job: 1 });
  await pass(0);
  return { result };
}

function returned(index: number, ms: number): void {
  const result = { reply: '', output: '', isOutputTruncated: false, ms };
  thread.postMessage({ kind: 'returned', job: 1, index, ...result });
}

function ended(): void {
  thread.postMessage({ kind: 'ended', job: 1, heapBytes: 0 });
}

test('a job goes on after a sleep that was longer than its limit, and tells its own time', async () => {
  const { result } = await begun(1, { limitMs: 5_000 });
  await pass(1_000);
  sleep(60_000);
  await pass(1_000);
  returned(0, 62_000);
  ended();
  await pass(0);
  const { end, ms, returned: told } = await result;
  expect(end).toEqual({ kind: 'ended' });
  expect(ms).toBeGreaterThanOrEqual(2_000);
  expect(ms).toBeLessThan(2_000 + unheardMs);
  expect(told[0]?.ms).toBeCloseTo(ms, -2);
});

test('a job that does not end is ended after its time awake', async () => {
  const { result } = await begun(1, { limitMs: 5_000 });
  for (let sleeps = 0; sleeps < 3; sleeps++) {
    await pass(1_000);
    sleep(60_000);
  }
  await pass(2_500);
  const { end, ms } = await result;
  expect(end).toEqual({ kind: 'timeout' });
  expect(ms).toBeGreaterThanOrEqual(5_000);
  expect(ms).toBeLessThan(5_000 + unheardMs);
});

test('a call goes on after a sleep that was longer than its own limit', async () => {
  const { result } = await begun(2, { limitMs: 60_000, callLimitMs: () => 2_000 });
  await pass(500);
  returned(0, 500);
  await pass(500);
  sleep(60_000);
  await pass(500);
  returned(1, 61_000);
  ended();
  await pass(0);
  const { end, returned: told } = await result;
  expect(end).toEqual({ kind: 'ended' });
  expect(told[0]?.ms).toBe(500);
  expect(told[1]?.ms).toBeLessThan(1_000 + unheardMs);
});

test('a quick call that is heard of only after the sleep keeps its time, the long one has less', async () => {
  const { result } = await begun(3, { limitMs: 60_000 });
  await pass(300);
  sleep(60_000);
  returned(0, 5);
  returned(1, 60_250);
  returned(2, 40);
  ended();
  await pass(0);
  const told = (await result).returned.map(({ ms }) => ms);
  expect(told[0]).toBe(5);
  expect(told[1]).toBeLessThan(250 + unheardMs);
  expect(told[2]).toBe(40);
});

test('what was slept before a job began is not taken off it', async () => {
  const result = interpreter.run([call], { limitMs: 5_000 });
  await pass(500);
  sleep(10_000);
  thread.postMessage({ kind: 'started', job: 1 });
  await pass(2_000);
  returned(0, 2_000);
  ended();
  await pass(0);
  const { ms, returned: told } = await result;
  expect(ms).toBeGreaterThanOrEqual(2_000);
  expect(told[0]?.ms).toBe(2_000);
});

test('a page that stood still for a moment does not keep a sleep from being taken off', async () => {
  const { result } = await begun(2, { limitMs: 60_000 });
  sleep(1_200);
  returned(0, 100);
  await pass(500);
  sleep(60_000);
  await pass(200);
  returned(1, 60_700);
  ended();
  await pass(0);
  const told = (await result).returned.map(({ ms }) => ms);
  expect(told[0]).toBe(100);
  expect(told[1]).toBeLessThan(700 + unheardMs);
});

test('a sleep that began before the page heard of the beginning is taken off what a call tells', async () => {
  const result = interpreter.run([call], { limitMs: 5_000 });
  await pass(500);
  sleep(60_000);
  thread.postMessage({ kind: 'started', job: 1 });
  returned(0, 60_400);
  ended();
  await pass(0);
  expect((await result).returned[0]?.ms).toBeLessThan(400 + unheardMs);
});

test('what ended just before a sleep has ended, whatever was left of its time', async () => {
  const { result } = await begun(1, { limitMs: 5_000 });
  await pass(4_900);
  sleep(60_000);
  vi.advanceTimersByTime(250);
  returned(0, 4_950);
  ended();
  await pass(0);
  expect((await result).end).toEqual({ kind: 'ended' });
});
