/**
 * A GGUF in llama.cpp compiled to WebAssembly, on the CPU or by WebGPU. Getting the file belongs to
 * `fetch-model`, llama.cpp itself to `runtime`.
 */
import { readGpu } from '../../platform/capabilities.ts';
import { isIsolated } from '../../platform/isolation.ts';
import { offered } from '../../platform/refusals.ts';
import { threadChoice } from '../../platform/thread-choice.ts';
import type { Fetch } from '../download.ts';
import { usualRetry, type DownloadRetry } from '../download-retry.ts';
import {
  EngineError,
  type Engine,
  type GenerateOptions,
  type Generation,
  type GenerationRequest,
  type LoadedModel,
  type LoadOptions,
  type ModelDetails,
} from '../engine.ts';
import { Generations, type Ending, type Reply } from '../generations.ts';
import { llamaCppErrorOf, refusal } from './failure.ts';
import { fetchModel, type ModelPart } from './fetch-model.ts';
import { removeModel } from './kept-files.ts';
import { partAddresses, revisionOf } from './model-address.ts';
import { modelAddress, modelName, type LlamaCppModel, type Processor } from './model.ts';
import { openModelFiles, type ModelFiles } from './model-files.ts';
import { GpuTrials, startOnGpu, type Trial } from './gpu-trial.ts';
import { Runtime, textOf, type LlamaCppChunk } from './runtime.ts';
import { startOnThreads, type Machine } from './threads.ts';

export interface LlamaCppServices {
  readonly fetch?: Fetch;
  readonly openModelFiles?: () => Promise<ModelFiles>;
  readonly machine?: Machine;
  readonly retry?: DownloadRetry;
}

export class LlamaCppEngine implements Engine<LlamaCppModel> {
  readonly id = 'llama-cpp';
  readonly #fetch: Fetch;
  readonly #openModelFiles: () => Promise<ModelFiles>;
  readonly #machine: Machine;
  readonly #retry: DownloadRetry;
  readonly #trials = new GpuTrials();
  #modelFiles: Promise<ModelFiles> | undefined;

  constructor(services: LlamaCppServices = {}) {
    this.#fetch = services.fetch ?? ((address, init) => fetch(address, init));
    this.#openModelFiles = services.openModelFiles ?? openModelFiles;
    this.#machine = services.machine ?? thisMachine();
    this.#retry = services.retry ?? usualRetry;
  }

  async load(model: LlamaCppModel, options: LoadOptions): Promise<LoadedModel> {
    const files = await (this.#modelFiles ??= this.#openModelFiles());
    options.signal.throwIfAborted();
    const source = { fetch: this.#fetch, files, retry: this.#retry };
    const parts = await fetchModel(model, source, options);
    const totalBytes = parts.reduce((sum, { content }) => sum + content.size, 0);
    options.onProgress({ stage: 'preparing', loadedBytes: totalBytes, totalBytes });
    try {
      const runtime = await this.#start(model, parts, totalBytes, options.signal);
      return new LlamaCppModelInMemory(model, parts, runtime);
    } catch (error) {
      if (model.kind === 'address' && isFileAtFault(error)) {
        await removeModel(model.address, files);
      }
      throw error;
    }
  }

  #start(
    model: LlamaCppModel,
    parts: readonly ModelPart[],
    totalBytes: number,
    signal: AbortSignal,
  ): Promise<Runtime> {
    const startOn = (threads: number, processor?: Processor) =>
      start({ ...model, processor }, parts, totalBytes, threads, signal);
    const reply = (runtime: Runtime) =>
      orAborted(runtime.tryOut(), signal).catch((error: unknown) => {
        signal.throwIfAborted();
        throw llamaCppErrorOf(error, modelAddress(model), totalBytes);
      });
    const onCpu = () =>
      startOnThreads(this.#machine, totalBytes, {
        start: (threads) => startOn(threads),
        time: async (runtime) => (await reply(runtime)).ms,
        end: (runtime) => runtime.exit(),
      });
    if (model.processor !== 'gpu') return onCpu();
    return this.#startOnGpu([modelAddress(model), totalBytes], signal, {
      start: (processor) => (processor === 'gpu' ? startOn(1, processor) : onCpu()),
      reply,
      end: (runtime) => runtime.exit(),
    });
  }

  async #startOnGpu(
    file: readonly unknown[],
    signal: AbortSignal,
    trial: Trial<Runtime>,
  ): Promise<Runtime> {
    const gpu = await readGpu(offered(() => navigator.gpu));
    const adapter = gpu.kind === 'adapter' ? gpu.description : null;
    // Whether a GPU computes rightly may change with each of them.
    const versions = [navigator.userAgent, await Runtime.libraryVersion()];
    const key = JSON.stringify([...file, adapter, ...versions]);
    const end = await startOnGpu(trial, this.#trials.isKnownToFit(key));
    if ('fault' in end) {
      signal.throwIfAborted();
      throw new EngineError({ kind: 'gpu-unfit', reason: end.fault });
    }
    this.#trials.keep(key);
    return end.started;
  }
}

function thisMachine(): Machine {
  const { hardwareConcurrency: cores } = navigator;
  return { cores, hasThreads: isIsolated(), choice: threadChoice(cores) };
}

async function start(
  model: LlamaCppModel,
  parts: readonly ModelPart[],
  totalBytes: number,
  threads: number,
  signal: AbortSignal,
): Promise<Runtime> {
  const address = modelAddress(model);
  const runtime = await Runtime.create();
  signal.throwIfAborted();
  const loading = runtime.load(
    parts.map(({ content }) => content),
    threads,
    model.processor,
  );
  try {
    const isAccepted = await orAborted(loading, signal);
    if (!isAccepted) throw refusal(runtime.complaints, address, totalBytes);
    return runtime;
  } catch (error) {
    void runtime.exit(loading);
    signal.throwIfAborted();
    throw llamaCppErrorOf(error, address, totalBytes);
  }
}

/** The promise's outcome, or the signal's reason if that comes first. */
function orAborted<Result>(promise: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

function isFileAtFault(error: unknown): boolean {
  return error instanceof EngineError && error.failure.kind === 'corrupt-file';
}

function detailsOf(
  model: LlamaCppModel,
  parts: readonly ModelPart[],
  { libraryVersion, chatTemplate }: Runtime,
): ModelDetails {
  const address = modelAddress(model);
  const addresses = partAddresses(address);
  return {
    engine: `llama.cpp ${libraryVersion}`,
    revision: model.kind === 'address' ? revisionOf(address) : null,
    files: parts.map(({ content, sha256 }, index) => ({
      ...{ address: addresses[index] ?? address, sizeBytes: content.size, sha256 },
    })),
    chatTemplate,
  };
}

class LlamaCppModelInMemory implements LoadedModel {
  readonly engineId = 'llama-cpp';
  readonly modelName: string;
  readonly hasChatTemplate: boolean;
  readonly details: ModelDetails;
  readonly #address: string;
  readonly #sizeBytes: number;
  readonly #runtime: Runtime;
  readonly #generations = new Generations();

  constructor(model: LlamaCppModel, parts: readonly ModelPart[], runtime: Runtime) {
    this.modelName = modelName(model);
    this.hasChatTemplate = runtime.hasChatTemplate;
    this.#address = modelAddress(model);
    this.#sizeBytes = parts.reduce((sum, { content }) => sum + content.size, 0);
    this.details = detailsOf(model, parts, runtime);
    this.#runtime = runtime;
  }

  async generate(request: GenerationRequest, options: GenerateOptions): Promise<Generation> {
    if (request.prompt.kind === 'chat' && !this.hasChatTemplate) {
      throw new EngineError({ kind: 'no-chat-template', modelName: this.modelName });
    }
    return this.#generations.run(request, options, async (reply, signal) => {
      try {
        return await produce(this.#runtime, request, reply, signal);
      } catch (error) {
        throw llamaCppErrorOf(error, this.#address, this.#sizeBytes);
      }
    });
  }

  async unload(): Promise<void> {
    this.#generations.stopAll();
    await this.#runtime.exit();
  }
}

async function produce(
  runtime: Runtime,
  request: GenerationRequest,
  reply: Reply,
  signal: AbortSignal,
): Promise<Ending> {
  let last: LlamaCppChunk | undefined;
  let finish: Ending['finish'] = 'stop';
  const isWhole = await runtime.complete(request, signal, (chunk) => {
    reply.push(textOf(chunk));
    if (chunk.choices[0]?.finish_reason === 'length') finish = 'length';
    last = chunk;
  });
  // As every decoder shows such bytes. What the model would have gone on with, nobody knows.
  if (!isWhole) reply.push('\uFFFD');
  const timings = last?.timings;
  return {
    finish,
    promptTokens: timings === undefined ? null : timings.cache_n + timings.prompt_n,
    replyTokens: timings?.predicted_n ?? null,
  };
}
