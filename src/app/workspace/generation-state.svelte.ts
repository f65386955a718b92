/**
 * One reply of a synthesizer, from the request to the code taken out of it. Owns the phases of
 * writing; the model belongs to `model-picker`, the program on the page to `workspace`.
 */

import type { EngineFailure } from '../../synthesis/engine-failure.ts';
import type { Generation, GenerationRequest, LoadedModel } from '../../synthesis/engine.ts';
import type { WantedProgram } from '../../synthesis/code-prompt.ts';
import type { Extraction } from '../../synthesis/extraction.ts';
import { failureOf } from '../../synthesis/failures.ts';
import type { SearchGenerateOptions } from '../../synthesis/search/search-engine.ts';
import type { SearchReport } from '../../synthesis/search/search-state.ts';
import type { ProgramReader } from '../../tasks/python-reader.ts';
import { once } from '../../platform/once.ts';
import { Latest } from '../../platform/latest.ts';

export type GenerationPhase =
  | { readonly kind: 'idle' }
  /** From the press of the button: `reply` stays empty while the synthesizer starts. */
  | {
      readonly kind: 'writing';
      readonly reply: string;
      readonly search: SearchReport | null;
      /** Pieces of the reply per second, which are tokens mostly; null until there are two. */
      readonly pace: number | null;
    }
  | { readonly kind: 'extracting'; readonly reply: string; readonly search: SearchReport | null }
  | {
      readonly kind: 'written';
      readonly modelName: string;
      readonly generation: Generation;
      readonly extraction: Extraction;
      readonly search: SearchReport | null;
    }
  | { readonly kind: 'failed'; readonly failure: EngineFailure };

/** Who writes, and what. */
export interface Writing {
  readonly model: LoadedModel;
  readonly request: GenerationRequest;
}

/** How often a growing reply is shown: often enough to read along, seldom enough to parse it again. */
const textPaceMs = 80;

/** Fetched while the reply is written, so that reading it waits for nothing. */
const readers = once(() => import('../../synthesis/kinds/reply-readers.ts'));

export class GenerationState {
  #phase = $state.raw<GenerationPhase>({ kind: 'idle' });

  readonly isBusy = $derived(this.#phase.kind === 'writing' || this.#phase.kind === 'extracting');
  /** The reply so far, or a search's best attempt; null while nothing is being written. */
  readonly stream = $derived(
    this.#phase.kind === 'writing' || this.#phase.kind === 'extracting' ? this.#phase.reply : null,
  );
  /** Of a model at work; null while it is not known. */
  readonly pace = $derived(this.#phase.kind === 'writing' ? this.#phase.pace : null);
  /** Of the search under way, or of the one that wrote; null where a model did. */
  readonly search = $derived('search' in this.#phase ? this.#phase.search : null);

  readonly #reader: ProgramReader;
  readonly #run = new Latest();
  #stopWriting: AbortController | null = null;

  constructor(reader: ProgramReader) {
    this.#reader = reader;
  }

  get phase(): GenerationPhase {
    return this.#phase;
  }

  /**
   * Resolves with the program in the reply, null where there is none or something newer began.
   * `take` gives the synthesizer and what it is asked, once both are ready; `onReply` hears all
   * of a model's reply so far, as often as it grows; `onProgram` hears the program while the reply
   * is still in view, so that one can take the place of the other.
   */
  async write(
    take: () => Promise<Writing | null>,
    onReply: (reply: string) => void = () => {},
    onProgram: (program: string) => void = () => {},
  ): Promise<string | null> {
    const signal = this.#run.begin();
    const stop = new AbortController();
    signal.addEventListener('abort', () => stop.abort());
    this.#stopWriting = stop;
    this.#phase = { kind: 'writing', reply: '', search: null, pace: null };
    try {
      const writing = await unlessStopped(take(), stop.signal);
      if (signal.aborted) return null;
      if (!writing) {
        this.#phase = { kind: 'idle' };
        return null;
      }
      const { model, request } = writing;
      void readers().catch(() => {});
      const generation = await model.generate(
        request,
        this.#listening(signal, stop.signal, onReply),
      );
      if (signal.aborted) return null;
      const { search } = this;
      this.#phase = { kind: 'extracting', reply: generation.text, search };
      const extraction = await this.#read(generation.text, request.brief);
      if (signal.aborted) return null;
      if (extraction.program !== null) onProgram(extraction.program);
      this.#phase = { kind: 'written', modelName: model.modelName, generation, extraction, search };
      return extraction.program;
    } catch (error) {
      if (!signal.aborted) this.#phase = { kind: 'failed', failure: failureOf(error) };
      return null;
    }
  }

  #listening(
    run: AbortSignal,
    stop: AbortSignal,
    onReply: (reply: string) => void,
  ): SearchGenerateOptions {
    let reply = '';
    let isPutSoon = false;
    let pieces = 0;
    let firstAt = 0;
    const put = () => {
      isPutSoon = false;
      if (run.aborted || this.#phase.kind !== 'writing') return;
      // The first piece also waited for the prompt to be read.
      const pace = pieces > 1 ? (1000 * (pieces - 1)) / (performance.now() - firstAt) : null;
      this.#phase = { kind: 'writing', reply, search: this.search, pace };
    };
    return {
      signal: stop,
      onText: (piece) => {
        reply += piece;
        if (pieces++ === 0) firstAt = performance.now();
        if (run.aborted) return;
        if (!isPutSoon) setTimeout(put, textPaceMs);
        isPutSoon = true;
        onReply(reply);
      },
      onSearch: (progress, result, course) => {
        // Stopped, a search may still hand over a program that it kept.
        if (run.aborted || (stop.aborted && result === null)) return;
        const best = progress.kept?.program ?? progress.best?.program ?? '';
        const search = { progress, result, ...(course && { course }) };
        this.#phase = { kind: 'writing', reply: best, search, pace: null };
      },
    };
  }

  /** Shows a reply that was written elsewhere, as if it had been written here. */
  async show(
    modelName: string,
    { generation, search }: { generation: Generation; search: SearchReport | null },
    wanted: WantedProgram,
  ): Promise<void> {
    const signal = this.#run.begin();
    this.#phase = { kind: 'idle' };
    const extraction = await this.#read(generation.text, wanted);
    if (signal.aborted) return;
    this.#phase = { kind: 'written', modelName, generation, extraction, search };
  }

  /** Read with code of its own, which a first view goes without. */
  async #read(reply: string, wanted: WantedProgram): Promise<Extraction> {
    const { replyReaderOf } = await readers();
    return replyReaderOf(wanted)('reply', reply, wanted, this.#reader);
  }

  /** Shows what was written here before, again. */
  put(written: Extract<GenerationPhase, { kind: 'written' }>): void {
    this.#run.end();
    this.#phase = written;
  }

  /** Ends the reply where it is; the code in it so far is still taken. */
  stop(): void {
    this.#stopWriting?.abort();
  }

  /** Drops the reply, finished or not. */
  clear(): void {
    this.#run.end();
    this.#phase = { kind: 'idle' };
  }
}

/** Null once the signal is aborted, however long the promise takes. */
function unlessStopped<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value | null> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => resolve(null), { once: true });
    promise.then(resolve, reject);
  });
}
