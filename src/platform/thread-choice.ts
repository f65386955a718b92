/**
 * How many threads are fastest on this machine, as it was measured once: kept in local storage, for
 * the machine alone and not for a person's work. Who measures is `synthesis/llama-cpp/threads.ts`.
 */

import { offered } from './refusals.ts';

export interface ThreadChoice {
  /** Null before it was measured, and where the processor has changed since. */
  read(): number | null;
  keep(threads: number): void;
  /** It will be measured again. */
  forget(): void;
}

const name = 'synthpad-threads';

/** Kept under the number of logical processors that it was measured with. */
export function threadChoice(
  cores: number = globalThis.navigator?.hardwareConcurrency ?? 1,
  storage: Storage | undefined = offered(() => localStorage),
): ThreadChoice {
  return {
    read() {
      const [of, threads] = (offered(() => storage?.getItem(name)) ?? '').split(' ').map(Number);
      return of === cores && threads !== undefined && threads >= 1 && threads <= cores
        ? threads
        : null;
    },
    keep: (threads) => void offered(() => storage?.setItem(name, `${cores} ${threads}`)),
    forget: () => void offered(() => storage?.removeItem(name)),
  };
}
