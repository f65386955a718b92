/**
 * The runs of this browser: the list, the queue, and the one under way. What running means is the
 * runner's; how a run came out is worked out from its outcomes elsewhere.
 */

import type { Speed } from '../../evaluation/running/forecast.ts';
import { createRun } from '../../evaluation/runs/new-run.ts';
import type { Plan, Writer } from '../../evaluation/plans/plan.ts';
import { type PauseReason, pauseOf, type RunEnd } from '../../evaluation/running/run-end.ts';
import { importRunLog, type LogImport } from '../../evaluation/log/run-log-reading.ts';
import type { SampleOutcome, Run } from '../../evaluation/runs/run.ts';
import type { RunEvent } from '../../evaluation/running/runner.ts';
import type { Task } from '../../tasks/task.ts';
import type { KeptSettings } from '../work/kept-settings.ts';
import { isForAll, type RunItem, stateAfter } from './run-item.ts';
import { RunItems } from './run-items.svelte.ts';
import { RunProgress } from './run-progress.svelte.ts';
import { type Queued, RunQueue } from './run-queue.svelte.ts';
import { takeTurn, type TurnParts } from './run-turn.ts';

export interface RunsParts extends TurnParts {
  /** Keeps the queue. */
  readonly settings: KeptSettings;
  readonly madeWith: string;
  readonly now?: () => number;
}

/** A run that is being made of a plan. */
export interface Preparing {
  readonly plan: Plan;
  readonly done: number;
  readonly total: number;
}

export class Runs {
  #preparing = $state.raw<Preparing | null>(null);
  #trouble = $state.raw<PauseReason | null>(null);

  readonly #parts: RunsParts;
  readonly #now: () => number;
  readonly #items: RunItems;
  readonly #queue: RunQueue;
  #isBusy = false;
  #stop: AbortController | null = null;
  /** Settles when the run under way has ended. */
  #ending: Promise<void> = Promise.resolve();
  readonly #listeners: ((outcome: SampleOutcome) => void)[] = [];

  constructor(parts: RunsParts) {
    this.#parts = parts;
    this.#now = parts.now ?? (() => performance.now());
    this.#items = new RunItems(parts.store);
    this.#queue = new RunQueue(parts.settings);
  }

  /** Newest first. */
  get items(): readonly RunItem[] {
    return this.#items.all;
  }

  /** The run under way; null while none is. */
  get current(): RunProgress | null {
    return this.#items.running;
  }

  /** Runs that were queued or running when an earlier visit, or the storage, came to its end. */
  get left(): readonly RunItem[] {
    return this.#items.resting(this.#queue.left);
  }

  get preparing(): Preparing | null {
    return this.#preparing;
  }

  /** Why the list or the last command failed; null while all is well. */
  get trouble(): PauseReason | null {
    return this.#trouble;
  }

  itemOf(id: string): RunItem | null {
    return this.#items.of(id);
  }

  /** Hears of each sample of the run under way as it is stored. Gives a way to stop hearing. */
  listen(listener: (outcome: SampleOutcome) => void): () => void {
    this.#listeners.push(listener);
    return () => void this.#listeners.splice(this.#listeners.indexOf(listener), 1);
  }

  /** Takes up the runs of earlier visits, and counts them one after the other. */
  async restore(): Promise<void> {
    await this.#attempt(async () => {
      await this.#items.find();
      await this.#items.count();
      await this.#queue.restore();
      this.#queue.keepOnly(this.left.map(({ run }) => run.id));
    });
  }

  /**
   * Makes a run of a plan and queues it. Resolves with its id once it is stored, null where that
   * failed: `trouble` says why. `tasks` are those the plan selects, `set` is the whole set.
   */
  async start(plan: Plan, tasks: readonly Task[], set: readonly Task[]): Promise<string | null> {
    const { store, checker, madeWith } = this.#parts;
    this.#preparing = { plan, done: 0, total: tasks.length };
    const onProgress = (done: number, total: number) => (this.#preparing = { plan, done, total });
    const run = await this.#attempt(() =>
      createRun({ plan, tasks, set, madeWith, onProgress }, { store, reader: checker }),
    );
    this.#preparing = null;
    if (!run) return null;
    this.#items.add(run);
    this.continue(run.id);
    return run.id;
  }

  /** Queues a run that rests, is paused or has failed samples to ask again. */
  continue(id: string, isFailedAskedAgain = false): void {
    const kind = this.itemOf(id)?.state.kind;
    if (kind === undefined || ['queued', 'running', 'stopped'].includes(kind)) return;
    this.#queue.add({ id, isFailedAskedAgain });
    this.#items.change(id, { state: { kind: 'queued' } });
    void this.#work();
  }

  /** Queues what was left of the queue, in its order. */
  continueLeft(): void {
    const ids = this.left.map(({ run }) => run.id);
    const left = this.#queue.left.filter(({ id }) => ids.includes(id));
    for (const { id, isFailedAskedAgain } of left) this.continue(id, isFailedAskedAgain);
  }

  /** Offers it no more; each run can still be continued by itself. */
  forgetLeft(): void {
    for (const { id } of this.#queue.left) this.#queue.remove(id);
  }

  /** Takes a run out of the queue, or stops it where it is; `continue` goes on from there. */
  async pause(id: string): Promise<void> {
    if (this.current?.runId === id) {
      this.#stop?.abort();
      return this.#ending;
    }
    const isWaiting = this.#queue.has(id);
    this.#queue.remove(id);
    if (isWaiting) this.#items.change(id, { state: { kind: 'resting' } });
  }

  /** Ends a run for good, whatever is left of it to do. What it has stays. */
  async stop(id: string): Promise<void> {
    await this.pause(id);
    // It may have come to its end meanwhile.
    if (this.itemOf(id)?.state.kind === 'finished') return;
    await this.change(id, { stoppedAt: Date.now() });
    if (this.itemOf(id)?.run.stoppedAt) this.#items.change(id, { state: { kind: 'stopped' } });
  }

  /** Changes what is stored of a run that is not under way. */
  async change(id: string, fields: Pick<Partial<Run>, 'modelParameters' | 'stoppedAt'>) {
    const item = this.itemOf(id);
    if (!item || item.state.kind === 'running') return;
    const run = { ...item.run, ...fields };
    await this.#attempt(async () => {
      await this.#parts.store.putRun(run);
      this.#items.change(id, { run });
    });
  }

  async delete(id: string): Promise<void> {
    await this.pause(id);
    await this.#attempt(async () => {
      await this.#parts.store.deleteRun(id);
      this.#items.remove(id);
    });
  }

  /** Null where the log could not be stored: `trouble` says why. */
  async importLog(pieces: AsyncIterable<string> | Iterable<string>): Promise<LogImport | null> {
    const imported = await this.#attempt(() => importRunLog(pieces, this.#parts.store));
    if (imported?.kind !== 'imported') return imported;
    await this.restore();
    return imported;
  }

  /** What was measured of a writer in the newest run that timed it; null where none did. */
  speedOf(writer: Writer): Speed | null {
    return this.#items.speedOf(writer);
  }

  /** One run after the other, until the queue is empty. */
  async #work(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    try {
      for (let next = this.#queue.take(); next; next = this.#queue.take()) {
        const running = this.#runOne(next);
        this.#ending = running;
        await running;
      }
    } finally {
      this.#isBusy = false;
    }
  }

  async #runOne({ id, isFailedAskedAgain }: Queued): Promise<void> {
    const item = this.itemOf(id);
    if (!item) return;
    const progress = new RunProgress(item.run, this.#now);
    const stop = (this.#stop = new AbortController());
    this.#items.change(id, { state: { kind: 'running', progress } });
    let end: RunEnd | null = null;
    try {
      const { signal } = stop;
      const onEvent = (event: RunEvent) => this.#hear(event, progress);
      end = await this.#attempt(() =>
        takeTurn(item.run, this.#parts, { signal, isFailedAskedAgain, onEvent }),
      );
    } finally {
      // A run that could not begin was not counted anew.
      const tally = progress.isBegun ? progress.tally : item.tally;
      this.#items.change(id, { run: progress.run, tally, state: stateAfter(end) });
    }
    // Another tab's run is in that tab's part of the queue.
    if (end?.kind !== 'elsewhere') this.#queue.remove(id);
    if (end?.kind !== 'paused' || !isForAll(end.reason)) return;
    for (const held of this.#queue.hold())
      this.#items.change(held.id, { state: { kind: 'resting' } });
  }

  #hear(event: RunEvent, progress: RunProgress): void {
    progress.take(event);
    if (event.kind !== 'stored') return;
    for (const listener of this.#listeners) listener(event.outcome);
  }

  /** Null where it failed of something a person can mend, which is then the trouble. */
  async #attempt<Result>(work: () => Promise<Result>): Promise<Result | null> {
    try {
      this.#trouble = null;
      return await work();
    } catch (error) {
      this.#trouble = pauseOf(error);
      if (!this.#trouble) throw error;
      return null;
    }
  }
}
