/** Names what keeps a sandbox from starting. */

import { isIsolated, leaveIsolation, returnToIsolation } from '../platform/isolation.ts';
import { SandboxRefusedError } from '../sandbox/sandbox.ts';
import { UnreachableError } from '../sandbox/sandbox-bytes.ts';
import { CheckerError } from './checker.ts';

/** Rejects with a `CheckerError` where the work could not have a sandbox. */
export async function sandboxed<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const cause = { cause: error };
    if (error instanceof UnreachableError) {
      throw new CheckerError({ kind: 'assets-unreachable', address: error.address }, cause);
    }
    if (error instanceof SandboxRefusedError) {
      const kind = isIsolated() ? 'sandbox-isolated' : 'sandbox-refused';
      if (isIsolated()) leaveIsolation();
      else returnToIsolation();
      throw new CheckerError({ kind, detail: error.message }, cause);
    }
    throw error;
  }
}
