/**
 * What can be offered to write programs, engine by engine. Each engine is a chunk of its own,
 * fetched when one of its models is chosen; the list for the GPU comes from its library.
 */

import { readCapabilities, type Capabilities } from '../platform/capabilities.ts';
import { EngineError, type Engine } from '../synthesis/engine.ts';
import type { CatalogueModel } from '../synthesis/model-catalogue.ts';
import { defaultModel, modelName, type LlamaCppModel } from '../synthesis/llama-cpp/model.ts';
import type { SearchModel } from '../synthesis/search/search-engine.ts';
import { ownModel, type WebLlmModel } from '../synthesis/web-llm/model.ts';
import type { Models, Offer, OwnModel } from './model-shelf.svelte.ts';
import { once } from './once.ts';

/** What a person waits for without asking whether anything is happening. */
const searchSeconds = 10;

const webLlmEngine = engineOf(async () => {
  const { WebLlmEngine } = await import('../synthesis/web-llm/web-llm-engine.ts');
  return new WebLlmEngine();
});

const llamaCppEngine = engineOf(async () => {
  const { LlamaCppEngine } = await import('../synthesis/llama-cpp/llama-cpp-engine.ts');
  return new LlamaCppEngine();
});

/** `makeSearch` is the one engine that needs more of the page than the network. */
export function modelOffers(makeSearch: () => Promise<Engine<SearchModel>>): Models {
  const search = searchOffer(engineOf(makeSearch));
  return {
    standIn: search,
    async look() {
      const capabilities = await readCapabilities();
      const onGpu = await gpuOffers(capabilities);
      return { capabilities, offers: [search, ...onGpu, cpuOffer(!onGpu.some(isRecommended))] };
    },
    own: ownOffer,
  };
}

function searchOffer(engine: () => Promise<Engine<SearchModel>>): Offer {
  return {
    ...unknown,
    id: 'search',
    engineId: 'search',
    name: 'Search, no download',
    downloadBytes: 0,
    load: async (options) => (await engine()).load({ seconds: searchSeconds }, options),
  };
}

async function gpuOffers(capabilities: Capabilities): Promise<Offer[]> {
  if (capabilities.gpu.kind !== 'adapter') return [];
  try {
    const [{ listModels }, { makeCatalogue }] = await Promise.all([
      import('../synthesis/web-llm/list-models.ts'),
      import('../synthesis/model-catalogue.ts'),
    ]);
    const { models, recommended } = makeCatalogue(await listModels(), capabilities);
    const fitting = models.filter((model) => model.fit.kind === 'fits');
    return fitting
      .map((model) => catalogueOffer(model, model === recommended))
      .sort((left, right) => Number(right.isRecommended) - Number(left.isRecommended));
  } catch {
    // Without the library there are no models for the GPU; those for the processor remain.
    return [];
  }
}

function catalogueOffer(model: CatalogueModel, isRecommended: boolean): Offer {
  return {
    ...webLlmOffer(model),
    parameters: model.parameters,
    downloadBytes: model.estimatedDownloadBytes,
    memoryBytes: model.memoryBytes,
    isRecommended,
  };
}

function webLlmOffer(model: WebLlmModel): Offer {
  return {
    ...unknown,
    id: `web-llm/${model.record.model_id}`,
    engineId: 'web-llm',
    name: model.name,
    async load(options) {
      return (await webLlmEngine()).load(model, options);
    },
  };
}

function cpuOffer(isRecommended: boolean): Offer {
  return {
    ...llamaCppOffer(defaultModel),
    name: 'Qwen2.5-Coder-0.5B-Instruct',
    parameters: 5e8,
    downloadBytes: 491_400_032,
    memoryBytes: null,
    isRecommended,
  };
}

function llamaCppOffer(model: LlamaCppModel): Offer {
  const source = model.kind === 'address' ? model.address : model.file.name;
  return {
    ...unknown,
    id: `llama-cpp/${source}`,
    engineId: 'llama-cpp',
    name: modelName(model),
    downloadBytes: model.kind === 'file' ? 0 : null,
    async load(options) {
      return (await llamaCppEngine()).load(model, options);
    },
  };
}

function ownOffer(model: OwnModel): Offer {
  switch (model.kind) {
    case 'gguf-file':
      return llamaCppOffer({ kind: 'file', file: model.file });
    case 'gguf-address':
      return llamaCppOffer({ kind: 'address', address: model.address });
    case 'web-llm':
      return webLlmOffer(ownModel(model.weights, model.library));
  }
}

function engineOf<Model>(make: () => Promise<Engine<Model>>): () => Promise<Engine<Model>> {
  return once(() =>
    make().catch((error: unknown) => {
      // The engine's own chunk did not arrive.
      throw new EngineError({ kind: 'no-network', address: document.baseURI }, { cause: error });
    }),
  );
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
