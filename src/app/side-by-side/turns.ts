/**
 * What several writers share, and so which of them write one after the other. Servers compute
 * elsewhere, and the search needs one core: they write at any time.
 */

import { kindOf, type ModelSpec } from '../../synthesis/model-spec.ts';
import { takesAdapter, withoutAdapter } from '../../synthesis/llama-cpp/adapter-choice.ts';
import type { Offer } from '../models/model-picker.svelte.ts';

/** `memory`: they would not fit into it together, so each is loaded for its turn. */
export type Shared = 'gpu' | 'cpu' | 'memory';

export interface Machine {
  /** Logical processors. */
  readonly cores: number;
  /** Null where the browser does not tell. */
  readonly memoryBytes: number | null;
}

/** Of a computer's memory, what models may take: the rest is the page's and the system's. */
const usableShare = 0.6;
/** Where there are fewer, a search and a model on the processor would slow each other down. */
const enoughCores = 4;
/** Beside the weights there is what the model has read. */
const memoryPerByte = 1.2;

type Sized = Pick<Offer, 'spec' | 'memoryBytes' | 'downloadBytes' | 'kept'>;

/** What each of the writers shares with another one of them; null where it shares nothing. */
export function sharedBy(offers: readonly Sized[], machine: Machine): (Shared | null)[] {
  const fit = fitTogether(offers, machine);
  const places = offers.map((offer) =>
    fit || memoryOf(offer) === 0 ? processorOf(offer.spec, machine) : 'memory',
  );
  return places.map((place) =>
    place !== null && places.filter((other) => other === place).length > 1 ? place : null,
  );
}

/** Whether all of them can be in memory at once. */
export function fitTogether(offers: readonly Sized[], { memoryBytes }: Machine): boolean {
  if (memoryBytes === null) return true;
  const alone = offers.filter(
    (offer) => !offers.some((other) => isTunedOf(other.spec, offer.spec)),
  );
  const needed = alone.reduce((sum, offer) => sum + memoryOf(offer), 0);
  return (
    alone.filter((offer) => memoryOf(offer) > 0).length < 2 || needed <= memoryBytes * usableShare
  );
}

/** Whether it is the other one with an adapter: llama.cpp then holds both in one. */
export function isTunedOf(tuned: ModelSpec, base: ModelSpec): boolean {
  if (tuned.kind !== 'gguf-adapter' || !takesAdapter(base) || base.kind === 'gguf-adapter') {
    return false;
  }
  return kindOf(base).offerIdOf(base) === offerIdOf(withoutAdapter(tuned));
}

function offerIdOf(spec: ModelSpec): string {
  return kindOf(spec).offerIdOf(spec);
}

/** Whether letting it go makes room. */
export function takesMemory({ spec }: Pick<Offer, 'spec'>): boolean {
  return processorOf(spec, { cores: Infinity }) !== null;
}

/** In this tab; 0 of what takes none here. */
function memoryOf(offer: Sized): number {
  if (!takesMemory(offer)) return 0;
  const { memoryBytes, downloadBytes, kept } = offer;
  return memoryBytes ?? memoryPerByte * (kept?.totalBytes ?? downloadBytes ?? 0);
}

function processorOf(spec: ModelSpec, { cores }: Pick<Machine, 'cores'>): Shared | null {
  const kind = kindOf(spec);
  if (kind.needsGpu(spec)) return 'gpu';
  if (kind.engineId === 'search') return cores < enoughCores ? 'cpu' : null;
  return kind.engineId === 'llama-cpp' ? 'cpu' : null;
}

/** One at a time for each thing that is shared, in the order in which turns are asked for. */
export class SharedTurns {
  readonly #last = new Map<Shared, Promise<void>>();

  /** Resolves when it is its turn, with what ends it. */
  async take(shared: Shared | null): Promise<() => void> {
    if (shared === null) return () => undefined;
    let end = () => {};
    const mine = new Promise<void>((resolve) => (end = resolve));
    const before = this.#last.get(shared) ?? Promise.resolve();
    this.#last.set(
      shared,
      before.then(() => mine),
    );
    await before;
    return end;
  }
}
