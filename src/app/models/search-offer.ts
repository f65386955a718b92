/** The search as something that writes programs; how long it may take can change between presses. */

import type { LoadedModel, LoadOptions } from '../../synthesis/engine.ts';
import { textAlone } from '../../synthesis/generations.ts';
import type { Engines } from '../../synthesis/engines.ts';
import type { Offer } from './model-picker.svelte.ts';

/** What a person waits for without asking whether anything is happening. */
export const usualSearchSeconds = 10;

type SearchOffer = Pick<Offer, 'id' | 'engineId' | 'name' | 'spec' | 'downloadBytes' | 'load'>;

/** `seconds` is asked before each press. */
export function searchOffer(engines: Pick<Engines, 'search'>, seconds: () => number): SearchOffer {
  return {
    id: 'search',
    engineId: 'search',
    name: 'Built-in search',
    spec: { kind: 'search', seconds: usualSearchSeconds },
    downloadBytes: 0,
    load: async (options) => {
      const search = new PatientSearch(engines, seconds);
      await search.prepare(options);
      return search;
    },
  };
}

/**
 * The engine fixes the time when it loads: another time is another load. The earlier one stays, as
 * its searches may still be under way.
 */
class PatientSearch implements LoadedModel {
  readonly engineId = 'search';
  readonly modelName = 'Built-in search';
  readonly hasChatTemplate = true;
  readonly #engines: Pick<Engines, 'search'>;
  readonly #seconds: () => number;
  /** By their seconds. */
  readonly #loaded = new Map<number, LoadedModel>();

  constructor(engines: Pick<Engines, 'search'>, seconds: () => number) {
    this.#engines = engines;
    this.#seconds = seconds;
  }

  async prepare(options: LoadOptions): Promise<LoadedModel> {
    const seconds = this.#seconds();
    const known = this.#loaded.get(seconds);
    if (known) return known;
    const model = await (await this.#engines.search()).load({ seconds }, options);
    // Of two that were loaded at the same time the first is taken; the other has done nothing yet.
    const kept = this.#loaded.get(seconds) ?? model;
    this.#loaded.set(seconds, kept);
    return kept;
  }

  generate: LoadedModel['generate'] = async (request, options) => {
    try {
      const model = await this.prepare({ signal: options.signal, onProgress: () => undefined });
      return await model.generate(request, options);
    } catch (error) {
      if (options.signal.aborted) return textAlone('', 'stopped');
      throw error;
    }
  };

  async unload(): Promise<void> {
    const loaded = [...this.#loaded.values()];
    this.#loaded.clear();
    await Promise.all(loaded.map((model) => model.unload()));
  }
}
