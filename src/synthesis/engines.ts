/**
 * The engines, each a chunk of its own that is fetched when one of its models is first wanted.
 * Where that chunk does not arrive, the promise rejects with an `EngineError`.
 */

import type { Engine } from './engine.ts';
import type { LlamaCppModel } from './llama-cpp/model.ts';
import { orMissing } from './missing-file.ts';
import type { SearchModel } from './search/search-engine.ts';
import type { ServersEngine } from './server/server-engine.ts';
import type { WebLlmModel } from './web-llm/model.ts';
import { once } from '../platform/once.ts';

export interface Engines {
  search(): Promise<Engine<SearchModel>>;
  webLlm(): Promise<Engine<WebLlmModel>>;
  llamaCpp(): Promise<Engine<LlamaCppModel>>;
  server(): Promise<ServersEngine>;
}

/** `makeSearch` is the one engine that needs more of the page than the network. */
export function lazyEngines(makeSearch: () => Promise<Engine<SearchModel>>): Engines {
  return {
    search: engineOf(makeSearch),
    webLlm: engineOf(async () => {
      const { WebLlmEngine } = await import('./web-llm/web-llm-engine.ts');
      return new WebLlmEngine();
    }),
    llamaCpp: engineOf(async () => {
      const { LlamaCppEngine } = await import('./llama-cpp/llama-cpp-engine.ts');
      return new LlamaCppEngine();
    }),
    server: engineOf(async () => {
      const { ServerEngine } = await import('./server/server-engine.ts');
      return new ServerEngine();
    }),
  };
}

function engineOf<Made>(make: () => Promise<Made>): () => Promise<Made> {
  return once(() => orMissing(make()));
}
