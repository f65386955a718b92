/** A check that is stopped ends at once, and takes nothing from any other. */

import { afterAll, expect, test, vi } from 'vitest';
import { createChecker } from '../../../src/checking/create-checker.ts';
import { SharedMemo } from '../../../src/checking/memo.ts';
import { Interpreter } from '../../../src/sandbox/interpreter.ts';
import { taskOf } from '../../support/tasks.ts';

const checker = createChecker({ size: 1 });
afterAll(() => checker.close());

const sum = taskOf(['assert f(2, 3) == 5', 'assert f(1, 1) == 2']);
const reference = 'def f(a, b):\n    return a + b\n';

test('a check can be stopped, and the checker goes on', async () => {
  const stop = new AbortController();
  const stopped = checker.check(
    { task: sum, program: 'while True: pass' },
    { signal: stop.signal },
  );
  setTimeout(() => stop.abort(), 300);
  await expect(stopped).rejects.toThrow('abort');
  expect((await checker.check({ task: sum, program: reference })).status).toBe('passed');
});

test('a check that is stopped while the reference is timed takes nothing from another', async () => {
  const sleepy = (seconds: number) =>
    `import time\ndef f(a, b):\n    time.sleep(${seconds})\n    return a + b\n`;
  const task = taskOf(sum.tests, { referenceCode: sleepy(1) });
  const hurried = createChecker({ size: 2, limits: { timeMs: 200 } });
  const stop = new AbortController();
  const isTimed = vi.spyOn(SharedMemo.prototype, 'get');
  const stopped = hurried.check({ task, program: sleepy(0.3) }, { signal: stop.signal });
  const other = hurried.check({ task, program: sleepy(0.4) });
  await vi.waitFor(() => expect(isTimed).toHaveBeenCalledTimes(2), { timeout: 20_000 });
  stop.abort();
  await expect(stopped).rejects.toThrow('abort');
  expect((await other).status).toBe('passed');
  isTimed.mockRestore();
  hurried.close();
});

test('a checker that is closed in the middle of a check rejects it, and runs nothing anew', async () => {
  const closed = createChecker({ size: 1 });
  await closed.warmUp();
  const running = closed.check({ task: sum, program: 'while True: pass' });
  const outcome = expect(running).rejects.toThrow('closed');
  const run = vi.spyOn(Interpreter.prototype, 'run');
  await vi.waitFor(() => expect(run).toHaveBeenCalled(), { timeout: 20_000 });
  const frames = document.querySelectorAll('iframe').length;
  closed.close();
  await outcome;
  expect(document.querySelectorAll('iframe').length).toBeLessThan(frames);
});
