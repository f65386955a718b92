/**
 * The models that this browser is offered, with what of each is on this device: loaded with the first
 * look at them, which a visit may do without.
 */

import type { Capabilities } from '../../platform/capabilities.ts';
import { type Kept, type KeptModel, listKeptModels } from '../../synthesis/kept-models.ts';
import { defaultModel, defaultModelBytes } from '../../synthesis/llama-cpp/model.ts';
import { licenceOf } from '../../synthesis/model-licence.ts';
import { publishedFigures } from '../../synthesis/published-figures.ts';
import type { ModelServices } from '../../synthesis/model-kind.ts';
import type { ModelSpec } from '../../synthesis/model-spec.ts';
import type { CatalogueModel } from '../../synthesis/web-llm/model-catalogue.ts';
import { webLlmKeptKey } from '../../synthesis/web-llm/model-kinds.ts';
import { cpuModels } from './cpu-models.ts';
import type { Offer } from './model-picker.svelte.ts';

/** Before it is known what is on this device. */
export type Draft = Offer & {
  readonly keptKey: string | null;
  /** Without these it is not there either. */
  readonly otherKeptKeys: readonly string[];
};

interface Offerers {
  readonly services: ModelServices;
  readonly capabilities: Capabilities;
  /** What follows from the choice alone. */
  draftOf(spec: ModelSpec): Draft;
  /** A person's own, of earlier visits and of what is here. */
  own(kept: readonly KeptModel[]): Promise<readonly Draft[]>;
}

export async function offersHere(offerers: Offerers): Promise<Offer[]> {
  const [kept, onGpu] = await Promise.all([listKeptModels(), gpuOffers(offerers)]);
  const onCpu = cpuOffers(offerers, !onGpu.some(({ isRecommended }) => isRecommended));
  const drafts = firstOfEach([...onGpu, ...onCpu, ...(await offerers.own(kept))]);
  return drafts.map((draft) => withKept(draft, kept)).sort(byUse);
}

function firstOfEach(offers: readonly Draft[]): Draft[] {
  return [...new Map(offers.toReversed().map((offer) => [offer.id, offer])).values()].toReversed();
}

function withKept({ keptKey, otherKeptKeys, ...offer }: Draft, kept: readonly KeptModel[]): Offer {
  const found = kept.find(({ key }) => key === keptKey);
  if (!found) return offer;
  const others = otherKeptKeys.map((other) => kept.find(({ key }) => key === other));
  const remove = async () => {
    await found.forget();
    await offer.remove?.();
  };
  return { ...offer, kept: keptBeside(found, others), remove };
}

/** What deleting it frees: the others stay. It is whole where they are too, else nobody knows. */
export function keptBeside(found: Kept, others: readonly (Kept | undefined)[]): Kept {
  const areWhole = others.every((other) => other && other.keptBytes === other.totalBytes);
  return { keptBytes: found.keptBytes, totalBytes: areWhole ? found.totalBytes : null };
}

/** What is there before what has to be downloaded. Otherwise each engine's own order stays. */
function byUse(left: Offer, right: Offer): number {
  const rank = ({ kept, isRecommended }: Offer) => (kept ? 2 : 0) + (isRecommended ? 1 : 0);
  return rank(right) - rank(left);
}

async function gpuOffers(offerers: Offerers): Promise<readonly Draft[]> {
  const { capabilities } = offerers;
  if (capabilities.gpu.kind !== 'adapter') return [];
  try {
    const [{ listWebLlmModels }, { makeCatalogue }] = await Promise.all([
      import('../../synthesis/web-llm/list-models.ts'),
      import('../../synthesis/web-llm/model-catalogue.ts'),
    ]);
    const { models, recommended } = makeCatalogue(await listWebLlmModels(), capabilities);
    const fitting = models.filter((model) => model.fit.kind === 'fits');
    return fitting.map((model) => catalogueOffer(offerers, model, model === recommended));
  } catch {
    // Without the library there are no models for the GPU; those for the processor remain.
    return [];
  }
}

function catalogueOffer(
  { services, draftOf }: Offerers,
  model: CatalogueModel,
  isRecommended: boolean,
): Draft {
  return {
    ...draftOf({ kind: 'web-llm', modelId: model.record.model_id }),
    // The list is at hand, which a plan has to ask for.
    load: async (options) => (await services.engines.webLlm()).load(model, options),
    keptKey: webLlmKeptKey(model),
    parameters: model.parameters,
    downloadBytes: model.estimatedDownloadBytes,
    memoryBytes: model.memoryBytes,
    licence: model.licence,
    figures: publishedFigures(model.name),
    isRecommended,
  };
}

/** The smallest is recommended where there is no GPU: on a processor the others take minutes. */
function cpuOffers({ capabilities, draftOf }: Offerers, isRecommended: boolean): Draft[] {
  return cpuModels(capabilities).map(({ name, address, parameters, sizeBytes }) => {
    const isDefault = address === defaultModel.address;
    return {
      ...draftOf({ kind: 'gguf-address', address }),
      ...{ name, parameters, downloadBytes: sizeBytes },
      memoryBytes: isDefault ? defaultModelBytes.memory : null,
      licence: licenceOf(name),
      figures: publishedFigures(name),
      isRecommended: isDefault && isRecommended,
    };
  });
}
