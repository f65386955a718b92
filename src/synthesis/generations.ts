/**
 * The generations of one loaded model: one at a time, in the order they were asked for, or side by
 * side; each over the moment it is stopped, however long the machinery below takes to notice.
 */
import type { GenerateOptions, Generation, GenerationRequest } from './engine.ts';
import { StopStrings } from './stop-strings.ts';

/** How the machinery says a reply ended. */
export interface Ending {
  readonly finish: 'stop' | 'length';
  readonly promptTokens: number | null;
  readonly replyTokens: number | null;
  readonly thoughtTokens?: number | undefined;
}

/**
 * Makes one reply. Must end soon after the signal: what it says or throws after that is dropped.
 */
export type Produce = (reply: Reply, signal: AbortSignal) => Promise<Ending>;

/** One after the other, in the order in which they were asked for. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  next<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}

interface GenerationsOptions {
  readonly areSideBySide?: boolean;
  /** Of a machine that other models share. */
  readonly turns?: Turns;
}

export class Generations {
  readonly #unloaded = new AbortController();
  /** Null where they are side by side. */
  readonly #turns: Turns | null;

  constructor({ areSideBySide = false, turns = new Turns() }: GenerationsOptions = {}) {
    this.#turns = areSideBySide ? null : turns;
  }

  run(request: GenerationRequest, options: GenerateOptions, produce: Produce): Promise<Generation> {
    const signal = AbortSignal.any([options.signal, this.#unloaded.signal]);
    const reply = new Reply(request.sampling.stop, options.onText);
    const work = () => take(reply, signal, produce);
    const turn = this.#turns ? this.#turns.next(work) : Promise.resolve().then(work);
    return new Promise((resolve, reject) => {
      const stop = () => resolve(reply.close('stopped'));
      if (signal.aborted) stop();
      else signal.addEventListener('abort', stop, { once: true });
      turn.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
    });
  }

  /** Ends the running generation and every waiting one as stopped, and all that come later. */
  stopAll(): void {
    this.#unloaded.abort();
  }
}

async function take(reply: Reply, signal: AbortSignal, produce: Produce): Promise<Generation> {
  if (signal.aborted) return reply.close('stopped');
  reply.begin();
  const { finish, ...counts } = await produce(reply, signal);
  return reply.close(reply.isStopped ? 'stop' : finish, counts);
}

const notCounted = { promptTokens: null, replyTokens: null } as const;

/** What has been said so far. Closed once; what is pushed after that is dropped. */
export class Reply {
  readonly #stops: StopStrings;
  readonly #onText: (piece: string) => void;
  #text = '';
  #startedAt = performance.now();
  #firstTokenMs: number | null = null;
  #closed: Generation | null = null;

  constructor(stops: readonly string[], onText: (piece: string) => void) {
    this.#stops = new StopStrings(stops);
    this.#onText = onText;
  }

  /** Whether a stop string was met: the machinery may end here. */
  get isStopped(): boolean {
    return this.#stops.isStopped;
  }

  /** Starts the clock: waiting for an earlier generation is no work of this one. */
  begin(): void {
    this.#startedAt = performance.now();
  }

  push(piece: string): void {
    if (this.#closed === null) this.#say(this.#stops.push(piece));
  }

  close(
    finish: Generation['finish'],
    { promptTokens, replyTokens, thoughtTokens }: Omit<Ending, 'finish'> = notCounted,
  ): Generation {
    if (this.#closed !== null) return this.#closed;
    this.#say(this.#stops.flush());
    this.#closed = {
      text: this.#text,
      finish,
      promptTokens,
      replyTokens,
      ...(thoughtTokens === undefined ? {} : { thoughtTokens }),
      firstTokenMs: this.#firstTokenMs,
      totalMs: performance.now() - this.#startedAt,
    };
    return this.#closed;
  }

  #say(text: string): void {
    if (text === '') return;
    this.#firstTokenMs ??= performance.now() - this.#startedAt;
    this.#text += text;
    this.#onText(text);
  }
}

/** A reply of which only the text is known: it was written elsewhere, or broke off. */
export function textAlone(text: string, finish: Generation['finish']): Generation {
  const unknown = { promptTokens: null, replyTokens: null, firstTokenMs: null, totalMs: 0 };
  return { text, finish, ...unknown };
}
