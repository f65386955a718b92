/**
 * The model of one run: loaded when the first sample is asked for, loaded once more where a lost
 * GPU or a crash took it, given up where that happens twice in a row.
 */

import type { Generation, GenerationRequest, LoadedModel } from '../../synthesis/engine.ts';
import { ModelSpecError } from '../../synthesis/model-kind.ts';
import { endsModel, failureOf } from '../../synthesis/failures.ts';
import { pauseOf, RunPause } from './run-end.ts';
import type { OpenedWriter } from './writers.ts';

export interface WritingOptions {
  readonly signal: AbortSignal;
  /** A reply begins: once more where the model was lost in its middle. */
  readonly onBegin: () => void;
  readonly onText: (piece: string) => void;
}

export class RunModel {
  readonly #open: () => Promise<OpenedWriter>;
  #opening: Promise<OpenedWriter> | null = null;
  /** Since the last reply that was written. */
  #wasLost = false;

  /** `open` rejects as `Writers.open` does. */
  constructor(open: () => Promise<OpenedWriter>) {
    this.#open = open;
  }

  /**
   * Rejects with an `EngineError` where only this reply failed, with a `RunPause` where the model
   * cannot be had, and with the signal's reason.
   */
  async generate(request: GenerationRequest, options: WritingOptions): Promise<Generation> {
    const { signal, onBegin, onText } = options;
    for (;;) {
      const opening = (this.#opening ??= this.#open());
      const { model } = await opening.catch((error: unknown) => {
        signal.throwIfAborted();
        throw asPause(error);
      });
      onBegin();
      try {
        const generation = await model.generate(request, { signal, onText });
        signal.throwIfAborted();
        if (generation.finish !== 'stopped') {
          this.#wasLost = false;
          return generation;
        }
        this.#lose(opening, model, new Error('It was ended from outside.'));
      } catch (error) {
        signal.throwIfAborted();
        if (error instanceof RunPause || !endsModel(failureOf(error))) throw error;
        this.#lose(opening, model, error);
      }
    }
  }

  async unload(): Promise<void> {
    const opened = await this.#opening?.catch(() => null);
    await opened?.model.unload();
  }

  #lose(opening: Promise<OpenedWriter>, model: LoadedModel, error: unknown): void {
    // Of several replies that end with one model, the first reports it.
    if (this.#opening !== opening) return;
    this.#opening = null;
    void model.unload();
    if (this.#wasLost) throw asPause(error);
    this.#wasLost = true;
  }
}

function asPause(error: unknown): RunPause {
  const reason = pauseOf(error);
  if (reason) return new RunPause(reason);
  return error instanceof ModelSpecError
    ? new RunPause({ kind: 'no-writer', fault: error.fault })
    : new RunPause({ kind: 'engine', failure: failureOf(error) });
}
