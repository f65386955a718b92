/**
 * One web-llm worker seen from the page: starts it, asks it, ends it. Every request settles, also
 * when the worker dies. What an answer means is left to the engine.
 */
import type { InitProgressReport } from '@mlc-ai/web-llm';
import type { FromWorker, SpawnWorker, ToWorker, WorkerLike } from './protocol.ts';

/** The worker answered with an error; the message is the library's, its error's name in front. */
class WorkerFault extends Error {
  override readonly name = 'WorkerFault';
}

/** The worker is gone: it crashed, never started, lost its GPU, or was ended. */
export class WorkerGone extends Error {
  override readonly name = 'WorkerGone';
  readonly reason: 'crashed' | 'not-started' | 'device-lost' | 'ended';

  constructor(reason: WorkerGone['reason'], detail: string) {
    super(detail);
    this.reason = reason;
  }
}

export function isNotStarted(error: unknown): boolean {
  return error instanceof WorkerGone && error.reason === 'not-started';
}

interface Waiting {
  readonly resolve: (content: unknown) => void;
  readonly reject: (error: Error) => void;
}

export class WorkerClient {
  readonly #worker: WorkerLike;
  readonly #waiting = new Map<string, Waiting>();
  #gone: WorkerGone | null = null;

  constructor(spawn: SpawnWorker, onProgress: (report: InitProgressReport) => void = () => {}) {
    this.#worker = spawn();
    this.#worker.onmessage = ({ data }) => this.#receive(data, onProgress);
    this.#worker.onmessageerror = () => this.#leave('crashed', 'an unreadable message');
    // A script that does not arrive is an error without a message.
    this.#worker.onerror = ({ message }) =>
      message ? this.#leave('crashed', message) : this.#leave('not-started', 'it did not start');
  }

  /** Rejects with `WorkerFault` or `WorkerGone`. The answer is what the library says it is. */
  ask(kind: ToWorker['kind'], content: unknown): Promise<unknown> {
    if (this.#gone !== null) return Promise.reject(this.#gone);
    const uuid = crypto.randomUUID();
    return new Promise((resolve, reject) => {
      this.#waiting.set(uuid, { resolve, reject });
      this.#post(kind, uuid, content);
    });
  }

  /** Sends what has no answer worth waiting for. */
  tell(kind: ToWorker['kind'], content: unknown): void {
    if (this.#gone === null) this.#post(kind, crypto.randomUUID(), content);
  }

  /** Terminates the worker; what still waits is rejected. Idempotent. */
  end(detail = 'the worker was ended'): void {
    this.#leave('ended', detail);
  }

  #post(kind: ToWorker['kind'], uuid: string, content: unknown): void {
    this.#worker.postMessage({ kind, uuid, content } as ToWorker);
  }

  #receive(message: FromWorker, onProgress: (report: InitProgressReport) => void): void {
    switch (message.kind) {
      case 'initProgressCallback':
        return onProgress(message.content as InitProgressReport);
      case 'device-lost':
        return this.#leave('device-lost', message.detail);
      case 'return':
        return this.#settle(message.uuid)?.resolve(message.content);
      case 'throw':
        return this.#settle(message.uuid)?.reject(new WorkerFault(String(message.content)));
    }
  }

  #settle(uuid: string): Waiting | undefined {
    const waiting = this.#waiting.get(uuid);
    this.#waiting.delete(uuid);
    return waiting;
  }

  #leave(reason: WorkerGone['reason'], detail: string): void {
    if (this.#gone !== null) return;
    this.#gone = new WorkerGone(reason, detail);
    this.#worker.terminate();
    for (const { reject } of this.#waiting.values()) reject(this.#gone);
    this.#waiting.clear();
  }
}
