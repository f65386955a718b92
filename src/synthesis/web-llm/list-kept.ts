/** Models for the GPU whose weights are on this device. */

import type { KeptModel } from '../kept-models.ts';
import { forgetFolder, listKeptWeights } from './kept-weights.ts';
import { webLlmKeptKey } from './model-kinds.ts';
import { ownModel } from './model.ts';

export async function keptByWebLlm(): Promise<KeptModel[]> {
  const kept = await listKeptWeights(caches);
  return kept.map(({ folder, keptBytes, totalBytes }) => {
    const model = ownModel(folder, folder);
    return {
      ...{ key: webLlmKeptKey(model), name: model.name, keptBytes, totalBytes },
      // Weights alone do not say which library runs them.
      spec: null,
      forget: () => forgetFolder(folder, caches),
    };
  });
}
