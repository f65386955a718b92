/** Which models are on this device, whole or in part, whichever engine keeps them. */

import { inTime } from '../../platform/refusals.ts';
import type { LlamaCppModel } from '../../synthesis/llama-cpp/model.ts';
import { weightsFolder, type WebLlmModel } from '../../synthesis/web-llm/model.ts';
import type { Kept } from './model-picker.svelte.ts';

export interface KeptModel extends Kept {
  /** As `keptKeyOf` makes it. */
  readonly key: string;
  readonly name: string;
  /** Of a GGUF, which needs nothing else to be offered again; null for weights of web-llm. */
  readonly address: string | null;
  forget(): Promise<void>;
}

export type KeptKeyed =
  | { readonly engineId: 'web-llm'; readonly model: WebLlmModel }
  | { readonly engineId: 'llama-cpp'; readonly model: LlamaCppModel };

/** Null for a file of the person's own: the page keeps no copy of it. */
export function keptKeyOf({ engineId, model }: KeptKeyed): string | null {
  if (engineId === 'web-llm') return `web-llm/${weightsFolder(model.record)}`;
  return model.kind === 'address' ? `llama-cpp/${model.address}` : null;
}

/** For a store that means to answer, on a busy disk; the list of models waits for it. */
const lookLimitMs = 10_000;

/** Never rejects: what cannot be looked at is not there. */
export async function listKeptModels(): Promise<KeptModel[]> {
  const looks = [keptByWebLlm(), keptByLlamaCpp()];
  const lists = await Promise.allSettled(looks.map((look) => inTime(look, [], lookLimitMs)));
  return lists.flatMap((list) => (list.status === 'fulfilled' ? list.value : []));
}

async function keptByWebLlm(): Promise<KeptModel[]> {
  const { forgetFolder, listKeptWeights } = await import('../../synthesis/web-llm/kept-weights.ts');
  const { ownModel } = await import('../../synthesis/web-llm/model.ts');
  const kept = await listKeptWeights(caches);
  return kept.map(({ folder, keptBytes, totalBytes }) => ({
    key: `web-llm/${folder}`,
    name: ownModel(folder, folder).name,
    address: null,
    ...{ keptBytes, totalBytes },
    forget: () => forgetFolder(folder, caches),
  }));
}

async function keptByLlamaCpp(): Promise<KeptModel[]> {
  const { openModelFiles } = await import('../../synthesis/llama-cpp/model-files.ts');
  const { modelName } = await import('../../synthesis/llama-cpp/model.ts');
  const files = await openModelFiles();
  const kept = await files.list();
  return kept.map(({ address, keptBytes, totalBytes }) => ({
    key: `llama-cpp/${address}`,
    name: modelName({ kind: 'address', address }),
    address,
    ...{ keptBytes, totalBytes },
    forget: () => files.remove(address),
  }));
}
