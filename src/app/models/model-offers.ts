/**
 * What can be offered to write programs, engine by engine: the list for the GPU comes from its
 * library, a person's own from their earlier visits. What of each is on this device belongs to
 * `kept-models`.
 */

import { offered } from '../../platform/refusals.ts';
import { threadChoice } from '../../platform/thread-choice.ts';
import { askToPersist, readCapabilities, type Capabilities } from '../../platform/capabilities.ts';
import type { Engines } from '../../synthesis/engines.ts';
import { listKeptModels, type Kept, type KeptModel } from '../../synthesis/kept-models.ts';
import { defaultModel, defaultModelBytes } from '../../synthesis/llama-cpp/model.ts';
import { licenceOf } from '../../synthesis/model-licence.ts';
import { publishedFigures } from '../../synthesis/published-figures.ts';
import type { ModelServices } from '../../synthesis/model-kind.ts';
import { kindOf, type ModelSpec, openModel } from '../../synthesis/model-spec.ts';
import type { CatalogueModel } from '../../synthesis/web-llm/model-catalogue.ts';
import { webLlmKeptKey } from '../../synthesis/web-llm/model-kinds.ts';
import type { KeptSettings } from '../work/kept-settings.ts';
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
      const [capabilities, kept, owned] = await Promise.all([
        readCapabilities(),
        listKeptModels(),
        own.again(),
      ]);
      const onGpu = await gpuOffers(own.services, capabilities);
      const onCpu = await cpuOffers(own.services, capabilities, !onGpu.some(isRecommended));
      const drafts = firstOfEach([...onGpu, ...onCpu, ...owned, ...own.ofKept(kept)]);
      const offers = drafts.map((draft) => withKept(draft, kept)).sort(byUse);
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

function firstOfEach(offers: readonly Draft[]): Draft[] {
  return [...new Map(offers.toReversed().map((offer) => [offer.id, offer])).values()].toReversed();
}

/** Before it is known what is on this device. */
type Draft = Offer & {
  readonly keptKey: string | null;
  /** Without these it is not there either. */
  readonly otherKeptKeys: readonly string[];
};

function withKept({ keptKey, otherKeptKeys, ...offer }: Draft, kept: readonly KeptModel[]): Offer {
  const found = kept.find(({ key }) => key === keptKey);
  if (!found) return offer;
  const others = otherKeptKeys.map((other) => kept.find(({ key }) => key === other));
  const remove = async () => {
    await found.forget();
    await offer.remove?.();
  };
  return { ...offer, kept: sumOf([found, ...others]), remove };
}

/** Of all of it nothing is known where one is missing. */
function sumOf(parts: readonly (Kept | undefined)[]): Kept {
  const totals = parts.map((part) => part?.totalBytes ?? null);
  const isKnown = totals.every((total) => total !== null);
  return {
    keptBytes: parts.reduce((sum, part) => sum + (part?.keptBytes ?? 0), 0),
    totalBytes: isKnown ? totals.reduce((sum, total) => sum + total, 0) : null,
  };
}

/** What is there before what has to be downloaded. Otherwise each engine's own order stays. */
function byUse(left: Offer, right: Offer): number {
  const rank = ({ kept, isRecommended }: Offer) => (kept ? 2 : 0) + (isRecommended ? 1 : 0);
  return rank(right) - rank(left);
}

async function gpuOffers(
  services: ModelServices,
  capabilities: Capabilities,
): Promise<readonly Draft[]> {
  if (capabilities.gpu.kind !== 'adapter') return [];
  try {
    const [{ listWebLlmModels }, { makeCatalogue }] = await Promise.all([
      import('../../synthesis/web-llm/list-models.ts'),
      import('../../synthesis/web-llm/model-catalogue.ts'),
    ]);
    const { models, recommended } = makeCatalogue(await listWebLlmModels(), capabilities);
    const fitting = models.filter((model) => model.fit.kind === 'fits');
    return fitting.map((model) => catalogueOffer(services, model, model === recommended));
  } catch {
    // Without the library there are no models for the GPU; those for the processor remain.
    return [];
  }
}

function catalogueOffer(
  services: ModelServices,
  model: CatalogueModel,
  isRecommended: boolean,
): Draft {
  return {
    ...draftOf({ kind: 'web-llm', modelId: model.record.model_id }, services),
    // The list is at hand, which a plan has to ask for.
    load: async (options) => (await services.engines.webLlm()).load(model, options),
    keptKey: webLlmKeptKey(model),
    parameters: model.parameters,
    downloadBytes: model.estimatedDownloadBytes,
    memoryBytes: model.memoryBytes,
    licence: model.licence,
    figures: publishedFigures(model.name),
    isRecommended,
  };
}

/** The smallest is recommended where there is no GPU: on a processor the others take minutes. */
async function cpuOffers(
  services: ModelServices,
  capabilities: Capabilities,
  isRecommended: boolean,
): Promise<Draft[]> {
  const { cpuModels } = await import('./cpu-models.ts');
  return cpuModels(capabilities).map(({ name, address, parameters, sizeBytes }) => {
    const isDefault = address === defaultModel.address;
    return {
      ...draftOf({ kind: 'gguf-address', address }, services),
      ...{ name, parameters, downloadBytes: sizeBytes },
      memoryBytes: isDefault ? defaultModelBytes.memory : null,
      licence: licenceOf(name),
      figures: publishedFigures(name),
      isRecommended: isDefault && isRecommended,
    };
  });
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

function isRecommended(offer: Offer): boolean {
  return offer.isRecommended;
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
