/** What writes while no model is there: loaded when first needed, dropped when a model takes over. */

import type { LoadedModel } from '../synthesis/engine.ts';
import type { Offer } from './model-shelf.svelte.ts';

export class StandIn {
  readonly #offer: Offer;
  #loading: { readonly stop: AbortController; readonly model: Promise<LoadedModel> } | null = null;

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

  #load() {
    const stop = new AbortController();
    const model = this.#offer.load({ signal: stop.signal, onProgress: () => undefined });
    const loading = { stop, model };
    model.catch(() => {
      if (this.#loading === loading) this.#loading = null;
    });
    return loading;
  }
}
