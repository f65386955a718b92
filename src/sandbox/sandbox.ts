/**
 * The page's side of a sandbox: one opaque-origin frame and the interpreters inside it. Closing
 * it ends them all. What runs in them, and what to believe of it, is left to the caller.
 */

import { frameDocument } from 'virtual:sandbox-files';
import { Interpreter } from './interpreter.ts';
import type { FrameCommand, FrameEvent, FrameInit, PythonModule } from './protocol.ts';
import type { SandboxBytes } from './sandbox-bytes.ts';
import { TimeLimit } from './time-limit.ts';

export interface SpawnOptions {
  readonly modules: readonly PythonModule[];
  readonly heapLimitBytes: number;
}

/** This browser, or this host, does not let the frame start. */
export class SandboxRefusedError extends Error {
  override readonly name = 'SandboxRefusedError';
}

const openLimitMs = 20_000;
const pingLimitMs = 2_000;

export class Sandbox {
  readonly #frame: HTMLIFrameElement;
  readonly #port: MessagePort;
  readonly #bytes: SandboxBytes;
  readonly #compiled: Promise<void>;
  readonly #interpreters = new Map<number, Interpreter>();
  readonly #pings = new Map<number, (isHere: boolean) => void>();
  #lastId = 0;

  private constructor(frame: HTMLIFrameElement, port: MessagePort, bytes: SandboxBytes) {
    this.#frame = frame;
    this.#bytes = bytes;
    this.#port = port;
    this.#compiled = new Promise((resolve, reject) => {
      port.onmessage = ({ data }: MessageEvent<FrameEvent>) => {
        if (data.kind === 'compiled') resolve();
        if (data.kind === 'refused') reject(new SandboxRefusedError(data.detail));
        if (data.kind === 'here') this.#pings.get(data.id)?.(true);
        if (data.kind === 'worker-error') this.#interpreters.get(data.id)?.fail(data.detail);
      };
    });
    this.#compiled.catch(() => {});
  }

  /** Rejects with an `UnreachableError` or a `SandboxRefusedError`. */
  static async open(bytes: SandboxBytes): Promise<Sandbox> {
    const frame = document.createElement('iframe');
    // Without allow-same-origin the frame's origin is opaque: no storage, no cookies, no page.
    frame.setAttribute('sandbox', 'allow-scripts');
    hideFromSight(frame);
    frame.title = 'Sandbox in which programs run';
    const { port1, port2 } = new MessageChannel();
    const listening = new AbortController();
    try {
      // The frame starts while the bytes come in.
      const [{ workerScript, wasm, stdlib }] = await Promise.all([
        bytes.load(),
        inTime(callOf(frame, listening.signal)),
      ]);
      const init: FrameInit = { kind: 'init', workerScript, wasm, stdlib };
      const answer = firstMessage(port1);
      frame.contentWindow?.postMessage(init, '*', [port2]);
      await inTime(answer);
      return new Sandbox(frame, port1, bytes);
    } catch (error) {
      frame.remove();
      port1.close();
      throw error;
    } finally {
      listening.abort();
    }
  }

  /** The interpreter boots in the background; await its `booted`. */
  spawn({ modules, heapLimitBytes }: SpawnOptions): Interpreter {
    const id = ++this.#lastId;
    const { port1, port2 } = new MessageChannel();
    const end = () => {
      this.#interpreters.delete(id);
      this.#command({ kind: 'kill', id });
    };
    const interpreter = new Interpreter(port1, end, () => this.isAlive());
    this.#interpreters.set(id, interpreter);
    this.#command({ kind: 'spawn', id });
    this.#compiled.then(
      async () => {
        const snapshot = await this.#bytes.snapshotIfHere();
        this.#command({ kind: 'boot', id, modules, heapLimitBytes, snapshot }, [port2]);
      },
      (reason: unknown) => interpreter.fail(String(reason)),
    );
    return interpreter;
  }

  /** Whether the frame itself answers; its process may have died with all that was in it. */
  async isAlive(): Promise<boolean> {
    const id = ++this.#lastId;
    const answer = new Promise<boolean>((resolve) => this.#pings.set(id, resolve));
    const limit = new TimeLimit(pingLimitMs, () => this.#pings.get(id)?.(false));
    this.#command({ kind: 'ping', id });
    try {
      return await answer;
    } finally {
      limit.stop();
      this.#pings.delete(id);
    }
  }

  /** Removes the frame: every thread in it stops at once. Idempotent. */
  close(): void {
    for (const interpreter of [...this.#interpreters.values()]) interpreter.kill();
    this.#frame.remove();
    this.#port.close();
  }

  #command(command: FrameCommand, transfer: Transferable[] = []): void {
    this.#port.postMessage(command, transfer);
  }
}

/**
 * Rendered, though nobody can see it: a frame that is not rendered counts as a background tab,
 * and browsers run the process of one at a lower priority (in Chromium on Linux at nice 5).
 */
function hideFromSight(frame: HTMLIFrameElement): void {
  frame.ariaHidden = 'true';
  frame.tabIndex = -1;
  Object.assign(frame.style, {
    position: 'fixed',
    inset: 'auto 0 0 auto',
    width: '1px',
    height: '1px',
    border: 'none',
    opacity: '0',
    pointerEvents: 'none',
  });
}

/** Puts the frame into the page and waits for its script to call. */
function callOf(frame: HTMLIFrameElement, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const hear = ({ source }: MessageEvent) => {
      if (source === frame.contentWindow) resolve();
    };
    addEventListener('message', hear, { signal });
    frame.srcdoc = frameDocument;
    document.body.append(frame);
  });
}

/** A frame that stays silent is one that this browser or host does not let start. */
async function inTime<T>(answer: Promise<T>): Promise<T> {
  let end = () => {};
  const deadline = new Promise<never>((_, reject) => {
    const refuse = () => reject(new SandboxRefusedError('The frame is silent.'));
    const limit = new TimeLimit(openLimitMs, refuse);
    end = () => limit.stop();
  });
  return Promise.race([answer, deadline]).finally(end);
}

function firstMessage(port: MessagePort): Promise<FrameEvent> {
  return new Promise((resolve) => {
    port.onmessage = ({ data }: MessageEvent<FrameEvent>) => resolve(data);
  });
}
