/** Models for the processor as choices: a GGUF at an address, or a person's own file. */

import * as v from 'valibot';
import { modelKind, ModelSpecError } from '../model-kind.ts';
import { fileAddress } from './model-address.ts';
import { modelName } from './model.ts';

export const ggufAddressKind = modelKind(
  /** Of the file, or of its first part; also given as the page about it, or as another part. */
  v.object({
    kind: v.literal('gguf-address'),
    address: v.pipe(v.string(), v.transform(fileAddress)),
  }),
  {
    engineId: 'llama-cpp',
    isRemembered: true,
    nameOf: ({ address }) => modelName({ kind: 'address', address }),
    open: async ({ address }, { engines }, options) =>
      (await engines.llamaCpp()).load({ kind: 'address', address }, options),
    offerIdOf: ({ address }) => `llama-cpp/${address}`,
    keptKeyOf: ({ address }) => `llama-cpp/${address}`,
    listKept: async () => (await import('./list-kept.ts')).keptByLlamaCpp(),
  },
);

export const ggufFileKind = modelKind(
  /** By name and size: the file itself has to be given again on another visit. */
  v.object({ kind: v.literal('gguf-file'), fileName: v.string(), sizeBytes: v.number() }),
  {
    engineId: 'llama-cpp',
    nameOf: ({ fileName }) => modelName({ kind: 'file', file: new File([], fileName) }),
    async open({ fileName, sizeBytes }, { engines, ggufFile }, options) {
      const file = ggufFile(fileName, sizeBytes);
      if (!file) throw new ModelSpecError({ kind: 'missing-file', fileName, sizeBytes });
      return (await engines.llamaCpp()).load({ kind: 'file', file }, options);
    },
    offerIdOf: ({ fileName }) => `llama-cpp/${fileName}`,
  },
);
