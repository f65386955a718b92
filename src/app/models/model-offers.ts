/**
 * What can be offered to write programs, and how a choice becomes an offer; a person's own from their
 * earlier visits. Which there are in this browser, `offers-here` finds.
 */

import { offered } from '../../platform/refusals.ts';
import { threadChoice } from '../../platform/thread-choice.ts';
import { askToPersist, readCapabilities } from '../../platform/capabilities.ts';
import type { Engines } from '../../synthesis/engines.ts';
import type { KeptModel } from '../../synthesis/kept-models.ts';
import type { ModelServices } from '../../synthesis/model-kind.ts';
import { kindOf, type ModelSpec, openModel } from '../../synthesis/model-spec.ts';
import type { KeptSettings } from '../work/kept-settings.ts';
import type { Draft } from './offers-here.ts';
import type { Models, Offer, OwnModel } from './model-picker.svelte.ts';
import { searchOffer, usualSearchSeconds } from './search-offer.ts';

/** `searchSeconds` is how long a search may take, asked before each. */
export function modelOffers(
  engines: Engines,
  settings: KeptSettings,
  searchSeconds = () => usualSearchSeconds,
): Models {
  const search: Offer = { ...unknown, ...searchOffer(engines, searchSeconds) };
  const own = new OwnOffers(engines, settings);
  return {
    defaultOffer: search,
    async look() {
      const [capabilities, { offersHere }] = await Promise.all([
        readCapabilities(),
        import('./offers-here.ts'),
      ]);
      const offers = await offersHere({
        ...{ capabilities, services: own.services },
        draftOf: (spec) => draftOf(spec, own.services),
        own: async (kept) => [...(await own.again()), ...own.ofKept(kept)],
      });
      return { capabilities, offers: [search, ...offers] };
    },
    own: (model) => own.offer(model),
    serverKey: (address) => own.services.serverKey(address),
    forgetThreads: () => threadChoice().forget(),
    persist: () => askToPersist(offered(() => navigator.storage)),
    async listServer(server, signal) {
      return (await engines.server()).list(server, signal);
    },
  };
}

/** What follows from the choice alone. */
function draftOf(spec: ModelSpec, services: ModelServices): Draft {
  const kind = kindOf(spec);
  const keptKey = kind.keptKeyOf(spec);
  const otherKeptKeys = kind.otherKeptKeysOf(spec);
  const id = kind.offerIdOf(spec);
  return {
    ...unknown,
    ...{ id, spec, keptKey, otherKeptKeys, engineId: kind.engineId, name: kind.nameOf(spec) ?? id },
    // What the page keeps no files of has none to download.
    downloadBytes: keptKey === null ? 0 : null,
    sendsTo: kind.sendsTo(spec),
    load: (options) => openModel(spec, services, options),
  };
}

/** Models of the person's own, remembered once they worked. */
class OwnOffers {
  readonly services: ModelServices;
  readonly #settings: KeptSettings;
  /** By address; they go with the page. */
  readonly #keys = new Map<string, string | null>();
  /** Given on this visit. */
  readonly #files: File[] = [];

  constructor(engines: Engines, settings: KeptSettings) {
    this.#settings = settings;
    this.services = {
      engines,
      serverKey: (address) => this.#keys.get(address) ?? null,
      ggufFile: (name, size) =>
        this.#files.findLast((file) => file.name === name && file.size === size) ?? null,
    };
  }

  /** Those of earlier visits, the newest first. */
  async again(): Promise<Draft[]> {
    const { rememberedModels } = await import('./own-models.ts');
    return (await rememberedModels(this.#settings)).map((spec) => this.#remembering(spec));
  }

  /** Also those that never worked: a download that was cancelled may go on. */
  ofKept(kept: readonly KeptModel[]): Draft[] {
    return kept.flatMap(({ spec }) => (spec === null ? [] : [this.#remembering(spec)]));
  }

  offer({ spec, files, apiKey }: OwnModel): Draft {
    this.#files.push(...(files ?? []));
    if (spec.kind === 'server' && apiKey !== undefined) this.#keys.set(spec.address, apiKey);
    return this.#remembering(spec);
  }

  #remembering(spec: ModelSpec): Draft {
    const offer = draftOf(spec, this.services);
    if (!kindOf(spec).isRemembered(spec)) return offer;
    return {
      ...offer,
      load: async (options) => {
        const loaded = await offer.load(options);
        await (await import('./own-models.ts')).remember(this.#settings, spec);
        return loaded;
      },
      remove: async () => (await import('./own-models.ts')).forget(this.#settings, spec),
    };
  }
}

const unknown = {
  parameters: null,
  downloadBytes: null,
  memoryBytes: null,
  licence: null,
  figures: null,
  isRecommended: false,
  kept: null,
  sendsTo: null,
  remove: null,
};
