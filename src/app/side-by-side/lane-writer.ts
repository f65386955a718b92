/**
 * Which writers stand side by side when nobody has chosen yet, and what a writer still needs before
 * it can write. Nothing is downloaded, and nothing sent anywhere, because a link says so.
 */

import type { Capabilities } from '../../platform/capabilities.ts';
import { withoutAdapter } from '../../synthesis/llama-cpp/adapter-choice.ts';
import type { OwnFile } from '../../synthesis/model-kind.ts';
import { kindOf, type ModelSpec } from '../../synthesis/model-spec.ts';
import type { Models, Offer, Offering } from '../models/model-picker.svelte.ts';

export interface LaneWriter {
  /** Null of a kind that this version does not know. */
  readonly offer: Offer | null;
  /** Whether a person chose it here, with its files and its server. */
  readonly isAgreed: boolean;
}

export type Readiness =
  | { readonly kind: 'ready' }
  | { readonly kind: 'no-gpu' }
  | { readonly kind: 'unknown' }
  /** Loading it may take a download; `bytes` is null where nobody knows how much. */
  | { readonly kind: 'download'; readonly bytes: number | null; readonly isBegun: boolean }
  /** Prompts would go to a server that the person has not named. */
  | { readonly kind: 'server'; readonly address: string }
  /** Files of a person's own that were not given on this visit. */
  | { readonly kind: 'files'; readonly files: readonly OwnFile[] };

const ready: Readiness = { kind: 'ready' };

/** `isHere`: it is in memory. */
export function readinessOf(
  { offer, isAgreed }: LaneWriter,
  isHere: boolean,
  capabilities: Pick<Capabilities, 'gpu'> | null,
): Readiness {
  if (offer === null) return { kind: 'unknown' };
  if (isHere || offer.engineId === 'search') return ready;
  const { spec, kept } = offer;
  const kind = kindOf(spec);
  if (offer.sendsTo !== null) {
    return isAgreed ? ready : { kind: 'server', address: offer.sendsTo };
  }
  if (kind.needsGpu(spec) && capabilities?.gpu.kind !== 'adapter') return { kind: 'no-gpu' };
  const files = kind.ownFilesOf(spec);
  if (files.length > 0 && !isAgreed) return { kind: 'files', files };
  const isAllOwn = files.length > 0 && kind.keptKeyOf(spec) === null;
  const hasOwnBase = kind.otherKeptKeysOf(spec).length === 0;
  if ((isAllOwn && hasOwnBase) || isKeptWhole(offer)) return ready;
  return { kind: 'download', bytes: offer.downloadBytes, isBegun: kept !== null };
}

function isKeptWhole({ kept }: Pick<Offer, 'kept'>): boolean {
  return kept !== null && kept.keptBytes === kept.totalBytes;
}

/** The choice as this browser offers it. What it is offered already, the person knows. */
export function writerOf(
  spec: ModelSpec | null,
  models: Pick<Models, 'own'>,
  { offers }: Pick<Offering, 'offers'>,
): LaneWriter {
  if (spec === null) return { offer: null, isAgreed: false };
  try {
    const id = kindOf(spec).offerIdOf(spec);
    const offer = offers.find((each) => each.id === id);
    return offer ? { offer, isAgreed: true } : { offer: models.own({ spec }), isAgreed: false };
  } catch {
    // An address in it that is none.
    return { offer: null, isAgreed: false };
  }
}

/**
 * A model with an adapter stands beside its base; any other, or the best there is, beside the search.
 * `current`: the one that writes on the page.
 */
export function firstWriters(
  current: Offer | null,
  models: Pick<Models, 'own' | 'defaultOffer'>,
  offering: Pick<Offering, 'offers'>,
): LaneWriter[] {
  const agreed = (offer: Offer): LaneWriter => ({ offer, isAgreed: true });
  if (current?.spec.kind === 'gguf-adapter') {
    // Its files are the person's own choice: they came with the adapter.
    const base = writerOf(withoutAdapter(current.spec), models, offering);
    return [{ ...base, isAgreed: true }, agreed(current)];
  }
  const best = current ?? offering.offers.find(({ engineId }) => engineId !== 'search');
  return [...(best ? [agreed(best)] : []), agreed(models.defaultOffer)];
}
