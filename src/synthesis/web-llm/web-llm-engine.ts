/**
 * The engine on the GPU: web-llm in its worker. Looks at the adapter, has the weights fetched,
 * and turns the library's messages into our interface; which model to offer is left to
 * `model-catalogue`.
 */
import { readGpu, readStorage, type BrowserFacts } from '../../platform/capabilities.ts';
import { offered } from '../../platform/refusals.ts';
import type { EngineFailure } from '../engine-failure.ts';
import { EngineError, type Engine, type LoadedModel, type LoadOptions } from '../engine.ts';
import { missingFile } from '../missing-file.ts';
import { classifyLoad } from './failure.ts';
import { WebLlmModelInMemory, type StopLimit } from './loaded-model.ts';
import { forgetLibrary, mendWeights } from './kept-weights.ts';
import { fittedTo, needsShaderF16, type WebLlmModel } from './model.ts';
import { readReport } from './progress.ts';
import { spawnWebLlmWorker, type SpawnWorker } from './protocol.ts';
import { detailsOf } from './details.ts';
import { fetchWeights, type WeightSource } from './weights.ts';
import { isNotStarted, WorkerClient } from './worker-client.ts';

export interface WebLlmServices {
  readonly spawnWorker: SpawnWorker;
  readonly facts: BrowserFacts;
  readonly source: WeightSource;
  readonly stopLimit: StopLimit;
}

function browserServices(): WebLlmServices {
  return {
    spawnWorker: spawnWebLlmWorker,
    facts: navigator,
    source: {
      fetch: (address, init) => fetch(address, init),
      // Looked at when used: where site data is blocked, looking throws.
      caches: { open: async (name) => globalThis.caches.open(name) },
      readStorage: () => readStorage(offered(() => navigator.storage)),
    },
    stopLimit: { leastMs: 15_000, beforeFirstTokenMs: 240_000 },
  };
}

export class WebLlmEngine implements Engine<WebLlmModel> {
  readonly id = 'web-llm';
  readonly #services: WebLlmServices;

  constructor(services: Partial<WebLlmServices> = {}) {
    this.#services = { ...browserServices(), ...services };
  }

  async load(model: WebLlmModel, options: LoadOptions): Promise<LoadedModel> {
    const { source, facts, spawnWorker, stopLimit } = this.#services;
    await checkGpu(model, facts);
    options.signal.throwIfAborted();
    try {
      const { totalBytes, settings } = await fetchWeights(model.record, source, options);
      const fitted = fittedTo(settings, model);
      const details = await detailsOf(fitted.record, source.caches);
      options.signal.throwIfAborted();
      // Nothing may fail after it: nobody would end the worker.
      const worker = await start(fitted, spawnWorker, totalBytes, options);
      return new WebLlmModelInMemory(fitted, details, worker, stopLimit);
    } catch (error) {
      options.signal.throwIfAborted();
      if (isNotStarted(error)) throw await missingFile(error);
      const classified = classifyLoad(error, model);
      await forgetUnusable(model, classified.failure, source.caches);
      throw classified;
    }
  }
}

/** What the engine cannot use now it could not use the next time either; all else is kept. */
async function forgetUnusable(
  { record }: WebLlmModel,
  failure: EngineFailure,
  caches: WeightSource['caches'],
): Promise<void> {
  const isLibrarys = 'address' in failure && failure.address === record.model_lib;
  const { kind } = failure;
  if (kind === 'wrong-library-version' || (kind === 'corrupt-file' && isLibrarys)) {
    await forgetLibrary(record, caches);
  } else if (kind === 'corrupt-file') {
    await mendWeights(record, caches);
  }
}

async function checkGpu(model: WebLlmModel, { gpu }: BrowserFacts): Promise<void> {
  const report = await readGpu(gpu);
  if (report.kind !== 'adapter') {
    throw new EngineError({ kind: 'no-webgpu', reason: report.kind });
  }
  if (needsShaderF16(model.record) && !report.hasShaderF16) {
    throw new EngineError({ kind: 'no-shader-f16', modelName: model.name });
  }
}

async function start(
  { record }: WebLlmModel,
  spawn: SpawnWorker,
  totalBytes: number,
  { signal, onProgress }: LoadOptions,
): Promise<WorkerClient> {
  onProgress({ stage: 'preparing', loadedBytes: totalBytes, totalBytes });
  const worker = new WorkerClient(spawn, (report) => onProgress(readReport(report, totalBytes)));
  const end = () => worker.end();
  signal.addEventListener('abort', end, { once: true });
  try {
    worker.tell('setLogLevel', 'WARN');
    worker.tell('setAppConfig', { model_list: [record], cacheBackend: 'cache' });
    await worker.ask('reload', { modelId: [record.model_id] });
    signal.throwIfAborted();
    return worker;
  } catch (error) {
    worker.end();
    throw error;
  } finally {
    signal.removeEventListener('abort', end);
  }
}
