/** What crosses the threads of a sandbox. Types alone: every side is compiled against these. */

/** A Python module made importable inside an interpreter. */
export interface PythonModule {
  readonly name: string;
  readonly source: string;
}

/**
 * Page to frame, once, by `window.postMessage` together with the frame's control port. Blobs: a
 * frame may be a process of its own, and to clone these megabytes into one takes a second.
 */
export interface FrameInit {
  readonly kind: 'init';
  readonly workerScript: Blob;
  readonly wasm: Blob;
  readonly stdlib: Blob;
}

/** Page to frame, over the control port. `boot` carries the interpreter's private port. */
export type FrameCommand =
  /** Starts a worker, which reads its script while the interpreter may still be compiling. */
  | { readonly kind: 'spawn'; readonly id: number }
  /** Only after `compiled`. */
  | {
      readonly kind: 'boot';
      readonly id: number;
      readonly modules: readonly PythonModule[];
      readonly heapLimitBytes: number;
      /** Where it has come: without it, the interpreter boots from the library. */
      readonly snapshot: Blob | null;
    }
  | { readonly kind: 'kill'; readonly id: number }
  /** To be answered with `here`, whatever the workers do. */
  | { readonly kind: 'ping'; readonly id: number };

/** Frame to page, over the control port. */
export type FrameEvent =
  | { readonly kind: 'ready' }
  | { readonly kind: 'compiled' }
  | { readonly kind: 'refused'; readonly detail: string }
  | { readonly kind: 'worker-error'; readonly id: number; readonly detail: string }
  | { readonly kind: 'here'; readonly id: number };

/** Frame to worker, once. */
export interface WorkerInit {
  readonly module: WebAssembly.Module;
  readonly stdlib: Blob;
  readonly modules: readonly PythonModule[];
  readonly heapLimitBytes: number;
  readonly snapshot: Blob | null;
}

/** One call of a Python function that takes a string and returns a string: "module.function". */
export interface PythonCall {
  readonly function: string;
  readonly argument: string;
}

/** Page to interpreter, over its private port. */
export type InterpreterCommand =
  | {
      readonly kind: 'run';
      readonly job: number;
      readonly calls: readonly PythonCall[];
      /** Made importable before the first call, until the next restore. */
      readonly modules: readonly PythonModule[];
      /** Whether anybody hears what is written to the report file. */
      readonly mayReport: boolean;
    }
  /** Puts the interpreter back to the moment after boot. Takes its turn after earlier jobs. */
  | { readonly kind: 'restore' };

/** Interpreter to page. What an interpreter says after running untrusted code is a claim. */
export type InterpreterEvent =
  | { readonly kind: 'booted' }
  | { readonly kind: 'boot-failed'; readonly detail: string }
  | { readonly kind: 'started'; readonly job: number }
  | {
      readonly kind: 'returned';
      readonly job: number;
      readonly index: number;
      readonly reply: string;
      /** What the call printed, capped. */
      readonly output: string;
      readonly isOutputTruncated: boolean;
      readonly ms: number;
    }
  /** What the running call wrote to the report file, as it came; cut off beyond all reason. */
  | { readonly kind: 'reported'; readonly job: number; readonly text: string }
  /** A call broke the interpreter: it takes no more jobs. */
  | {
      readonly kind: 'crashed';
      readonly job: number;
      readonly index: number;
      readonly error: string;
      readonly detail: string;
    }
  | { readonly kind: 'ended'; readonly job: number; readonly heapBytes: number }
  /**
   * The running code reached past Python (JavaScript, the file system, timers), where a restore
   * cannot follow. Sent before the reach takes effect, so that nothing it does can unsay it.
   */
  | { readonly kind: 'touched'; readonly by: string };
