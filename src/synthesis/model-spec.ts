/**
 * A choice of model as plans, offers and settings hold it, and everything that follows from it. To
 * add an engine, describe its choices in its folder, name them here, and give the engine a chunk in
 * `engines`.
 */

import * as v from 'valibot';
import type { LoadedModel, LoadOptions } from './engine.ts';
import { ggufAdapterKind, ggufAddressKind, ggufFileKind } from './llama-cpp/model-kinds.ts';
import type { ModelServices } from './model-kind.ts';
import { searchKind } from './search/model-kind.ts';
import { serverKind } from './server/model-kind.ts';
import { webLlmAddressKind, webLlmKind } from './web-llm/model-kinds.ts';

export const modelKinds = [
  searchKind,
  webLlmKind,
  webLlmAddressKind,
  ggufAddressKind,
  ggufFileKind,
  ggufAdapterKind,
  serverKind,
] as const;

const modelSpecSchemas = modelKinds.map(({ schema }) => schema);
export const modelSpecSchema = v.variant('kind', modelSpecSchemas);

export type ModelSpec = v.InferOutput<(typeof modelKinds)[number]['schema']>;

/** Rejects with an `EngineError`, a `ModelSpecError`, or the signal's reason. */
export function openModel(
  spec: ModelSpec,
  services: ModelServices,
  options: LoadOptions,
): Promise<LoadedModel> {
  return kindOf(spec).open(spec, services, options);
}

/** What its engine's folder says of the choice. */
export function kindOf(spec: ModelSpec) {
  const found = modelKinds.find(({ schema }) => schema.entries.kind.literal === spec.kind);
  if (!found) throw new TypeError(`There is no kind of model ${spec.kind}.`);
  return found;
}

/** The same for two choices of one model, in whatever order their fields were written. */
export function isSameSpec(left: ModelSpec, right: ModelSpec): boolean {
  const told = (spec: ModelSpec) => JSON.stringify(Object.entries(spec).sort());
  return told(left) === told(right);
}
