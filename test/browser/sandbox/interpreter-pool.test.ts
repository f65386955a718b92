/** The pool of interpreters: what it does when they fail, are killed, or nobody waits any more. */

import { afterEach, expect, test, vi } from 'vitest';
import { InterpreterPool } from '../../../src/sandbox/interpreter-pool.ts';
import { Sandbox, SandboxRefusedError } from '../../../src/sandbox/sandbox.ts';
import { SandboxBytes } from '../../../src/sandbox/sandbox-bytes.ts';
import { countListeners } from '../../support/count-listeners.ts';

const bytes = new SandboxBytes();
const echo = { name: 'echo', source: 'def back(text): return text\n' };
let pool: InterpreterPool;
afterEach(() => pool.close());

function poolOf(source = echo.source): InterpreterPool {
  return new InterpreterPool({ bytes, modules: [{ name: 'echo', source }], size: 1, spares: 1 });
}

async function said(text: string): Promise<string | undefined> {
  const interpreter = await pool.take();
  const calls = [{ function: 'echo.back', argument: text }];
  const { returned } = await interpreter.run(calls, { limitMs: 20_000 });
  pool.giveBack(interpreter);
  return returned[0]?.reply;
}

test('an interpreter that cannot boot is reported as a refused sandbox', async () => {
  pool = poolOf('1 / 0');
  await expect(pool.take()).rejects.toBeInstanceOf(SandboxRefusedError);
  await expect(pool.ready()).rejects.toBeInstanceOf(SandboxRefusedError);
});

test('who waits for one to be ready and who takes one wait for the same boot', async () => {
  pool = new InterpreterPool({ bytes, modules: [echo], size: 2, spares: 0 });
  const spawn = vi.spyOn(Sandbox.prototype, 'spawn');
  const ready = pool.ready();
  const interpreter = await pool.take();
  await ready;
  await pool.ready();
  expect(spawn).toHaveBeenCalledTimes(1);
  pool.giveBack(interpreter);
  pool.close();
  await expect(pool.ready(AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
});

test('a killed interpreter and a frame that was given up are replaced', async () => {
  pool = poolOf();
  expect(await said('one')).toBe('one');
  const interpreter = await pool.take();
  interpreter.kill();
  pool.giveBack(interpreter);
  expect(await said('two')).toBe('two');
  pool.rebuild();
  expect(await said('three')).toBe('three');
});

test('who stops waiting gets no interpreter, and the next one does', async () => {
  pool = poolOf();
  const first = await pool.take();
  const stop = new AbortController();
  const waiting = pool.take(stop.signal);
  const next = pool.take();
  stop.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow('enough');
  pool.giveBack(first);
  expect((await next).isAlive).toBe(true);
});

test('closing rejects those who wait, and those who come after it', async () => {
  pool = poolOf();
  await pool.take();
  const waiting = pool.take();
  pool.close();
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  await expect(pool.take()).rejects.toMatchObject({ name: 'AbortError' });
  await expect(pool.ready()).rejects.toMatchObject({ name: 'AbortError' });
});

test('a thousand loans under one signal leave no listener on it', async () => {
  pool = poolOf();
  const { signal } = new AbortController();
  const listening = countListeners(signal);
  for (let loan = 0; loan < 1_000; loan++) {
    const ready = pool.ready(signal);
    const interpreter = await pool.take(signal);
    await ready;
    pool.giveBack(interpreter);
  }
  expect(listening()).toBe(0);
});

test('nor do those who are refused one', async () => {
  pool = poolOf('1 / 0');
  const refused = new AbortController();
  const listening = countListeners(refused.signal);
  await expect(pool.take(refused.signal)).rejects.toBeInstanceOf(SandboxRefusedError);
  await expect(pool.ready(refused.signal)).rejects.toBeInstanceOf(SandboxRefusedError);
  expect(listening()).toBe(0);
});

test('a flood of reports ends with its time, and the page hears no more than it can read', async () => {
  pool = poolOf(
    "def back(text):\n    f = open('/dev/report', 'wb', buffering=0)\n    while True: f.write(b'x')\n",
  );
  const calls = [{ function: 'echo.back', argument: '' }];
  for (const isHeard of [false, true]) {
    const interpreter = await pool.take();
    let messages = 0;
    const onReport = () => void messages++;
    const options = { limitMs: 3_000, ...(isHeard && { onReport }) };
    expect((await interpreter.run(calls, options)).end).toEqual({ kind: 'timeout' });
    pool.giveBack(interpreter);
    expect(messages > 0).toBe(isHeard);
    expect(messages).toBeLessThan(100_000);
  }
});
