/**
 * The engine for models that no tab can hold: a server at an address the person gives, spoken to
 * in the completion and chat interfaces that vLLM, llama.cpp, Ollama and LM Studio share. Prompts
 * leave the browser. Generations run side by side, as many as are started.
 */

import {
  EngineError,
  type Engine,
  type GenerateOptions,
  type Generation,
  type GenerationRequest,
  type LoadedModel,
  type LoadOptions,
} from '../engine.ts';
import { Generations } from '../generations.ts';
import { Connection, type ConnectionServices } from './connection.ts';
import { isListLacking, listServerModels } from './list-models.ts';
import type { ServerModel } from './model.ts';
import { withRetry, waitInBrowser, type RetryPolicy } from './retry.ts';
import { listen, questionOf } from './reply.ts';
import { mostTokensOf } from '../thinking.ts';
import { ResumedStream } from './resumed-stream.ts';

export interface ServerServices extends ConnectionServices, RetryPolicy {
  /** How long a server may say nothing, queue and long prompts included. */
  readonly silenceLimitMs: number;
}

function browserServices(): ServerServices {
  return {
    fetch: (address, init) => fetch(address, init),
    siteOrigin: location.origin,
    wait: waitInBrowser,
    random: Math.random,
    silenceLimitMs: 300_000,
  };
}

export interface ServersEngine extends Engine<ServerModel> {
  /** The models a server says it has. Rejects with an `EngineError`, or the signal's reason. */
  list(server: Omit<ServerModel, 'model'>, signal: AbortSignal): Promise<string[]>;
}

export class ServerEngine implements ServersEngine {
  readonly id = 'server';
  readonly #services: ServerServices;

  constructor(services: Partial<ServerServices> = {}) {
    this.#services = { ...browserServices(), ...services };
  }

  /**
   * Asks the server whether it is there and takes the key. Whether it has the model only the first
   * reply tells: some take any name, and some do not list what they have.
   */
  async load(model: ServerModel, { signal, onProgress }: LoadOptions): Promise<LoadedModel> {
    onProgress({ stage: 'preparing', loadedBytes: 0, totalBytes: null });
    const connection = new Connection(model, this.#services);
    try {
      await listServerModels(connection, signal);
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof EngineError) || !isListLacking(error.failure)) throw error;
    }
    return new ServedModel(connection, this.#services);
  }

  async list(server: Omit<ServerModel, 'model'>, signal: AbortSignal): Promise<string[]> {
    return listServerModels(new Connection({ ...server, model: '' }, this.#services), signal);
  }
}

class ServedModel implements LoadedModel {
  readonly engineId = 'server';
  readonly modelName: string;
  /** A server applies the model's template, or says that there is none. */
  readonly hasChatTemplate = true;
  readonly #connection: Connection;
  readonly #services: ServerServices;
  readonly #generations = new Generations({ areSideBySide: true });

  constructor(connection: Connection, services: ServerServices) {
    this.modelName = connection.model.model;
    this.#connection = connection;
    this.#services = services;
  }

  generate(request: GenerationRequest, options: GenerateOptions): Promise<Generation> {
    const { silenceLimitMs } = this.#services;
    const maxTokens = mostTokensOf(request);
    const question = questionOf(request, this.modelName);
    return this.#generations.run(request, options, (reply, signal) => {
      const told = new ResumedStream((piece) => reply.push(piece));
      const attempt = () =>
        listen(this.#connection, question, { reply, told, signal, silenceLimitMs, maxTokens });
      return withRetry(attempt, signal, this.#services);
    });
  }

  /** The model stays where it is; running generations end as stopped. */
  async unload(): Promise<void> {
    this.#generations.stopAll();
  }
}
