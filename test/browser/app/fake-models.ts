/** Models and their engines without weights, whose ends the test decides. */

import type { Models, Offer, OwnModel } from '../../../src/app/models/model-picker.svelte.ts';
import type {
  EngineId,
  Generation,
  GenerationRequest,
  LoadedModel,
  LoadOptions,
} from '../../../src/synthesis/engine.ts';
import type { SearchGenerateOptions } from '../../../src/synthesis/search/search-engine.ts';
import { Held } from './held.ts';

export class FakeModel implements LoadedModel {
  readonly engineId: EngineId;
  readonly modelName: string;
  readonly hasChatTemplate = true;
  isUnloaded = false;
  readonly calls: {
    request: GenerationRequest;
    options: SearchGenerateOptions;
    held: Held<Generation>;
  }[] = [];

  constructor(engineId: EngineId = 'llama-cpp', modelName = 'Tiny') {
    this.engineId = engineId;
    this.modelName = modelName;
  }

  generate(request: GenerationRequest, options: SearchGenerateOptions): Promise<Generation> {
    const held = new Held<Generation>();
    let text = '';
    const onText = (piece: string) => {
      text += piece;
      options.onText(piece);
    };
    options.signal.addEventListener('abort', () => held.finish(generationOf(text, 'stopped')));
    this.calls.push({ request, options: { ...options, onText }, held });
    return held.promise;
  }

  get last() {
    const last = this.calls.at(-1);
    if (!last) throw new Error('Nothing was generated.');
    return last;
  }

  async unload() {
    this.isUnloaded = true;
  }
}

export function generationOf(text: string, finish: Generation['finish'] = 'stop'): Generation {
  return { text, finish, promptTokens: 10, replyTokens: 5, firstTokenMs: 1, totalMs: 1200 };
}

export class FakeModels implements Models {
  readonly loads: { options: LoadOptions; held: Held<LoadedModel> }[] = [];
  /** What the stand-in loads as, each time anew. */
  readonly searches: FakeModel[] = [];
  readonly defaultOffer: Offer = {
    id: 'search',
    engineId: 'search',
    name: 'Built-in search',
    parameters: null,
    downloadBytes: 0,
    memoryBytes: null,
    licence: null,
    figures: null,
    isRecommended: false,
    spec: { kind: 'search', seconds: 10 },
    ...{ kept: null, sendsTo: null, remove: null },
    load: async () => {
      const model = new FakeModel('search', 'Built-in search');
      this.searches.push(model);
      return model;
    },
  };
  offer: Offer = {
    id: 'llama-cpp/tiny',
    engineId: 'llama-cpp',
    name: 'Tiny',
    parameters: 5e8,
    downloadBytes: 4e8,
    memoryBytes: null,
    licence: 'apache-2.0',
    figures: { mbpp: 69.2, mbppPlus: 59.4 },
    isRecommended: true,
    spec: { kind: 'gguf-address', address: 'https://models.example/tiny.gguf' },
    ...{ kept: null, sendsTo: null, remove: null },
    load: (options) => {
      const held = new Held<LoadedModel>();
      options.signal.addEventListener('abort', () => held.fail(options.signal.reason));
      this.loads.push({ options, held });
      return held.promise;
    },
  };

  isPersisted = false;
  /** What the browser will say when it is asked. */
  mayPersist = true;
  /** What is on this device of the one model, until it is removed. */
  kept: Offer['kept'] = null;
  onRemove: () => void = () => undefined;
  readonly owned: OwnModel[] = [];

  async look() {
    const storage = { freeBytes: 1e9, isPersisted: this.isPersisted };
    const capabilities = {
      gpu: { kind: 'no-api' },
      storage,
      cores: 4,
      memoryBytes: null,
      keepsDownloads: true,
      isCrossOriginIsolated: false,
      threads: null,
    } as const;
    const { kept } = this;
    const remove = async () => {
      this.kept = null;
      this.onRemove();
    };
    const offer = { ...this.offer, kept, remove: kept && remove };
    return { capabilities, offers: [this.defaultOffer, offer] };
  }

  serverKey = () => null;

  own = (model: OwnModel): Offer => {
    this.owned.push(model);
    return model.spec.kind === 'server'
      ? { ...this.offer, id: 'server/it', engineId: 'server', sendsTo: model.spec.address }
      : this.offer;
  };

  forgetThreads = () => undefined;
  persist = async () => (this.isPersisted = this.mayPersist);

  listServer = async () => ['small', 'large'];

  get search() {
    const search = this.searches.at(-1);
    if (!search) throw new Error('The search was not loaded.');
    return search;
  }

  get last() {
    const last = this.loads.at(-1);
    if (!last) throw new Error('Nothing was loaded.');
    return last;
  }
}
