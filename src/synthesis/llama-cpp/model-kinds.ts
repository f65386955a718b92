/**
 * GGUF files as choices, on the CPU or the GPU: one at an address, a person's own, and either with a
 * LoRA adapter beside it.
 */

import * as v from 'valibot';
import { modelKind, ModelSpecError, type ModelServices, type OwnFile } from '../model-kind.ts';
import { fileAddress } from './model-address.ts';
import { modelName, type GgufFile } from './model.ts';

/** Left out for the CPU, as earlier versions wrote it. */
const processor = v.optional(v.literal('gpu'));
const engineName = (processor?: 'gpu' | undefined) => (processor ? 'llama-cpp-gpu' : 'llama-cpp');

const entries = {
  /** Of the file, or of its first part; also given as the page about it, or as another part. */
  atAddress: { address: v.pipe(v.string(), v.transform(fileAddress)) },
  /** By name and size: the file itself has to be given again on another visit. */
  ofPerson: { fileName: v.string(), sizeBytes: v.number() },
};

export const ggufAddressKind = modelKind(
  v.object({ kind: v.literal('gguf-address'), ...entries.atAddress, processor }),
  {
    engineId: 'llama-cpp',
    // Without chat parsing, llama.cpp reads the begun reply alone and drops the turns before it.
    beginsReplies: true,
    readsPromptOnce: true,
    isRemembered: () => true,
    nameOf: (spec) => modelName({ ...spec, kind: 'address' }),
    open: async (spec, { engines }, options) =>
      (await engines.llamaCpp()).load({ ...spec, kind: 'address' }, options),
    needsGpu: isForGpu,
    offerIdOf: ({ address, processor }) => `${engineName(processor)}/${address}`,
    keptKeyOf: ({ address }) => keptKey(address),
    listKept: async () => (await import('./list-kept.ts')).keptByLlamaCpp(),
  },
);

export const ggufFileKind = modelKind(
  v.object({ kind: v.literal('gguf-file'), ...entries.ofPerson, processor }),
  {
    engineId: 'llama-cpp',
    beginsReplies: true,
    readsPromptOnce: true,
    nameOf: ({ processor, ...file }) => modelName({ ...named(file), processor }),
    open: async ({ processor, ...file }, services, options) =>
      (await services.engines.llamaCpp()).load({ ...given(file, services), processor }, options),
    needsGpu: isForGpu,
    offerIdOf: ({ fileName, processor }) => `${engineName(processor)}/${fileName}`,
    ownFilesOf: ({ fileName, sizeBytes }) => [{ fileName, sizeBytes }],
  },
);

const place = v.union([v.object(entries.atAddress), v.object(entries.ofPerson)]);

/** Where one of a choice's files is. */
export type GgufPlace = v.InferOutput<typeof place>;

/** A kind of its own, so that earlier versions refuse it and do not run the base alone. */
export const ggufAdapterKind = modelKind(
  v.object({
    ...{ kind: v.literal('gguf-adapter'), base: place, adapter: place },
    scale: v.pipe(v.number(), v.finite()),
    processor,
  }),
  {
    engineId: 'llama-cpp',
    beginsReplies: true,
    readsPromptOnce: true,
    isRemembered: ({ base, adapter }) => ownFiles(base, adapter).length === 0,
    nameOf: ({ base, adapter, scale, processor }) =>
      modelName({ ...named(base), adapter: { file: named(adapter), scale }, processor }),
    open: async ({ base, adapter, scale, processor }, services, options) =>
      (await services.engines.llamaCpp()).load(
        {
          ...{ ...given(base, services), processor },
          adapter: { file: given(adapter, services), scale },
        },
        options,
      ),
    needsGpu: isForGpu,
    offerIdOf: ({ base, adapter, scale, processor }) =>
      `${engineName(processor)}/${idOf(base)} + ${idOf(adapter)} × ${scale}`,
    // To delete it is to delete the adapter: the base is a choice of its own.
    keptKeyOf: ({ adapter }) => ('address' in adapter ? keptKey(adapter.address) : null),
    otherKeptKeysOf: ({ base }) => ('address' in base ? [keptKey(base.address)] : []),
    ownFilesOf: ({ base, adapter }) => ownFiles(base, adapter),
  },
);

/** Of an adapter's file as of a model's. */
export function keptKey(address: string): string {
  return `llama-cpp/${address}`;
}

function isForGpu({ processor }: { readonly processor?: 'gpu' | undefined }): boolean {
  return processor === 'gpu';
}

function idOf(file: GgufPlace): string {
  return 'address' in file ? file.address : file.fileName;
}

function ownFiles(...files: readonly GgufPlace[]): OwnFile[] {
  return files.flatMap((file) => ('address' in file ? [] : [file]));
}

/** For its name alone. */
function named(file: GgufPlace): GgufFile {
  return 'address' in file
    ? { kind: 'address', address: file.address }
    : { kind: 'file', file: new File([], file.fileName) };
}

function given(place: GgufPlace, { ggufFile }: ModelServices): GgufFile {
  if ('address' in place) return { kind: 'address', address: place.address };
  const { fileName, sizeBytes } = place;
  const file = ggufFile(fileName, sizeBytes);
  if (!file) throw new ModelSpecError({ kind: 'missing-file', fileName, sizeBytes });
  return { kind: 'file', file };
}
