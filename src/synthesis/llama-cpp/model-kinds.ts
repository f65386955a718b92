/** GGUF files as choices, on the CPU or the GPU: one at an address, or a person's own. */

import * as v from 'valibot';
import { modelKind, ModelSpecError } from '../model-kind.ts';
import { fileAddress } from './model-address.ts';
import { modelName } from './model.ts';

/** Left out for the CPU, as earlier versions wrote it. */
const processor = v.optional(v.literal('gpu'));
const engineName = (processor?: 'gpu' | undefined) => (processor ? 'llama-cpp-gpu' : 'llama-cpp');

export const ggufAddressKind = modelKind(
  /** Of the file, or of its first part; also given as the page about it, or as another part. */
  v.object({
    kind: v.literal('gguf-address'),
    address: v.pipe(v.string(), v.transform(fileAddress)),
    processor,
  }),
  {
    engineId: 'llama-cpp',
    // Without chat parsing, llama.cpp reads the begun reply alone and drops the turns before it.
    beginsReplies: true,
    readsPromptOnce: true,
    isRemembered: true,
    nameOf: (spec) => modelName({ ...spec, kind: 'address' }),
    open: async (spec, { engines }, options) =>
      (await engines.llamaCpp()).load({ ...spec, kind: 'address' }, options),
    needsGpu: isForGpu,
    offerIdOf: ({ address, processor }) => `${engineName(processor)}/${address}`,
    keptKeyOf: ({ address }) => `llama-cpp/${address}`,
    listKept: async () => (await import('./list-kept.ts')).keptByLlamaCpp(),
  },
);

export const ggufFileKind = modelKind(
  /** By name and size: the file itself has to be given again on another visit. */
  v.object({
    kind: v.literal('gguf-file'),
    fileName: v.string(),
    sizeBytes: v.number(),
    processor,
  }),
  {
    engineId: 'llama-cpp',
    beginsReplies: true,
    readsPromptOnce: true,
    nameOf: ({ fileName, processor }) =>
      modelName({ kind: 'file', file: new File([], fileName), processor }),
    async open({ fileName, sizeBytes, processor }, { engines, ggufFile }, options) {
      const file = ggufFile(fileName, sizeBytes);
      if (!file) throw new ModelSpecError({ kind: 'missing-file', fileName, sizeBytes });
      return (await engines.llamaCpp()).load({ kind: 'file', file, processor }, options);
    },
    needsGpu: isForGpu,
    offerIdOf: ({ fileName, processor }) => `${engineName(processor)}/${fileName}`,
  },
);

function isForGpu({ processor }: { readonly processor?: 'gpu' | undefined }): boolean {
  return processor === 'gpu';
}
