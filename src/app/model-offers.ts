/**
 * What can be offered to write programs, engine by engine; the list for the GPU comes from its
 * library.
 */

import { readCapabilities, type Capabilities } from '../platform/capabilities.ts';
import type { CatalogueModel } from '../synthesis/model-catalogue.ts';
import { defaultModel, modelName, type LlamaCppModel } from '../synthesis/llama-cpp/model.ts';
import { ownModel, type WebLlmModel } from '../synthesis/web-llm/model.ts';
import type { Engines } from './engines.ts';
import type { Models, Offer, OwnModel } from './model-shelf.svelte.ts';

/** What a person waits for without asking whether anything is happening. */
const searchSeconds = 10;

export function modelOffers(engines: Engines): Models {
  const search = searchOffer(engines);
  return {
    standIn: search,
    async look() {
      const capabilities = await readCapabilities();
      const onGpu = await gpuOffers(engines, capabilities);
      const onCpu = cpuOffer(engines, !onGpu.some(isRecommended));
      return { capabilities, offers: [search, ...onGpu, onCpu] };
    },
    own: (model) => ownOffer(engines, model),
  };
}

function searchOffer(engines: Engines): Offer {
  return {
    ...unknown,
    id: 'search',
    engineId: 'search',
    name: 'Search, no download',
    downloadBytes: 0,
    load: async (options) => (await engines.search()).load({ seconds: searchSeconds }, options),
  };
}

async function gpuOffers(engines: Engines, capabilities: Capabilities): Promise<Offer[]> {
  if (capabilities.gpu.kind !== 'adapter') return [];
  try {
    const [{ listModels }, { makeCatalogue }] = await Promise.all([
      import('../synthesis/web-llm/list-models.ts'),
      import('../synthesis/model-catalogue.ts'),
    ]);
    const { models, recommended } = makeCatalogue(await listModels(), capabilities);
    const fitting = models.filter((model) => model.fit.kind === 'fits');
    return fitting
      .map((model) => catalogueOffer(engines, model, model === recommended))
      .sort((left, right) => Number(right.isRecommended) - Number(left.isRecommended));
  } catch {
    // Without the library there are no models for the GPU; those for the processor remain.
    return [];
  }
}

function catalogueOffer(engines: Engines, model: CatalogueModel, isRecommended: boolean): Offer {
  return {
    ...webLlmOffer(engines, model),
    parameters: model.parameters,
    downloadBytes: model.estimatedDownloadBytes,
    memoryBytes: model.memoryBytes,
    isRecommended,
  };
}

function webLlmOffer(engines: Engines, model: WebLlmModel): Offer {
  return {
    ...unknown,
    id: `web-llm/${model.record.model_id}`,
    engineId: 'web-llm',
    name: model.name,
    async load(options) {
      return (await engines.webLlm()).load(model, options);
    },
  };
}

function cpuOffer(engines: Engines, isRecommended: boolean): Offer {
  return {
    ...llamaCppOffer(engines, defaultModel),
    name: 'Qwen2.5-Coder-0.5B-Instruct',
    parameters: 5e8,
    downloadBytes: 491_400_032,
    memoryBytes: null,
    isRecommended,
  };
}

function llamaCppOffer(engines: Engines, model: LlamaCppModel): Offer {
  const source = model.kind === 'address' ? model.address : model.file.name;
  return {
    ...unknown,
    id: `llama-cpp/${source}`,
    engineId: 'llama-cpp',
    name: modelName(model),
    downloadBytes: model.kind === 'file' ? 0 : null,
    async load(options) {
      return (await engines.llamaCpp()).load(model, options);
    },
  };
}

function ownOffer(engines: Engines, model: OwnModel): Offer {
  switch (model.kind) {
    case 'gguf-file':
      return llamaCppOffer(engines, { kind: 'file', file: model.file });
    case 'gguf-address':
      return llamaCppOffer(engines, { kind: 'address', address: model.address });
    case 'web-llm':
      return webLlmOffer(engines, ownModel(model.weights, model.library));
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
};
