/** Interpreters lent to some work, and taken back whatever becomes of it. */

import type { Interpreter } from '../../sandbox/interpreter.ts';
import type { InterpreterPool } from '../../sandbox/interpreter-pool.ts';

/** A stop ends both the work and the interpreter. */
export async function lendFrom<T>(
  pool: InterpreterPool,
  signal: AbortSignal | undefined,
  work: (interpreter: Interpreter, pool: InterpreterPool) => Promise<T>,
): Promise<T> {
  const interpreter = await pool.take(signal);
  const stop = () => interpreter.kill();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    return await work(interpreter, pool);
  } finally {
    signal?.removeEventListener('abort', stop);
    pool.giveBack(interpreter);
    signal?.throwIfAborted();
  }
}
