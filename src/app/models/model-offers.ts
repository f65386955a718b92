/**
 * What can be offered to write programs, engine by engine: the list for the GPU comes from its
 * library, a person's own from their earlier visits. What of each is on this device belongs to
 * `kept-models`.
 */

import type { Writer } from '../../evaluation/plans/plan.ts';
import { offered } from '../../platform/refusals.ts';
import { askToPersist, readCapabilities, type Capabilities } from '../../platform/capabilities.ts';
import type { CatalogueModel } from '../../synthesis/web-llm/model-catalogue.ts';
import {
  defaultModel,
  defaultModelBytes,
  modelName,
  type LlamaCppModel,
} from '../../synthesis/llama-cpp/model.ts';
import type { ServerModel } from '../../synthesis/server/model.ts';
import { ownModel, type WebLlmModel } from '../../synthesis/web-llm/model.ts';
import type { Engines } from './engines.ts';
import { keptKeyOf, listKeptModels, type KeptModel } from './kept-models.ts';
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
      const onGpu = await gpuOffers(engines, capabilities);
      const onCpu = cpuOffer(engines, !onGpu.some(isRecommended));
      const drafts = firstOfEach([...onGpu, onCpu, ...owned, ...own.ofKept(kept)]);
      const offers = drafts.map((draft) => withKept(draft, kept)).sort(byUse);
      return { capabilities, offers: [search, ...offers] };
    },
    own: (model) => own.offer(model),
    serverKey: (address) => own.keyOf(address),
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
type Draft = Offer & { readonly keptKey: string | null };

function withKept({ keptKey, ...offer }: Draft, kept: readonly KeptModel[]): Offer {
  const found = kept.find(({ key }) => key === keptKey);
  if (!found) return offer;
  const { keptBytes, totalBytes, forget } = found;
  const remove = async () => {
    await forget();
    await offer.remove?.();
  };
  return { ...offer, kept: { keptBytes, totalBytes }, remove };
}

/** What is there before what has to be downloaded. Otherwise each engine's own order stays. */
function byUse(left: Offer, right: Offer): number {
  const rank = ({ kept, isRecommended }: Offer) => (kept ? 2 : 0) + (isRecommended ? 1 : 0);
  return rank(right) - rank(left);
}

async function gpuOffers(engines: Engines, capabilities: Capabilities): Promise<Draft[]> {
  if (capabilities.gpu.kind !== 'adapter') return [];
  try {
    const [{ listWebLlmModels }, { makeCatalogue }] = await Promise.all([
      import('../../synthesis/web-llm/list-models.ts'),
      import('../../synthesis/web-llm/model-catalogue.ts'),
    ]);
    const { models, recommended } = makeCatalogue(await listWebLlmModels(), capabilities);
    const fitting = models.filter((model) => model.fit.kind === 'fits');
    return fitting.map((model) => catalogueOffer(engines, model, model === recommended));
  } catch {
    // Without the library there are no models for the GPU; those for the processor remain.
    return [];
  }
}

function catalogueOffer(engines: Engines, model: CatalogueModel, isRecommended: boolean): Draft {
  return {
    ...webLlmOffer(engines, model, { kind: 'web-llm', modelId: model.record.model_id }),
    parameters: model.parameters,
    downloadBytes: model.estimatedDownloadBytes,
    memoryBytes: model.memoryBytes,
    isRecommended,
  };
}

function webLlmOffer(engines: Engines, model: WebLlmModel, writer: Writer): Draft {
  return {
    ...unknown,
    id: `web-llm/${model.record.model_id}`,
    keptKey: keptKeyOf({ engineId: 'web-llm', model }),
    engineId: 'web-llm',
    name: model.name,
    writer,
    async load(options) {
      return (await engines.webLlm()).load(model, options);
    },
  };
}

function cpuOffer(engines: Engines, isRecommended: boolean): Draft {
  return {
    ...llamaCppOffer(engines, defaultModel),
    name: 'Qwen2.5-Coder-0.5B-Instruct',
    parameters: 5e8,
    downloadBytes: defaultModelBytes.file,
    memoryBytes: defaultModelBytes.memory,
    isRecommended,
  };
}

function llamaCppOffer(engines: Engines, model: LlamaCppModel): Draft {
  const source = model.kind === 'address' ? model.address : model.file.name;
  return {
    ...unknown,
    id: `llama-cpp/${source}`,
    keptKey: keptKeyOf({ engineId: 'llama-cpp', model }),
    engineId: 'llama-cpp',
    name: modelName(model),
    writer: plannedGguf(model),
    downloadBytes: model.kind === 'file' ? 0 : null,
    async load(options) {
      return (await engines.llamaCpp()).load(model, options);
    },
  };
}

function plannedGguf(model: LlamaCppModel): Writer {
  if (model.kind === 'address') return { kind: 'gguf-address', address: model.address };
  return { kind: 'gguf-file', fileName: model.file.name, sizeBytes: model.file.size };
}

function serverOffer(engines: Engines, model: ServerModel): Draft {
  return {
    ...unknown,
    id: `server/${model.address}#${model.model}`,
    keptKey: null,
    engineId: 'server',
    name: model.model,
    writer: { kind: 'server', address: model.address, model: model.model, parallel: 4 },
    downloadBytes: 0,
    sendsTo: model.address,
    async load(options) {
      return (await engines.server()).load(model, options);
    },
  };
}

/** Models of the person's own, remembered once they worked. */
class OwnOffers {
  readonly #engines: Engines;
  readonly #settings: KeptSettings;
  /** By address; they go with the page. */
  readonly #keys = new Map<string, string | null>();

  constructor(engines: Engines, settings: KeptSettings) {
    this.#engines = engines;
    this.#settings = settings;
  }

  /** Those of earlier visits, the newest first. */
  async again(): Promise<Draft[]> {
    const { rememberedModels } = await import('./own-models.ts');
    const models = await rememberedModels(this.#settings);
    return models.map((model) =>
      model.kind === 'server'
        ? this.offer({ ...model, apiKey: this.keyOf(model.address) })
        : this.offer(model),
    );
  }

  /** Also those that never worked: a download that was cancelled may go on. */
  ofKept(kept: readonly KeptModel[]): Draft[] {
    return kept.flatMap(({ address }) =>
      address === null ? [] : [this.offer({ kind: 'gguf-address', address })],
    );
  }

  keyOf(address: string): string | null {
    return this.#keys.get(address) ?? null;
  }

  offer(model: OwnModel): Draft {
    const offer = this.#draft(model);
    if (model.kind === 'gguf-file') return offer;
    if (model.kind === 'server') this.#keys.set(model.address, model.apiKey);
    return {
      ...offer,
      load: async (options) => {
        const loaded = await offer.load(options);
        await (await import('./own-models.ts')).remember(this.#settings, model);
        return loaded;
      },
      remove: async () => (await import('./own-models.ts')).forget(this.#settings, model),
    };
  }

  #draft(model: OwnModel): Draft {
    switch (model.kind) {
      case 'gguf-file':
        return llamaCppOffer(this.#engines, { kind: 'file', file: model.file });
      case 'gguf-address':
        return llamaCppOffer(this.#engines, { kind: 'address', address: model.address });
      case 'web-llm': {
        const { weights, library } = model;
        const writer = { kind: 'web-llm-address', weights, library } as const;
        return webLlmOffer(this.#engines, ownModel(weights, library), writer);
      }
      case 'server':
        return serverOffer(this.#engines, model);
    }
  }
}

function isRecommended(offer: Offer): boolean {
  return offer.isRecommended;
}

const unknown = {
  parameters: null,
  downloadBytes: null,
  memoryBytes: null,
  isRecommended: false,
  kept: null,
  sendsTo: null,
  remove: null,
};
