/**
 * The models that writers side by side have in memory: loaded once, also where the page holds one
 * already, and let go with the view. Which of them may write at once is for `turns`.
 */

import { SvelteMap } from 'svelte/reactivity';
import type { EngineFailure } from '../../synthesis/engine-failure.ts';
import type { LoadedModel, LoadOptions } from '../../synthesis/engine.ts';
import { endsModel } from '../../synthesis/failures.ts';
import type { ModelPicker, Offer } from '../models/model-picker.svelte.ts';
import { readinessOf } from './lane-writer.ts';
import { fitTogether, isTunedOf, type Machine, takesMemory } from './turns.ts';

export interface LaneModelsParts {
  readonly modelPicker: Pick<
    ModelPicker,
    'phase' | 'choose' | 'makeRoom' | 'look' | 'noteFailure' | 'offering'
  >;
}

interface Held {
  readonly offer: Offer;
  readonly model: LoadedModel;
}

export class LaneModels {
  readonly #parts: LaneModelsParts;
  readonly #held = new SvelteMap<string, Held>();
  // Nothing is shown of it, so nothing needs to react to it.
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  readonly #loading = new Map<string, Promise<LoadedModel>>();
  /** The page's own model, where it had to make room. */
  #displaced: Offer | null = null;
  #isClosed = false;

  constructor(parts: LaneModelsParts) {
    this.#parts = parts;
  }

  isHere({ id }: Offer): boolean {
    return this.#held.has(id) || this.#ofPage?.offer.id === id;
  }

  get machine(): Machine {
    const { cores = 1, memoryBytes = null } = this.#parts.modelPicker.offering?.capabilities ?? {};
    return { cores, memoryBytes };
  }

  /**
   * Loads it unless it is here. `besides` are the other writers: a base is loaded together with the
   * adapter of one of them, and those that are not among them make room.
   */
  async take(offer: Offer, besides: readonly Offer[], options: LoadOptions): Promise<LoadedModel> {
    await this.#pageHasLoaded();
    options.signal.throwIfAborted();
    const here = this.#held.get(offer.id) ?? this.#ofPage;
    if (here?.offer.id === offer.id) return here.model;
    const tuned = besides.find(({ spec }) => isTunedOf(spec, offer.spec));
    // If that fails, it is the failure of the other writer.
    if (tuned && !this.isHere(tuned)) await this.#load(tuned, besides, options).catch(() => null);
    options.signal.throwIfAborted();
    return this.#load(offer, besides, options);
  }

  /** Some failures of writing are the end of the model as well. */
  noteFailure(offer: Offer, failure: EngineFailure): void {
    if (this.#ofPage?.offer.id === offer.id) return this.#parts.modelPicker.noteFailure(failure);
    if (endsModel(failure)) void this.#letGo(offer.id);
  }

  /** Lets go all others. */
  async keepOnly(offers: readonly Offer[]): Promise<void> {
    const others = [...this.#held.keys()].filter((id) => !offers.some((each) => each.id === id));
    await Promise.all(others.map((id) => this.#letGo(id)));
  }

  /** Lets go all, and gives the page its own model back if that takes no download. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.keepOnly([]);
    const { modelPicker } = this.#parts;
    const displaced = this.#displaced;
    this.#displaced = null;
    if (!displaced) return;
    // It may have been downloaded since it was chosen.
    await modelPicker.look();
    const { offers = [], capabilities = null } = modelPicker.offering ?? {};
    const offer = offers.find(({ id }) => id === displaced.id) ?? displaced;
    const needed = readinessOf({ offer, isAgreed: true }, false, capabilities);
    if (needed.kind === 'ready' && modelPicker.phase.kind === 'none') {
      await modelPicker.choose(offer);
    }
  }

  get #ofPage(): Held | null {
    const { phase } = this.#parts.modelPicker;
    return phase.kind === 'ready' ? phase : null;
  }

  #load(offer: Offer, besides: readonly Offer[], options: LoadOptions): Promise<LoadedModel> {
    const loading = this.#loading.get(offer.id);
    if (loading) {
      // Another lane's, which may be cancelled there.
      return loading.catch(() => {
        options.signal.throwIfAborted();
        return this.#load(offer, besides, options);
      });
    }
    const begun = this.#loadNew(offer, besides, options).finally(() => {
      this.#loading.delete(offer.id);
    });
    this.#loading.set(offer.id, begun);
    return begun;
  }

  async #loadNew(
    offer: Offer,
    besides: readonly Offer[],
    options: LoadOptions,
  ): Promise<LoadedModel> {
    await this.#makeRoomFor(offer, besides);
    options.signal.throwIfAborted();
    const model = await offer.load(options);
    if (this.#isClosed) void model.unload();
    else this.#held.set(offer.id, { offer, model });
    return model;
  }

  /** What would not fit beside it goes: where that may be, nobody else is writing. */
  async #makeRoomFor(offer: Offer, besides: readonly Offer[]): Promise<void> {
    const page = this.#ofPage && takesMemory(this.#ofPage.offer) ? this.#ofPage : null;
    const others = [...this.#held.values(), ...(page ? [page] : [])].map((held) => held.offer);
    if (fitTogether([...others, offer], this.machine)) return;
    await this.keepOnly([...besides, offer]);
    const needed = [...this.#held.values()].map((held) => held.offer);
    if (page && !besides.some(({ id }) => id === page.offer.id)) await this.#displace(page.offer);
    else if (page) needed.push(page.offer);
    if (fitTogether([...needed, offer], this.machine)) return;
    await this.keepOnly(needed.filter((held) => isTunedOf(held.spec, offer.spec)));
    if (page && this.#ofPage) await this.#displace(page.offer);
  }

  async #displace(offer: Offer): Promise<void> {
    this.#displaced = offer;
    await this.#parts.modelPicker.makeRoom();
  }

  async #letGo(id: string): Promise<void> {
    const held = this.#held.get(id);
    this.#held.delete(id);
    await held?.model.unload();
  }

  /** The page may be loading the very model: it is not to be there twice. */
  #pageHasLoaded(): Promise<void> {
    const { modelPicker } = this.#parts;
    return new Promise((resolve) => {
      const end = $effect.root(() => {
        $effect(() => {
          if (modelPicker.phase.kind === 'loading') return;
          resolve();
          queueMicrotask(() => end());
        });
      });
    });
  }
}
