/**
 * One way of choosing a model, described by the folder of its engine: what a plan stores of the
 * choice, and how it is opened, named and kept. `model-spec` collects them.
 */

import * as v from 'valibot';
import type { EngineId, LoadedModel, LoadOptions } from './engine.ts';
import type { Engines } from './engines.ts';
import type { KeptModel } from './kept-models.ts';

/** What opening a model may need of the page. */
export interface ModelServices {
  readonly engines: Engines;
  /** The person's file of this name and size; null where it was not given on this visit. */
  ggufFile(fileName: string, sizeBytes: number): File | null;
  /** The key a person gave for a server on this visit: plans and logs never hold one. */
  serverKey(address: string): string | null;
}

export interface OwnFile {
  readonly fileName: string;
  readonly sizeBytes: number;
}

interface Described {
  readonly kind: string;
}

/** What an engine says of one kind. Where nothing is said, the answer is null or false. */
export interface KindOfModel<Spec> {
  readonly engineId: EngineId;
  /** As its engine will name the model; null where it has no name before it is loaded. */
  nameOf(spec: Spec): string | null;
  /** Rejects with an `EngineError`, a `ModelSpecError`, or the signal's reason. */
  open(spec: Spec, services: ModelServices, options: LoadOptions): Promise<LoadedModel>;
  /** Tells the offers of this kind apart, the same on every visit. */
  offerIdOf(spec: Spec): string;
  /** Under which its files are on this device; null where the page keeps none. */
  keptKeyOf?(spec: Spec): string | null;
  /** Those of other files without which it cannot be opened either. */
  otherKeptKeysOf?(spec: Spec): readonly string[];
  /** Files of the person's own, which have to be given on each visit. */
  ownFilesOf?(spec: Spec): readonly OwnFile[];
  /** What of its engine's models is on this device; one kind of an engine says it for all. */
  listKept?(): Promise<KeptModel[]>;
  /** Where prompts go; null where they stay in the browser. */
  sendsTo?(spec: Spec): string | null;
  /** Whether a person's own is offered again on the next visit once it worked. */
  isRemembered?(spec: Spec): boolean;
  /** Whether it is written by the page's graphics card: a headless browser has to have one. */
  needsGpu?(spec: Spec): boolean;
  /** Whether its models begin every reply themselves: they cannot go on with one that is begun. */
  readonly beginsReplies?: boolean;
  /** Whether samples of one prompt are faster one after the other: it is then read once for them. */
  readonly readsPromptOnce?: boolean;
}

export interface ModelKind<Schema extends v.GenericSchema<unknown, Described>> extends Required<
  KindOfModel<unknown>
> {
  readonly schema: Schema;
}

/** Specs of other kinds are a mistake of the caller's, and throw. */
export function modelKind<const Schema extends v.GenericSchema<unknown, Described>>(
  schema: Schema,
  kind: KindOfModel<v.InferOutput<Schema>>,
): ModelKind<Schema> {
  const own = (spec: unknown) => v.parse(schema, spec);
  return {
    schema,
    engineId: kind.engineId,
    isRemembered: (spec) => kind.isRemembered?.(own(spec)) ?? false,
    needsGpu: (spec) => kind.needsGpu?.(own(spec)) ?? false,
    beginsReplies: kind.beginsReplies ?? false,
    readsPromptOnce: kind.readsPromptOnce ?? false,
    nameOf: (spec) => kind.nameOf(own(spec)),
    open: async (spec, services, options) => kind.open(own(spec), services, options),
    offerIdOf: (spec) => kind.offerIdOf(own(spec)),
    keptKeyOf: (spec) => kind.keptKeyOf?.(own(spec)) ?? null,
    otherKeptKeysOf: (spec) => kind.otherKeptKeysOf?.(own(spec)) ?? [],
    ownFilesOf: (spec) => kind.ownFilesOf?.(own(spec)) ?? [],
    listKept: async () => (await kind.listKept?.()) ?? [],
    sendsTo: (spec) => kind.sendsTo?.(own(spec)) ?? null,
  };
}

/** Why a model cannot be had here, before any engine is asked. */
export type ModelSpecFault =
  /** The person's own file, which the page may not keep. */
  | ({ readonly kind: 'missing-file' } & OwnFile)
  /** Not, or no longer, in web-llm's own list. */
  | { readonly kind: 'unknown-model'; readonly modelId: string };

export class ModelSpecError extends Error {
  override readonly name = 'ModelSpecError';
  readonly fault: ModelSpecFault;

  constructor(fault: ModelSpecFault) {
    super(fault.kind);
    this.fault = fault;
  }
}
