/** Where the browser tests find the server of `misbehaving-server.ts`. */
import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    misbehavingServer: string;
  }
}

export function misbehavingServer(): string {
  return inject('misbehavingServer');
}
