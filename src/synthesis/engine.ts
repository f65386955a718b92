/**
 * The one interface behind which every synthesizer stands: a language model on the GPU, one on
 * the CPU, one on a server, or a search. An engine turns a request into text; where the code is in that text
 * belongs to `extraction`, whether it is right to `checking`.
 */

import type { Ask } from '../tasks/task-kind.ts';
import type { EngineFailure } from './engine-failure.ts';

/** In the order in which their models are offered. */
export const engineIds = ['search', 'web-llm', 'llama-cpp', 'server'] as const;

export type EngineId = (typeof engineIds)[number];

/** What a synthesizer may know of a task: never its hidden or challenge tests, never its reference. */
export interface Brief {
  readonly text: string;
  /** The function to define, null where the tests name none. */
  readonly functionName: string | null;
  /** Names that a program gives its parameters where it may; what it does stays the same. */
  readonly parameters?: readonly string[] | undefined;
  /** The beginning of the program, where it is to be completed. */
  readonly codePrompt?: string | undefined;
  /** What is to be given instead of a program. */
  readonly asks?: Ask | undefined;
  /** The asserts that are shown, in the task's order. */
  readonly shownTests: readonly string[];
  readonly setupCode: string;
}

export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** `completion` text goes to the model as it is, past any chat template. */
export type Prompt =
  | { readonly kind: 'chat'; readonly messages: readonly ChatMessage[] }
  | { readonly kind: 'completion'; readonly text: string };

export interface Sampling {
  /** 0 is greedy. */
  readonly temperature: number;
  /** In (0, 1]. */
  readonly topP: number;
  readonly maxTokens: number;
  /**
   * How many more it may spend on thinking first, in a chat. Absent: it is not to think, as far as
   * its engine can switch that off.
   */
  readonly thinkingTokens?: number;
  /** A non-negative integer below 2^31: the same seed, model and machine give the same reply. */
  readonly seed: number;
  /** Generation ends before any of these; none of them is part of the reply. */
  readonly stop: readonly string[];
}

export interface GenerationRequest {
  readonly brief: Brief;
  readonly prompt: Prompt;
  readonly sampling: Sampling;
}

export interface Generation {
  /** The whole reply, equal to the streamed pieces joined. */
  readonly text: string;
  /** `stop`: end of reply or a stop string; `length`: maxTokens reached; `stopped`: the signal. */
  readonly finish: 'stop' | 'length' | 'stopped';
  /** Null where the engine does not count tokens. */
  readonly promptTokens: number | null;
  readonly replyTokens: number | null;
  /** Those of them that were thought; absent where none was, and where nobody counted. */
  readonly thoughtTokens?: number;
  /** From the request to the first piece of text, and to the end. */
  readonly firstTokenMs: number | null;
  readonly totalMs: number;
}

/** `reconnecting`: the download broke, and is asked for again after a pause. */
export type LoadStage = 'downloading' | 'reconnecting' | 'reading-cache' | 'preparing';

export interface LoadProgress {
  readonly stage: LoadStage;
  readonly loadedBytes: number;
  /** Null while unknown. */
  readonly totalBytes: number | null;
}

export interface LoadOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: LoadProgress) => void;
}

export interface GenerateOptions {
  /** Aborting ends the generation with what there is: it resolves as `stopped`, never rejects. */
  readonly signal: AbortSignal;
  /** Called with each new piece of text, in order. */
  readonly onText: (piece: string) => void;
}

/** Anything an engine can load. The engine's own module says what its kinds of model are. */
export interface Engine<Model> {
  readonly id: EngineId;
  /**
   * Makes a model ready. An aborted load rejects with the signal's reason and leaves nothing
   * running; any other rejection is an `EngineError`.
   */
  load(model: Model, options: LoadOptions): Promise<LoadedModel>;
}

/** What computed replies. */
export interface RanOn {
  readonly processor: 'cpu' | 'gpu';
  /** Null where that is not for us to say, as on the GPU. */
  readonly threads: number | null;
}

/** What has to be the same for a reply to be the same, as logs tell it. */
export interface ModelDetails {
  /** The library that runs it, with its version. */
  readonly engine: string;
  /** The version of its files that was asked for: a branch or a commit; null where none was. */
  readonly revision: string | null;
  readonly files: readonly {
    readonly address: string;
    readonly sizeBytes: number;
    /** Null where it was not worked out: for a person's own file, and by earlier versions. */
    readonly sha256: string | null;
    /** Of a LoRA adapter: how strongly it counts. */
    readonly adapterScale?: number;
  }[];
  /** As the model's file has it; null where there is none. */
  readonly chatTemplate: string | null;
  /** Several where a run went on with something else; absent in logs of before December 2026. */
  readonly ranOn?: readonly RanOn[];
}

/**
 * A model that is ready. In the tab it makes one generation at a time, and a second call waits for
 * the first; a server makes as many side by side as are asked for.
 */
export interface LoadedModel {
  readonly engineId: EngineId;
  readonly modelName: string;
  /** What exactly runs; absent where there are no files, or they are not here. */
  readonly details?: ModelDetails;
  /** Whether the model takes chat messages; completion prompts always work. */
  readonly hasChatTemplate: boolean;
  generate(request: GenerationRequest, options: GenerateOptions): Promise<Generation>;
  /** Frees the memory. Idempotent; a running generation ends as `stopped`. */
  unload(): Promise<void>;
}

/** Broken machinery, classified once at the thread's edge. Being aborted is not a failure. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly failure: EngineFailure;

  constructor(failure: EngineFailure, options?: ErrorOptions) {
    super(failure.kind, options);
    this.failure = failure;
  }
}
