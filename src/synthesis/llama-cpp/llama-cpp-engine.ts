/**
 * A GGUF in llama.cpp compiled to WebAssembly, on the CPU or by WebGPU. Getting the file belongs to
 * `fetch-model`, llama.cpp itself to `runtime`.
 */
import { readGpu } from '../../platform/capabilities.ts';
import { isIsolated } from '../../platform/isolation.ts';
import { orAborted } from '../../platform/or-aborted.ts';
import { offered } from '../../platform/refusals.ts';
import { threadChoice } from '../../platform/thread-choice.ts';
import type { Fetch } from '../download.ts';
import { usualRetry, type DownloadRetry } from '../download-retry.ts';
import { EngineError, type Engine, type LoadedModel, type LoadOptions } from '../engine.ts';
import { checkBase, fetchAdapter, type LoadedAdapter } from './adapter.ts';
import { llamaCppErrorOf, refusal } from './failure.ts';
import { fetchModel, type ModelPart } from './fetch-model.ts';
import { removeModel } from './kept-files.ts';
import { LlamaCppModelInMemory } from './loaded-model.ts';
import { modelAddress, type LlamaCppModel, type Processor } from './model.ts';
import { openModelFiles, type ModelFiles } from './model-files.ts';
import { GpuTrials, startOnGpu, type Trial } from './gpu-trial.ts';
import { Residents, type Wanted } from './resident.ts';
import { Runtime } from './runtime.ts';
import { startOnThreads, type Machine } from './threads.ts';

export interface LlamaCppServices {
  readonly fetch?: Fetch;
  readonly openModelFiles?: () => Promise<ModelFiles>;
  readonly machine?: Machine;
  readonly retry?: DownloadRetry;
  /** How long a base with an adapter stays where nobody uses it. */
  readonly idleMs?: number;
}

export class LlamaCppEngine implements Engine<LlamaCppModel> {
  readonly id = 'llama-cpp';
  readonly #fetch: Fetch;
  readonly #openModelFiles: () => Promise<ModelFiles>;
  readonly #machine: Machine;
  readonly #retry: DownloadRetry;
  readonly #trials = new GpuTrials();
  readonly #residents: Residents;
  #modelFiles: Promise<ModelFiles> | undefined;

  constructor(services: LlamaCppServices = {}) {
    this.#fetch = services.fetch ?? ((address, init) => fetch(address, init));
    this.#openModelFiles = services.openModelFiles ?? openModelFiles;
    this.#machine = services.machine ?? thisMachine();
    this.#retry = services.retry ?? usualRetry;
    this.#residents = new Residents(services.idleMs);
  }

  async load(model: LlamaCppModel, options: LoadOptions): Promise<LoadedModel> {
    const files = await (this.#modelFiles ??= this.#openModelFiles());
    options.signal.throwIfAborted();
    const source = { fetch: this.#fetch, files, retry: this.#retry };
    const adapter = model.adapter ? await fetchAdapter(model.adapter, source, options) : null;
    const parts = await fetchModel(model, source, options);
    await checkBase(parts, modelAddress(model), adapter);
    options.signal.throwIfAborted();
    const contents = contentsOf(parts, adapter);
    const { totalBytes } = contents;
    options.onProgress({ stage: 'preparing', loadedBytes: totalBytes, totalBytes });
    try {
      const wanted = wantedOf(model, totalBytes, adapter);
      const start = () => this.#start(model, contents, options.signal);
      const resident = await this.#residents.take(wanted, start);
      return new LlamaCppModelInMemory(model, parts, adapter, resident);
    } catch (error) {
      await removeAtFault(error, model, files);
      throw error;
    }
  }

  #start(model: LlamaCppModel, contents: Contents, signal: AbortSignal): Promise<Runtime> {
    const { totalBytes } = contents;
    const startOn = (threads: number, processor?: Processor) =>
      start({ ...model, processor }, contents, threads, signal);
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
    const { adapterHash } = contents;
    const files = [modelAddress(model), totalBytes, ...(adapterHash ? [adapterHash] : [])];
    return this.#startOnGpu(files, signal, {
      start: (processor) => (processor === 'gpu' ? startOn(1, processor) : onCpu()),
      reply,
      end: (runtime) => runtime.exit(),
    });
  }

  async #startOnGpu(
    files: readonly unknown[],
    signal: AbortSignal,
    trial: Trial<Runtime>,
  ): Promise<Runtime> {
    const gpu = await readGpu(offered(() => navigator.gpu));
    const adapter = gpu.kind === 'adapter' ? gpu.description : null;
    // Whether a GPU computes rightly may change with each of them.
    const versions = [navigator.userAgent, await Runtime.libraryVersion()];
    const key = JSON.stringify([...files, adapter, ...versions]);
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

/** What llama.cpp is given. */
interface Contents {
  readonly parts: readonly Blob[];
  readonly adapter: Blob | null;
  readonly adapterAddress: string | null;
  readonly adapterHash: string | null;
  readonly totalBytes: number;
}

function contentsOf(parts: readonly ModelPart[], adapter: LoadedAdapter | null): Contents {
  const blobs = parts.map(({ content }) => content);
  const all = adapter ? [...blobs, adapter.content] : blobs;
  return {
    ...{ parts: blobs, adapter: adapter?.content ?? null },
    ...{ adapterAddress: adapter?.address ?? null, adapterHash: adapter?.sha256 ?? null },
    totalBytes: all.reduce((sum, { size }) => sum + size, 0),
  };
}

/** A person's own file may be chosen twice: the same name, size and date are the same file. */
function wantedOf(model: LlamaCppModel, totalBytes: number, adapter: LoadedAdapter | null): Wanted {
  const changedAt = model.kind === 'file' ? model.file.lastModified : null;
  const baseBytes = totalBytes - (adapter?.content.size ?? 0);
  return {
    base: JSON.stringify([model.kind, modelAddress(model), changedAt, baseBytes, model.processor]),
    adapter: adapter && `${adapter.address} ${adapter.sha256}`,
  };
}

async function start(
  model: LlamaCppModel,
  { parts, adapter, adapterAddress, totalBytes }: Contents,
  threads: number,
  signal: AbortSignal,
): Promise<Runtime> {
  const address = modelAddress(model);
  const runtime = await Runtime.create();
  signal.throwIfAborted();
  const loading = runtime.load(parts, threads, model.processor, adapter);
  try {
    const isAccepted = await orAborted(loading, signal);
    if (!isAccepted) throw refusal(runtime.complaints, { address, adapterAddress }, totalBytes);
    return runtime;
  } catch (error) {
    void runtime.exit(loading);
    signal.throwIfAborted();
    throw llamaCppErrorOf(error, address, totalBytes);
  }
}

/** Beside an adapter the base stays: gigabytes are not to be lost by what may be the adapter's fault. */
async function removeAtFault(
  error: unknown,
  { adapter, ...base }: LlamaCppModel,
  files: ModelFiles,
): Promise<void> {
  if (!(error instanceof EngineError) || error.failure.kind !== 'corrupt-file') return;
  const file = adapter?.file ?? base;
  if (file.kind === 'address' && file.address === error.failure.address) {
    await removeModel(file.address, files);
  }
}
