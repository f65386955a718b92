/** A model in web-llm's worker: its replies, how they are stopped, and its end. */
import type {
  GenerateOptions,
  Generation,
  GenerationRequest,
  LoadedModel,
  ModelDetails,
} from '../engine.ts';
import { Generations, type Ending, type Reply } from '../generations.ts';
import { webLlmErrorOf } from './failure.ts';
import type { WebLlmModel } from './model.ts';
import { streamRequest, textOf, type WebLlmChunk } from './request.ts';
import type { WorkerClient } from './worker-client.ts';

/** How long a stopped generation may go on in the worker before the worker is terminated. */
export interface StopLimit {
  readonly leastMs: number;
  /** While nobody knows how long a token takes. */
  readonly beforeFirstTokenMs: number;
}

export class WebLlmModelInMemory implements LoadedModel {
  readonly engineId = 'web-llm';
  readonly modelName: string;
  // The library refuses settings without a conversation template.
  readonly hasChatTemplate = true;
  readonly details: ModelDetails;
  readonly #model: WebLlmModel;
  readonly #worker: WorkerClient;
  readonly #stopLimit: StopLimit;
  /** The longest that a token took so far; null before the first. */
  #slowestTokenMs: number | null = null;
  readonly #generations = new Generations();

  constructor(
    model: WebLlmModel,
    details: ModelDetails,
    worker: WorkerClient,
    stopLimit: StopLimit,
  ) {
    this.modelName = model.name;
    this.details = details;
    this.#model = model;
    this.#worker = worker;
    this.#stopLimit = stopLimit;
  }

  generate(request: GenerationRequest, options: GenerateOptions): Promise<Generation> {
    return this.#generations.run(request, options, async (reply, signal) => {
      const release = this.#interruptOn(signal);
      try {
        return await this.#stream(request, reply, signal);
      } catch (error) {
        throw webLlmErrorOf(error, this.#model);
      } finally {
        release();
      }
    });
  }

  /** Nothing of the model outlives its worker, and terminating needs nobody's consent. */
  async unload(): Promise<void> {
    this.#generations.stopAll();
    this.#worker.end('the model was unloaded');
  }

  /** Mildest first: between two tokens the library looks at its flag; a hung worker is ended. */
  #interruptOn(signal: AbortSignal): () => void {
    let limit: ReturnType<typeof setTimeout> | undefined;
    const interrupt = () => {
      this.#worker.tell('interruptGenerate', null);
      limit = setTimeout(() => this.#worker.end('it did not stop'), this.#stopLimitMs());
    };
    signal.addEventListener('abort', interrupt, { once: true });
    return () => {
      signal.removeEventListener('abort', interrupt);
      clearTimeout(limit);
    };
  }

  /** A token is one step that cannot be interrupted; on a slow GPU the first takes a minute. */
  #stopLimitMs(): number {
    const { leastMs, beforeFirstTokenMs } = this.#stopLimit;
    return this.#slowestTokenMs === null
      ? beforeFirstTokenMs
      : Math.max(leastMs, 3 * this.#slowestTokenMs);
  }

  async #nextChunk(streamId: string): Promise<unknown> {
    const askedAt = performance.now();
    const chunk = await this.#worker.ask('completionStreamNextChunk', { streamId });
    this.#slowestTokenMs = Math.max(this.#slowestTokenMs ?? 0, performance.now() - askedAt);
    return chunk;
  }

  async #stream(generation: GenerationRequest, reply: Reply, signal: AbortSignal): Promise<Ending> {
    const { kind, request } = streamRequest(generation, this.modelName);
    const streamId = crypto.randomUUID();
    const modelId = this.#model.record.model_id;
    await this.#worker.ask(kind, {
      request,
      streamId,
      selectedModelId: modelId,
      modelId: [modelId],
    });
    let ending: Ending = { finish: 'stop', promptTokens: null, replyTokens: null };
    while (!signal.aborted && !reply.isStopped) {
      const chunk = (await this.#nextChunk(streamId)) as WebLlmChunk | null;
      if (typeof chunk !== 'object' || chunk === null) return ending;
      reply.push(textOf(chunk));
      ending = after(chunk, ending);
    }
    await this.#worker.ask('completionStreamReturn', { streamId });
    return ending;
  }
}

function after({ choices: [choice], usage }: WebLlmChunk, ending: Ending): Ending {
  return {
    finish: choice?.finish_reason === 'length' ? 'length' : ending.finish,
    promptTokens: usage?.prompt_tokens ?? ending.promptTokens,
    replyTokens: usage?.completion_tokens ?? ending.replyTokens,
  };
}
