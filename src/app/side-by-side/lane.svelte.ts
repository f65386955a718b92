/**
 * One of several writers side by side: its model, its reply and the verdict on it. It can be stopped
 * alone, and fails alone. What all of them are asked belongs to `side-by-side`.
 */

import { orAborted } from '../../platform/or-aborted.ts';
import type { Checker } from '../../checking/checker.ts';
import type { GenerationRequest, LoadedModel } from '../../synthesis/engine.ts';
import type { EngineFailure } from '../../synthesis/engine-failure.ts';
import type { SearchGenerateOptions } from '../../synthesis/search/search-engine.ts';
import type { Task } from '../../tasks/task.ts';
import type { ProgramReader } from '../../tasks/python-reader.ts';
import { AttemptChecks } from '../attempts/attempt-checks.ts';
import type { Attempts } from '../attempts/attempts.svelte.ts';
import { SampleWriter } from '../attempts/sample-writer.svelte.ts';
import type { Offer } from '../models/model-picker.svelte.ts';
import { type AttemptRecord, newAttemptId } from '../work/records.ts';
import type { TaskProgress } from '../work/task-progress.svelte.ts';
import { CheckState } from '../workspace/check-state.svelte.ts';
import { GenerationState } from '../workspace/generation-state.svelte.ts';
import type { PromptChoices } from '../workspace/prompt-state.svelte.ts';
import type { Workspace } from '../workspace/workspace.svelte.ts';
import { LaneLoading, type Loading } from './lane-loading.svelte.ts';
import type { LaneModels } from './lane-models.svelte.ts';
import { type LaneResult, noResult } from './lane-result.ts';
import { type LaneStage, stageOf } from './lane-stage.ts';
import { readinessOf, type LaneWriter, type Readiness } from './lane-writer.ts';
import type { Shared } from './turns.ts';

export interface LaneParts {
  readonly reader: ProgramReader;
  readonly checker: Pick<Checker, 'check'>;
  readonly attempts: Attempts;
  readonly progress: TaskProgress;
  readonly workspace: Pick<Workspace, 'named'>;
  readonly models: LaneModels;
  /** What the browser has; null until it was looked at. */
  capabilities(): Parameters<typeof readinessOf>[2];
  /** The writers in the other lanes. */
  besides(): readonly Offer[];
  /** Looks again at what is on this device. */
  look(): Promise<void>;
  /** As the browser offers it now. */
  newest(offer: Offer): Offer;
}

/** What a press asks of a lane. */
export interface LaneTurn {
  readonly task: Task;
  readonly asked: LaneAsked;
  /** Resolves when nobody else uses what this writer shares, with what ends that. */
  turn(): Promise<() => void>;
}

/** What is recorded of a request beside its prompt and sampling. */
export type LaneFacts = Pick<PromptChoices, 'shownTestCount' | 'searchSeconds'>;

export type LaneAsked = LaneFacts & { readonly request: GenerationRequest };

export class Lane {
  readonly id = newAttemptId();
  readonly generationState: GenerationState;
  readonly checkState: CheckState;
  #writer = $state.raw<LaneWriter | null>(null);
  /** How many tests its search is shown; null for as many as all others. */
  shownTestCount = $state<number | null>(null);
  #isWaiting = $state(false);
  #result = $state.raw<LaneResult | null>(null);
  /** Why it waits; null where it does not have to. */
  waitsFor = $state<Shared | null>(null);

  readonly readiness: Readiness | null = $derived.by(() => this.#readiness());
  readonly isBusy = $derived.by(
    () => this.generationState.isBusy || this.checkState.isBusy || this.#loading.isLoading,
  );
  readonly stage: LaneStage = $derived.by(() =>
    stageOf({
      ...{ isWaiting: this.#isWaiting, isLoading: this.#loading.isLoading },
      ...{ writing: this.generationState.phase, checkState: this.checkState },
    }),
  );

  readonly #parts: LaneParts;
  readonly #loading: LaneLoading;
  readonly #samples: SampleWriter;
  readonly #checks: AttemptChecks;
  #run = new AbortController();
  #asked: LaneFacts = { shownTestCount: 0, searchSeconds: 0 };
  #askedAt = 0;
  #takeTurn: (() => Promise<() => void>) | null = null;

  constructor(parts: LaneParts) {
    this.#parts = parts;
    const { reader, checker, attempts, workspace, progress } = parts;
    const asked = () => this.#asked;
    this.#loading = new LaneLoading(parts);
    this.generationState = new GenerationState(reader);
    this.checkState = new CheckState(checker);
    this.#checks = new AttemptChecks({ attempts, checker, progress });
    this.#samples = new SampleWriter({
      ...{ workspace, attempts, generationState: this.generationState },
      promptState: {
        get choices() {
          return asked();
        },
      },
      modelPicker: {
        take: () => this.#takeModel(),
        noteFailure: (failure) => this.#noteFailure(failure),
      },
    });
  }

  get writer(): LaneWriter | null {
    return this.#writer;
  }

  get offer(): Offer | null {
    return this.#writer?.offer ?? null;
  }

  get loading(): Loading {
    return this.#loading.phase;
  }

  /** Of the last round; null until its writer is asked. */
  get result(): LaneResult | null {
    return this.#result;
  }

  /** Another writer takes its place: what the one before wrote stays as an attempt. */
  choose(writer: LaneWriter): void {
    this.cut();
    this.#writer = writer;
  }

  /** Loads its model, with a download if it takes one. Failures are shown, never thrown. */
  async load(): Promise<void> {
    if (!this.offer || this.#loading.isLoading) return;
    await this.#loading.load(this.offer, this.#loading.begin()).catch(() => undefined);
    // What is on this device has changed.
    await this.#parts.look();
  }

  cancelLoading(): void {
    if (this.generationState.isBusy) this.stop();
    this.#loading.cancel();
  }

  /** Writes and checks one program. Resolves when that has ended, however it did. */
  async write({ task, asked, turn }: LaneTurn): Promise<void> {
    if (this.readiness?.kind !== 'ready' || this.isBusy) return;
    const { signal } = (this.#run = new AbortController());
    this.#asked = asked;
    this.#loading.begin();
    this.#result = null;
    this.checkState.clear();
    const turns: Promise<() => void>[] = [];
    this.#takeTurn = () => {
      const taken = turn();
      turns.push(taken);
      return taken;
    };
    const facts = { task, round: newAttemptId(), after: null, hint: null };
    const attempt = await this.#samples.write(
      facts,
      () => asked.request,
      () => {},
      signal,
    );
    this.#isWaiting = false;
    for (const taken of turns) void taken.then((end) => end());
    if (signal.aborted) return;
    if (attempt) await this.#judge(task, attempt, signal);
    if (!signal.aborted) this.#put({ hasEnded: true });
  }

  /** Ends its reply where it is; code in it can still be taken. Ends a load and a check as well. */
  stop(): void {
    this.#loading.cancel();
    this.generationState.stop();
    if (this.checkState.isBusy) this.checkState.clear();
  }

  /** Ends all at once; what there is of a reply stays as an attempt. */
  cut(): void {
    this.#samples.cut();
    this.#drop();
  }

  /** Nothing stays of what was written: all work is deleted. */
  forget(): void {
    this.#samples.forget();
    this.#drop();
  }

  /** Stores what there is of a reply: the page is about to go. */
  flush(): void {
    this.#samples.flush();
  }

  #drop(): void {
    this.#run.abort();
    this.#loading.clear();
    this.generationState.clear();
    this.checkState.clear();
    this.#isWaiting = false;
    this.#result = null;
  }

  async #takeModel(): Promise<LoadedModel> {
    const { offer } = this;
    if (!offer) throw new TypeError('Nobody is chosen.');
    // Of this run: by the time the turn comes, the lane may be asked again, or someone else be in it.
    const { signal } = this.#loading;
    this.#isWaiting = true;
    if (this.#takeTurn) await orAborted(this.#takeTurn(), signal);
    this.#isWaiting = false;
    return this.#heard(await this.#loading.load(offer, signal));
  }

  /** As it is, and it is noted when it is asked and how its reply comes. */
  #heard(model: LoadedModel): LoadedModel {
    const { engineId, modelName, hasChatTemplate } = model;
    return {
      ...{ engineId, modelName, hasChatTemplate },
      generate: (request, options: SearchGenerateOptions) => {
        const { signal } = this.#run;
        this.#askedAt = performance.now();
        this.#result = { ...noResult, shownTestCount: this.#asked.shownTestCount };
        let pieceCount = 0;
        const onText = (piece: string) => {
          pieceCount++;
          if (pieceCount === 2 && !signal.aborted) this.#put({ isStreamed: true });
          options.onText(piece);
        };
        return model.generate(request, { ...options, onText }).then((generation) => {
          // A search waits for another one, which is no work of its own.
          this.#askedAt = performance.now() - generation.totalMs;
          return generation;
        });
      },
      unload: () => model.unload(),
    };
  }

  async #judge(task: Task, attempt: AttemptRecord, signal: AbortSignal): Promise<void> {
    const { phase } = this.generationState;
    if (phase.kind !== 'written') return;
    const { generation } = phase;
    const { id, program } = attempt;
    this.#put({ generation, program, attemptId: id });
    if (generation.finish === 'stopped' || program === null) return;
    await this.checkState.check({ task, program });
    const { verdict } = this.checkState;
    if (signal.aborted || !verdict) return;
    this.#put({ verdictMs: performance.now() - this.#askedAt });
    this.#checks.note(attempt, verdict);
  }

  #noteFailure(failure: EngineFailure): void {
    if (this.offer) this.#parts.models.noteFailure(this.offer, failure);
  }

  #put(fields: Partial<LaneResult>): void {
    if (this.#result) this.#result = { ...this.#result, ...fields };
  }

  #readiness(): Readiness | null {
    const writer = this.#writer;
    if (!writer) return null;
    const { models, newest, capabilities } = this.#parts;
    const offer = writer.offer && newest(writer.offer);
    return readinessOf(
      { ...writer, offer },
      offer !== null && models.isHere(offer),
      capabilities(),
    );
  }
}
