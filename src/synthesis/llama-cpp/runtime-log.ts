/** wllama's logger as a source of facts: the worker lives, it crashed, llama.cpp complained. */

/** As llama.cpp says where it put something; the processor is called CPU there. */
const gpuMemory = /WebGPU.* buffer size/;

export class RuntimeLog {
  readonly complaints: string[] = [];
  /** Whether weights or keys and values lie on the GPU, as llama.cpp says while it loads. */
  isOnGpu = false;
  /** Resolves when the worker first says something. */
  readonly firstWord: Promise<void>;
  /** Rejects when the worker's script fails; never resolves. */
  readonly crash: Promise<never>;
  readonly logger: Record<'debug' | 'log' | 'warn' | 'error', (...parts: unknown[]) => void>;

  constructor() {
    let spoke = () => {};
    let crashed: (error: Error) => void = () => {};
    this.firstWord = new Promise((resolve) => (spoke = resolve));
    this.crash = new Promise((_, reject) => (crashed = reject));
    this.crash.catch(() => undefined);
    const hear = (...parts: unknown[]) => {
      if (parts.some((part) => typeof part === 'string' && gpuMemory.test(part)))
        this.isOnGpu = true;
      spoke();
    };
    this.logger = {
      debug: hear,
      log: hear,
      warn: () => spoke(),
      error: (...parts) => {
        const [event] = parts;
        // The worker's `onerror` is wired to this logger.
        if (event instanceof Event) crashed(new Error(messageOf(event)));
        else this.complaints.push(parts.map(String).join(' '));
        spoke();
      },
    };
  }
}

function messageOf(event: Event): string {
  return event instanceof ErrorEvent && event.message ? event.message : 'the worker did not start';
}
