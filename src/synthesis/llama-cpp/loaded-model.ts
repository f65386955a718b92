/** A GGUF that is ready, with an adapter or without: its replies and its unloading. */
import {
  EngineError,
  type GenerateOptions,
  type Generation,
  type GenerationRequest,
  type LoadedModel,
  type ModelDetails,
} from '../engine.ts';
import { endsModel } from '../failures.ts';
import { Generations, type Ending, type Reply } from '../generations.ts';
import { ThoughtCounter } from '../thinking.ts';
import type { LoadedAdapter } from './adapter.ts';
import { llamaCppErrorOf } from './failure.ts';
import type { ModelPart } from './fetch-model.ts';
import { partAddresses, revisionOf } from './model-address.ts';
import { modelAddress, modelName, type LlamaCppModel } from './model.ts';
import type { Resident } from './resident.ts';
import { textOf, type LlamaCppChunk, type Runtime } from './runtime.ts';

export class LlamaCppModelInMemory implements LoadedModel {
  readonly engineId = 'llama-cpp';
  readonly modelName: string;
  readonly hasChatTemplate: boolean;
  readonly details: ModelDetails;
  readonly #address: string;
  readonly #sizeBytes: number;
  readonly #resident: Resident;
  readonly #scale: number;
  readonly #generations: Generations;
  #isUnloaded = false;

  constructor(
    model: LlamaCppModel,
    parts: readonly ModelPart[],
    adapter: LoadedAdapter | null,
    resident: Resident,
  ) {
    const { runtime } = resident;
    this.modelName = modelName(model);
    this.hasChatTemplate = runtime.hasChatTemplate;
    this.#address = modelAddress(model);
    this.#sizeBytes = parts.reduce((sum, { content }) => sum + content.size, 0);
    this.details = detailsOf(model, parts, adapter, runtime);
    this.#resident = resident;
    this.#scale = model.adapter?.scale ?? 0;
    this.#generations = new Generations({ turns: resident.turns });
  }

  async generate(request: GenerationRequest, options: GenerateOptions): Promise<Generation> {
    if (request.prompt.kind === 'chat' && !this.hasChatTemplate) {
      throw new EngineError({ kind: 'no-chat-template', modelName: this.modelName });
    }
    const { runtime } = this.#resident;
    return this.#generations.run(request, options, async (reply, signal) => {
      try {
        return await produce(runtime, request, this.#scale, reply, signal);
      } catch (error) {
        const failed = llamaCppErrorOf(error, this.#address, this.#sizeBytes);
        if (endsModel(failed.failure)) this.#resident.breakDown();
        throw failed;
      }
    });
  }

  async unload(): Promise<void> {
    this.#generations.stopAll();
    if (this.#isUnloaded) return;
    this.#isUnloaded = true;
    await this.#resident.leave();
  }
}

function detailsOf(
  model: LlamaCppModel,
  parts: readonly ModelPart[],
  adapter: LoadedAdapter | null,
  { libraryVersion, chatTemplate, threads }: Runtime,
): ModelDetails {
  const address = modelAddress(model);
  const addresses = partAddresses(address);
  const own = parts.map(({ content, sha256 }, index) => ({
    ...{ address: addresses[index] ?? address, sizeBytes: content.size, sha256 },
  }));
  const beside = adapter && {
    ...{ address: adapter.address, sizeBytes: adapter.content.size, sha256: adapter.sha256 },
    adapterScale: model.adapter?.scale ?? 0,
  };
  return {
    engine: `llama.cpp ${libraryVersion}`,
    revision: model.kind === 'address' ? revisionOf(address) : null,
    files: beside ? [...own, beside] : own,
    chatTemplate,
    ranOn: [
      model.processor === 'gpu'
        ? { processor: 'gpu', threads: null }
        : { processor: 'cpu', threads },
    ],
  };
}

async function produce(
  runtime: Runtime,
  request: GenerationRequest,
  scale: number,
  reply: Reply,
  signal: AbortSignal,
): Promise<Ending> {
  let last: LlamaCppChunk | undefined;
  let finish: Ending['finish'] = 'stop';
  const thought = new ThoughtCounter();
  const hear = (chunk: LlamaCppChunk) => {
    const text = textOf(chunk);
    reply.push(text);
    thought.push(text, chunk.timings?.predicted_n ?? null);
    if (chunk.choices[0]?.finish_reason === 'length') finish = 'length';
    last = chunk;
  };
  const isWhole = await runtime.complete(request, signal, hear, scale);
  // As every decoder shows such bytes. What the model would have gone on with, nobody knows.
  if (!isWhole) reply.push('\uFFFD');
  const timings = last?.timings;
  return {
    finish,
    promptTokens: timings === undefined ? null : timings.cache_n + timings.prompt_n,
    replyTokens: timings?.predicted_n ?? null,
    thoughtTokens: thought.tokensOf(timings?.predicted_n ?? null),
  };
}
