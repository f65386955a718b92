/**
 * Stands in for web-llm's worker, over the library's own messages: answers as its handler does,
 * and can be told to hold, fail or die. Checked against nothing but the library's source: where a
 * test needs to know that the library really speaks so, it takes the real worker.
 */
import type {
  FromWorker,
  SpawnWorker,
  ToWorker,
  WorkerLike,
} from '../../src/synthesis/web-llm/protocol.ts';

export interface Script {
  /** Messages of the library while it loads, as share and text. */
  readonly reports?: readonly { readonly progress: number; readonly text: string }[];
  /** The error a load ends with, as the library words it. */
  readonly loadError?: string;
  /** Never answers a load. */
  readonly hangsOnLoad?: boolean;
  /** The reply, piece by piece. */
  readonly pieces?: readonly string[];
  readonly finish?: 'stop' | 'length';
  /** After so many pieces, the next one never comes: only `interruptGenerate` ends the reply. */
  readonly holdAfter?: number;
  /** Ignores `interruptGenerate` too. */
  readonly isDeaf?: boolean;
  /** The error a generation ends with after all pieces. */
  readonly replyError?: string;
}

type Sent = { readonly kind: string; readonly uuid: string; readonly content?: unknown };

export class WebLlmDouble implements WorkerLike {
  onmessage: WorkerLike['onmessage'] = null;
  onmessageerror: WorkerLike['onmessageerror'] = null;
  onerror: WorkerLike['onerror'] = null;
  readonly received: Sent[] = [];
  isTerminated = false;
  readonly #script: Script;
  #request: { readonly messages?: unknown } = {};
  #said = 0;
  #held: (() => void) | null = null;

  constructor(script: Script = {}) {
    this.#script = script;
  }

  get spawn(): SpawnWorker {
    return () => this;
  }

  /** What was asked so far, without the identifiers. */
  contents(kind: ToWorker['kind']): unknown[] {
    return this.received.filter((sent) => sent.kind === kind).map(({ content }) => content);
  }

  postMessage(message: ToWorker): void {
    const sent = structuredClone(message) as Sent;
    this.received.push(sent);
    setTimeout(() => this.#answer(sent));
  }

  terminate(): void {
    this.isTerminated = true;
  }

  crash(message: string): void {
    this.onerror?.(new ErrorEvent('error', { message }));
  }

  loseDevice(detail: string): void {
    this.#send({ kind: 'device-lost', detail });
  }

  #send(message: FromWorker): void {
    if (!this.isTerminated) this.onmessage?.(new MessageEvent('message', { data: message }));
  }

  #return(uuid: string, content: unknown): void {
    this.#send({ kind: 'return', uuid, content } as FromWorker);
  }

  #throw(uuid: string, content: string): void {
    this.#send({ kind: 'throw', uuid, content });
  }

  #answer({ kind, uuid, content }: Sent): void {
    switch (kind) {
      case 'reload':
        return this.#load(uuid);
      case 'chatCompletionStreamInit':
      case 'completionStreamInit':
        this.#request = (content as { request: { messages?: unknown } }).request;
        this.#said = 0;
        return this.#return(uuid, null);
      case 'completionStreamNextChunk':
        return this.#next(uuid);
      case 'interruptGenerate':
        if (!this.#script.isDeaf) this.#held?.();
        return this.#return(uuid, null);
      case 'completionStreamReturn':
        return this.#return(uuid, null);
      case 'list-models':
        return this.#return(uuid, [{ model: 'm', model_id: 'i', model_lib: 'l' }]);
    }
  }

  #load(uuid: string): void {
    for (const { progress, text } of this.#script.reports ?? []) {
      this.#send({
        kind: 'initProgressCallback',
        uuid: '',
        content: { progress, text, timeElapsed: 0 },
      });
    }
    if (this.#script.hangsOnLoad) return;
    if (this.#script.loadError === undefined) this.#return(uuid, null);
    else this.#throw(uuid, this.#script.loadError);
  }

  /** Pieces, the end, the counts, and then nothing: the order of the library's stream. */
  #next(uuid: string): void {
    const { pieces = [], holdAfter, finish = 'stop', replyError } = this.#script;
    const at = this.#said++;
    if (at === holdAfter) {
      this.#held = () => this.#return(uuid, this.#chunk('', 'abort'));
      return;
    }
    const piece = pieces[at];
    if (piece !== undefined) return this.#return(uuid, this.#chunk(piece, null));
    if (replyError !== undefined) return this.#throw(uuid, replyError);
    if (at === pieces.length) return this.#return(uuid, this.#chunk('', finish));
    if (at > pieces.length + 1) return this.#return(uuid, undefined);
    this.#return(uuid, { choices: [], usage: { prompt_tokens: 7, completion_tokens: at - 1 } });
  }

  #chunk(text: string, finish_reason: string | null): unknown {
    const said = this.#request.messages === undefined ? { text } : { delta: { content: text } };
    return { choices: [{ ...said, finish_reason, index: 0 }] };
  }
}
