/** What writes while no model is there: loaded when first needed, dropped when a model takes over. */

import type { Generation, LoadedModel } from '../../synthesis/engine.ts';
import type { Offer } from './model-picker.svelte.ts';

export class DefaultModel {
  readonly #offer: Offer;
  #loading: { readonly stop: AbortController; readonly model: Promise<LoadedModel> } | null = null;
  /** Ends when the newest generation does, however it ends. */
  #writing: Promise<unknown> = Promise.resolve();

  constructor(offer: Offer) {
    this.#offer = offer;
  }

  /** Rejects with an `EngineError` where it cannot load; the next call tries again. */
  take(): Promise<LoadedModel> {
    this.#loading ??= this.#load();
    return this.#loading.model;
  }

  drop(): void {
    const dropped = this.#loading;
    this.#loading = null;
    dropped?.stop.abort();
    dropped?.model.then((model) => model.unload()).catch(() => undefined);
  }

  /** As `drop`, once what is being written is written. */
  retire(): void {
    const retired = this.#loading;
    this.#loading = null;
    retired?.model
      .then(async (model) => {
        await this.#writing;
        await model.unload();
      })
      .catch(() => undefined);
  }

  #load() {
    const stop = new AbortController();
    const model = this.#offer
      .load({ signal: stop.signal, onProgress: () => undefined })
      .then((loaded) => this.#watched(loaded));
    const loading = { stop, model };
    model.catch(() => {
      if (this.#loading === loading) this.#loading = null;
    });
    return loading;
  }

  #watched(model: LoadedModel): LoadedModel {
    const { engineId, modelName, hasChatTemplate } = model;
    return {
      ...{ engineId, modelName, hasChatTemplate },
      generate: (request, options): Promise<Generation> => {
        const generation = model.generate(request, options);
        this.#writing = generation.catch(() => undefined);
        return generation;
      },
      unload: () => model.unload(),
    };
  }
}
