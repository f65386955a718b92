/** What the web-llm engine can load: a record of the library, from its list or a person's own. */
import type { ModelRecord } from '@mlc-ai/web-llm';
import { isRecord } from './shards.ts';

export interface WebLlmModel {
  /** What people call it. */
  readonly name: string;
  readonly record: ModelRecord;
}

/**
 * As in the library's own list. The whole context that a model was made for, 32,768 tokens and more,
 * would be allocated when it loads.
 */
const contextTokens = 4096;

/**
 * A model of the person's own: a folder with `mlc-chat-config.json`, the tokenizer and the weight
 * shards, and the WebAssembly library compiled for it. Throws a `TypeError` where one is no
 * address.
 */
export function ownModel(weightsAddress: string, libraryAddress: string): WebLlmModel {
  const weights = new URL(weightsAddress);
  const library = new URL(libraryAddress);
  const name = weights.pathname.replace(/\/resolve\/.*$/, '').replace(/\/+$/, '');
  const id = name.slice(name.lastIndexOf('/') + 1) || weights.host;
  // The library refuses a model that has both.
  const overrides = { context_window_size: contextTokens, sliding_window_size: -1 };
  return {
    name: id,
    record: { model: weights.href, model_id: id, model_lib: library.href, overrides },
  };
}

/** With no more context than the model was made for, where its settings say that. */
export function fittedTo(settings: unknown, model: WebLlmModel): WebLlmModel {
  const { record } = model;
  const madeFor = isRecord(settings) ? settings['context_window_size'] : undefined;
  const wanted = record.overrides?.context_window_size;
  if (typeof madeFor !== 'number' || madeFor <= 0 || wanted === undefined) return model;
  const overrides = { ...record.overrides, context_window_size: Math.min(madeFor, wanted) };
  return { ...model, record: { ...record, overrides } };
}

/** The records name the feature for some builds only; the name tells it for all of the library's. */
export function needsShaderF16({ model_id, required_features }: ModelRecord): boolean {
  return /q\df16/.test(model_id) || (required_features?.includes('shader-f16') ?? false);
}

/**
 * The folder of the weights, as the library computes it from a record: an address without
 * "/resolve/" is a repository of Hugging Face, and its main branch is meant.
 */
export function weightsFolder({ model }: ModelRecord): string {
  const folder = model.endsWith('/') ? model : `${model}/`;
  return new URL(/\/resolve\/.+\//.test(folder) ? folder : `${folder}resolve/main/`).href;
}
