/**
 * Has the model of a run write its samples, one request each, and knows what it has written before.
 * Which samples, and what becomes of them, belongs to `runner`.
 */

import type { GenerationRequest } from '../../synthesis/engine.ts';
import { failureOf } from '../../synthesis/failures.ts';
import type { Sample } from '../runs/run.ts';
import type { SampleKey } from './remaining.ts';
import { writtenSample } from './requests.ts';
import { RunPause } from './run-end.ts';
import type { RunModel } from './run-model.ts';

export interface SampleWriterServices {
  readonly runId: string;
  readonly model: RunModel;
  readonly signal: AbortSignal;
  readonly requestOf: (key: SampleKey) => Promise<GenerationRequest>;
  readonly onBegin: (key: SampleKey) => void;
  readonly onText: (key: SampleKey, piece: string) => void;
}

export class SampleWriter {
  readonly #services: SampleWriterServices;
  /** A sample that the model has written, on this visit or before. */
  answered: SampleKey | null = null;

  constructor(services: SampleWriterServices) {
    this.#services = services;
  }

  /** With a reply or a failure. Rejects with a `RunPause` or the signal's reason. */
  async write(key: SampleKey): Promise<Sample> {
    const { runId, model, signal, onBegin, onText } = this.#services;
    const request = await this.#services.requestOf(key);
    try {
      const reply = await model.generate(request, {
        signal,
        onBegin: () => onBegin(key),
        onText: (piece) => onText(key, piece),
      });
      this.answered = key;
      return writtenSample(runId, key, request, { reply, failure: null });
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof RunPause) throw error;
      return writtenSample(runId, key, request, { reply: null, failure: failureOf(error) });
    }
  }

  /** Whether the model writes once more what it has written; nothing of that is kept. */
  async isAnswering(): Promise<boolean> {
    if (!this.answered) return false;
    const { model, signal, requestOf } = this.#services;
    const request = await requestOf(this.answered);
    try {
      await model.generate(request, { signal, onBegin: () => {}, onText: () => {} });
      return true;
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof RunPause) throw error;
      return false;
    }
  }
}
