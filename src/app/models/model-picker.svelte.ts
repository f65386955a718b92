/**
 * Which synthesizers this browser can be offered, and which one writes: the search, until a model
 * is there. Owns loading and what is in memory; what a model writes belongs to `generationState`.
 */

import type { Capabilities } from '../../platform/capabilities.ts';
import type { EngineFailure } from '../../synthesis/engine-failure.ts';
import type { EngineId, LoadedModel, LoadOptions, LoadProgress } from '../../synthesis/engine.ts';
import { endsModel, failureOf } from '../../synthesis/failures.ts';
import type { Kept } from '../../synthesis/kept-models.ts';
import type { LicenceId } from '../../synthesis/model-licence.ts';
import type { PublishedFigures } from '../../synthesis/published-figures.ts';
import type { ModelSpec } from '../../synthesis/model-spec.ts';
import type { ServerModel } from '../../synthesis/server/model.ts';
import { Latest } from '../../platform/latest.ts';
import type { KeptSettings } from '../work/kept-settings.ts';
import { DefaultModel } from './default-model.ts';
import { TransferPace, type Pace } from './transfer-pace.ts';

/** Something that can write programs, with any engine. */
export interface Offer {
  /** Unique among the offers, and the same on the next visit. */
  readonly id: string;
  readonly engineId: EngineId;
  readonly name: string;
  /** Null where there are none or they are unknown. */
  readonly parameters: number | null;
  /** Null where unknown; 0 where there is nothing to download. */
  readonly downloadBytes: number | null;
  readonly memoryBytes: number | null;
  /** Of its weights; null where there are none or it is not known. */
  readonly licence: LicenceId | null;
  /** Of its makers; null where none are known. */
  readonly figures: PublishedFigures | null;
  readonly isRecommended: boolean;
  /** Null where nothing of it is on this device. */
  readonly kept: Kept | null;
  /** The address to which prompts go; null where they stay in the browser. */
  readonly sendsTo: string | null;
  /** The choice it stands for, as plans hold it. */
  readonly spec: ModelSpec;
  /** Deletes what is kept of it, and of a person's own also that it was ever used. */
  readonly remove: (() => Promise<void>) | null;
  load(options: LoadOptions): Promise<LoadedModel>;
}

/** A model that is in no catalogue. */
export interface OwnModel {
  readonly spec: ModelSpec;
  /** What no plan and no setting holds of it: the files that were chosen, the key of its server. */
  readonly files?: readonly File[];
  readonly apiKey?: string | null;
}

/** A GGUF of the person's own as a choice of model. */
export function ownFile(file: File, processor?: 'gpu'): OwnModel {
  const spec = { kind: 'gguf-file', fileName: file.name, sizeBytes: file.size } as const;
  return { spec: processor ? { ...spec, processor } : spec, files: [file] };
}

export interface Offering {
  readonly capabilities: Capabilities;
  /** Those that fit, best first. */
  readonly offers: readonly Offer[];
}

export interface Models {
  /** What writes while no model is loaded: ready on any machine, without a download. */
  readonly defaultOffer: Offer;
  look(): Promise<Offering>;
  own(model: OwnModel): Offer;
  /** The key a person gave for a server on this visit; null where none. */
  serverKey(address: string): string | null;
  /** Whether the browser promises to keep what is stored. */
  persist(): Promise<boolean>;
  /** How many threads are fastest is measured with the next model. */
  forgetThreads(): void;
  /** Rejects with an `EngineError`, or the signal's reason. */
  listServer(server: Omit<ServerModel, 'model'>, signal: AbortSignal): Promise<string[]>;
}

export type ModelPhase =
  /** No model was chosen: the stand-in writes, also while loading and after a failure. */
  | { readonly kind: 'none' }
  | {
      readonly kind: 'loading';
      readonly offer: Offer;
      readonly progress: LoadProgress;
      readonly pace: Pace | null;
    }
  | {
      readonly kind: 'ready';
      readonly offer: Offer;
      readonly model: LoadedModel;
      /** Whether it was loaded a second time because its GPU was lost. */
      readonly isRevived: boolean;
    }
  | { readonly kind: 'failed'; readonly offer: Offer; readonly failure: EngineFailure };

const chosenName = 'chosen-model';
const noProgress: LoadProgress = { stage: 'preparing', loadedBytes: 0, totalBytes: null };

export class ModelPicker {
  isOpen = $state(false);
  #offering = $state.raw<Offering | null>(null);
  #phase = $state.raw<ModelPhase>({ kind: 'none' });

  readonly model = $derived(this.#phase.kind === 'ready' ? this.#phase.model : null);

  readonly #models: Models;
  readonly #settings: KeptSettings;
  readonly #loading = new Latest();
  #inMemory: LoadedModel | null = null;
  readonly #defaultOffer: DefaultModel;

  constructor(models: Models, settings: KeptSettings) {
    this.#models = models;
    this.#settings = settings;
    this.#defaultOffer = new DefaultModel(models.defaultOffer);
  }

  /** What will write next. */
  get writer(): Pick<Offer, 'id' | 'engineId' | 'name' | 'sendsTo'> {
    if (this.#phase.kind !== 'ready') return this.#models.defaultOffer;
    const { offer, model } = this.#phase;
    const { id, sendsTo } = offer;
    return { id, engineId: model.engineId, name: model.modelName, sendsTo };
  }

  /** The loaded model, or else the stand-in; rejects with an `EngineError` where it cannot load. */
  take(): Promise<LoadedModel> {
    return this.model ? Promise.resolve(this.model) : this.#defaultOffer.take();
  }

  /**
   * Loads what was chosen on the last visit, if that takes no download. Forgets the choice until it
   * is there: what brings the tab down should not do so at every visit.
   */
  async restore(): Promise<void> {
    const id = await this.#settings.setting(chosenName);
    if (typeof id !== 'string' || this.#phase.kind !== 'none') return;
    await this.#settings.keepSetting(chosenName, null);
    await this.look();
    const offer = this.#offering?.offers.find((known) => known.id === id);
    const isHere = offer?.kept && offer.kept.keptBytes === offer.kept.totalBytes;
    if (offer && (isHere || offer.sendsTo !== null) && this.#phase.kind === 'none') {
      await this.choose(offer);
    }
  }

  /** Makes the first press quick. A failure is reported when the default model is needed. */
  warmUp(): void {
    if (this.#phase.kind === 'none') this.take().catch(() => undefined);
  }

  /** Null until the browser has been looked at. */
  get offering(): Offering | null {
    return this.#offering;
  }

  get phase(): ModelPhase {
    return this.#phase;
  }

  async open(): Promise<void> {
    this.isOpen = true;
    await this.look();
  }

  /** Looks again each time: free space and what is downloaded change. */
  async look(): Promise<void> {
    this.#offering = await this.#models.look();
  }

  /** Deletes what is kept of the model. One that is in memory goes on until it is let go. */
  async remove(offer: Offer): Promise<void> {
    await offer.remove?.();
    await this.look();
  }

  /** Asks the browser to keep what is stored; the answer is the offering's. */
  async persist(): Promise<boolean> {
    const isPersisted = await this.#models.persist();
    await this.look();
    return isPersisted;
  }

  /** How many threads are fastest here is measured again with the next model. */
  async measureThreadsAgain(): Promise<void> {
    this.#models.forgetThreads();
    await this.look();
  }

  listServer(server: Omit<ServerModel, 'model'>, signal: AbortSignal): Promise<string[]> {
    return this.#models.listServer(server, signal);
  }

  close(): void {
    this.isOpen = false;
  }

  chooseOwn(model: OwnModel): Promise<void> {
    return this.choose(this.#models.own(model));
  }

  /** Loads the model and forgets the one before it. The newest choice wins. */
  choose(offer: Offer): Promise<void> {
    return this.#load(offer, false);
  }

  async #load(offer: Offer, isRevived: boolean): Promise<void> {
    const signal = this.#loading.begin();
    if (offer.id === this.#models.defaultOffer.id) {
      this.#phase = { kind: 'none' };
      void this.#settings.keepSetting(chosenName, null);
      return this.#unload();
    }
    const transfer = new TransferPace();
    this.#phase = { kind: 'loading', offer, progress: noProgress, pace: null };
    const onProgress = (progress: LoadProgress) => {
      const pace = transfer.note(progress, performance.now());
      if (!signal.aborted) this.#phase = { kind: 'loading', offer, progress, pace };
    };
    try {
      await this.#unload();
      const model = await offer.load({ signal, onProgress });
      if (signal.aborted) return await model.unload();
      this.#inMemory = model;
      this.#phase = { kind: 'ready', offer, model, isRevived };
      void this.#settings.keepSetting(chosenName, offer.id);
      this.#defaultOffer.retire();
    } catch (error) {
      if (signal.aborted) return;
      this.#phase = { kind: 'failed', offer, failure: failureOf(error) };
    }
  }

  /** Lets go of what is in memory. On the next visit it is still what was chosen. */
  async makeRoom(): Promise<void> {
    this.#loading.end();
    this.#phase = { kind: 'none' };
    await this.#unload();
  }

  cancel(): void {
    this.#loading.end();
    this.#phase = { kind: 'none' };
  }

  /**
   * Some failures of writing are the end of the model as well. A GPU is often lost in passing, by a
   * driver's restart or a sleep: the first time, the model is loaded again unasked.
   */
  noteFailure(failure: EngineFailure): void {
    if (!endsModel(failure)) return;
    if (this.#phase.kind !== 'ready') return this.#defaultOffer.drop();
    const { offer, isRevived } = this.#phase;
    if (failure.kind === 'device-lost' && !isRevived) return void this.#load(offer, true);
    this.#phase = { kind: 'failed', offer, failure };
    void this.#unload();
  }

  async #unload(): Promise<void> {
    const model = this.#inMemory;
    this.#inMemory = null;
    await model?.unload();
  }
}
