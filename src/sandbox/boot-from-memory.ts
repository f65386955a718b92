/**
 * Lets Pyodide boot where there is no network. It insists on fetching its two files by address;
 * for the length of one boot those two browser functions answer with the bytes in hand. This
 * is no defence: what the interpreter may reach is decided by the frame's policy.
 */

/** Never looked up. */
export const indexUrl = 'https://python.invalid/';

export interface BootAnswers {
  readonly instance: Promise<WebAssembly.Instance>;
  /** Rejects if WebAssembly fails: Pyodide only logs that, and would wait for ever. */
  readonly failure: Promise<never>;
  end(): void;
}

export function answerFromMemory(
  stdlib: ArrayBuffer,
  instantiate: (imports: WebAssembly.Imports) => Promise<WebAssembly.WebAssemblyInstantiatedSource>,
): BootAnswers {
  const originalFetch = globalThis.fetch;
  const originalInstantiate = WebAssembly.instantiateStreaming;
  let resolveInstance: (instance: WebAssembly.Instance) => void = () => {};
  let rejectFailure: (reason: unknown) => void = () => {};
  const instance = new Promise<WebAssembly.Instance>((resolve) => (resolveInstance = resolve));
  const failure = new Promise<never>((_, reject) => (rejectFailure = reject));
  failure.catch(() => {});

  globalThis.fetch = (address) =>
    Promise.resolve(new Response(String(address).endsWith('.zip') ? stdlib : null));
  WebAssembly.instantiateStreaming = async (_source, imports = {}) => {
    try {
      const source = await instantiate(imports);
      resolveInstance(source.instance);
      return source;
    } catch (error) {
      rejectFailure(error);
      throw error;
    }
  };
  return {
    instance,
    failure,
    end() {
      globalThis.fetch = originalFetch;
      WebAssembly.instantiateStreaming = originalInstantiate;
    },
  };
}

/** Refuses growth above the cap: Python sees a failed allocation and raises MemoryError. */
export function limitHeap(imports: WebAssembly.Imports, limitBytes: number): void {
  const environment = imports['env'];
  const grow = environment?.['emscripten_resize_heap'];
  if (!environment || typeof grow !== 'function') return;
  // Addresses are unsigned; WebAssembly hands them to JavaScript as signed.
  const limited = (size: number) => (size >>> 0 > limitBytes ? 0 : grow(size));
  environment['emscripten_resize_heap'] = Object.assign(limited, grow);
}
