/** Models for the GPU as choices: one of the library's own list, or a person's own build. */

import * as v from 'valibot';
import { modelKind, ModelSpecError } from '../model-kind.ts';
import { nameOfBuild } from './build-id.ts';
import { ownModel, weightsFolder, type WebLlmModel } from './model.ts';

export const webLlmKind = modelKind(
  /** `modelId` as in web-llm's own list of models. */
  v.object({ kind: v.literal('web-llm'), modelId: v.string() }),
  {
    engineId: 'web-llm',
    needsGpu: () => true,
    // The library wants the last message to be the person's.
    beginsReplies: true,
    nameOf: ({ modelId }) => nameOfBuild(modelId),
    open: async ({ modelId }, { engines }, options) =>
      (await engines.webLlm()).load(await listedModel(modelId), options),
    offerIdOf: ({ modelId }) => `web-llm/${modelId}`,
  },
);

export const webLlmAddressKind = modelKind(
  v.object({ kind: v.literal('web-llm-address'), weights: v.string(), library: v.string() }),
  {
    engineId: 'web-llm',
    needsGpu: () => true,
    beginsReplies: true,
    isRemembered: () => true,
    nameOf(spec) {
      const isWhole = URL.canParse(spec.weights) && URL.canParse(spec.library);
      return isWhole ? modelOf(spec).name : null;
    },
    open: async (spec, { engines }, options) =>
      (await engines.webLlm()).load(modelOf(spec), options),
    offerIdOf: (spec) => `web-llm/${modelOf(spec).record.model_id}`,
    keptKeyOf: (spec) => webLlmKeptKey(modelOf(spec)),
    listKept: async () => (await import('./list-kept.ts')).keptByWebLlm(),
  },
);

/** Its weights are kept by their folder, whichever way the model was chosen. */
export function webLlmKeptKey({ record }: WebLlmModel): string {
  return `web-llm/${weightsFolder(record)}`;
}

function modelOf({ weights, library }: { weights: string; library: string }): WebLlmModel {
  return ownModel(weights, library);
}

/** By the library's own list, so that a plan needs nothing but the model's id. */
async function listedModel(modelId: string): Promise<WebLlmModel> {
  const { listWebLlmModels } = await import('./list-models.ts');
  const record = (await listWebLlmModels()).find(({ model_id }) => model_id === modelId);
  if (!record) throw new ModelSpecError({ kind: 'unknown-model', modelId });
  return { name: nameOfBuild(modelId), record };
}
