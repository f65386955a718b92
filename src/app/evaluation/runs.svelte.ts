/**
 * The runs of this browser: the list, the queue, and the one under way. What running means is the
 * runner's; how a run came out is worked out from its outcomes elsewhere.
 */

import type { Checker } from '../../checking/checker.ts';
import type { Speed } from '../../evaluation/forecast.ts';
import { createRun } from '../../evaluation/new-run.ts';
import type { Plan, Writer } from '../../evaluation/plan.ts';
import { type PauseReason, pauseOf, type RunEnd } from '../../evaluation/run-end.ts';
import { importRunLog, type LogImport } from '../../evaluation/run-log-reading.ts';
import { writeRunLog } from '../../evaluation/run-log.ts';
import type { Outcome, Run, RunStore } from '../../evaluation/run.ts';
import { runSamples } from '../../evaluation/runner.ts';
import { speedOfTally, tallyOf } from '../../evaluation/tally.ts';
import type { Writers } from '../../evaluation/writers.ts';
import type { HiddenCheck, Task } from '../../tasks/task.ts';
import { isForAll, itemOf, type RunItem, stateAfter } from './run-item.ts';
import { RunProgress } from './run-progress.svelte.ts';

export interface RunsParts {
  readonly store: RunStore;
  readonly checker: Pick<Checker, 'check' | 'readProgram' | 'readTests'>;
  readonly writers: Writers;
  readonly madeWith: string;
  /** Called before a writer is loaded: a model elsewhere on the page leaves its memory. */
  readonly makeRoom?: () => Promise<void>;
  readonly now?: () => number;
  /** A run's inputs by task that it does not keep; undefined where they were not given. */
  readonly hiddenOf?: (run: string) => ReadonlyMap<string, HiddenCheck> | undefined;
}

/** A run that is being made of a plan. */
export interface Preparing {
  readonly plan: Plan;
  readonly done: number;
  readonly total: number;
}

interface Queued {
  readonly id: string;
  readonly isFailedAskedAgain: boolean;
}

interface Running {
  readonly progress: RunProgress;
  readonly signal: AbortSignal;
  readonly isFailedAskedAgain: boolean;
}

export class Runs {
  #items = $state.raw<readonly RunItem[]>([]);
  #preparing = $state.raw<Preparing | null>(null);
  #trouble = $state.raw<PauseReason | null>(null);

  /** The run under way; null while none is. */
  readonly current = $derived(this.#running());

  readonly #parts: RunsParts;
  readonly #now: () => number;
  #queue: readonly Queued[] = [];
  #isBusy = false;
  #stop: AbortController | null = null;
  /** Settles when the run under way has ended. */
  #ending: Promise<void> = Promise.resolve();
  readonly #listeners: ((outcome: Outcome) => void)[] = [];

  constructor(parts: RunsParts) {
    this.#parts = parts;
    this.#now = parts.now ?? (() => performance.now());
  }

  /** Newest first. */
  get items(): readonly RunItem[] {
    return this.#items;
  }

  get preparing(): Preparing | null {
    return this.#preparing;
  }

  /** Why the list or the last command failed; null while all is well. */
  get trouble(): PauseReason | null {
    return this.#trouble;
  }

  itemOf(id: string): RunItem | null {
    return this.#items.find(({ run }) => run.id === id) ?? null;
  }

  /** Hears of each sample of the run under way as it is stored. Gives a way to stop hearing. */
  listen(listener: (outcome: Outcome) => void): () => void {
    this.#listeners.push(listener);
    return () => void this.#listeners.splice(this.#listeners.indexOf(listener), 1);
  }

  /** Takes up the runs of earlier visits, and counts them one after the other. */
  async restore(): Promise<void> {
    await this.#attempt(async () => {
      const runs = await this.#parts.store.runs();
      this.#items = runs.map((run) => this.itemOf(run.id) ?? itemOf(run));
      for (const { id } of runs) await this.#count(id);
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
    this.#items = [{ ...itemOf(run), tally: tallyOf(run, []) }, ...this.#items];
    this.continue(run.id);
    return run.id;
  }

  /** Queues a run that rests, is paused or has failed samples to ask again. */
  continue(id: string, isFailedAskedAgain = false): void {
    const kind = this.itemOf(id)?.state.kind;
    if (kind === undefined || kind === 'queued' || kind === 'running') return;
    this.#queue = [...this.#queue, { id, isFailedAskedAgain }];
    this.#change(id, { state: { kind: 'queued' } });
    void this.#work();
  }

  /** Takes a run out of the queue, or stops it where it is; `continue` goes on from there. */
  async pause(id: string): Promise<void> {
    if (this.current?.runId === id) {
      this.#stop?.abort();
      return this.#ending;
    }
    if (!this.#queue.some((queued) => queued.id === id)) return;
    this.#queue = this.#queue.filter((queued) => queued.id !== id);
    this.#change(id, { state: { kind: 'resting' } });
  }

  /** Empties the queue and stops the run under way. */
  async pauseAll(): Promise<void> {
    for (const { id } of this.#queue) await this.pause(id);
    if (this.current) await this.pause(this.current.runId);
  }

  async delete(id: string): Promise<void> {
    await this.pause(id);
    await this.#attempt(async () => {
      await this.#parts.store.deleteRun(id);
      this.#items = this.#items.filter(({ run }) => run.id !== id);
    });
  }

  /** The complete log of a run, in pieces. */
  log(id: string): AsyncIterable<string> {
    return writeRunLog(this.#parts.store, id);
  }

  /** Null where the log could not be stored: `trouble` says why. */
  async importLog(pieces: AsyncIterable<string> | Iterable<string>): Promise<LogImport | null> {
    const imported = await this.#attempt(() => importRunLog(pieces, this.#parts.store));
    if (imported?.kind !== 'imported') return imported;
    // What was known of a run of this id is of the one it replaced.
    this.#items = this.#items.filter(({ run }) => run.id !== imported.run.id);
    await this.restore();
    return imported;
  }

  /** What was measured of a writer in the newest run that timed it; null where none did. */
  speedOf(writer: Writer): Speed | null {
    const same = this.#items.filter(({ run }) => isSame(run.plan.writer, writer));
    return same.map(({ tally }) => tally && speedOfTally(tally)).find((speed) => speed) ?? null;
  }

  /** One run after the other, until the queue is empty. */
  async #work(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    try {
      for (let next = this.#queue[0]; next; next = this.#queue[0]) {
        this.#queue = this.#queue.slice(1);
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
    this.#change(id, { state: { kind: 'running', progress } });
    let end: RunEnd | null = null;
    try {
      end = await this.#attempt(() =>
        this.#run(item.run, { progress, signal: stop.signal, isFailedAskedAgain }),
      );
    } finally {
      this.#change(id, { run: progress.run, tally: progress.tally, state: stateAfter(end) });
    }
    if (end?.kind === 'paused' && isForAll(end.reason)) await this.pauseAll();
  }

  async #run(run: Run, { progress, signal, isFailedAskedAgain }: Running): Promise<RunEnd> {
    const hidden = this.#parts.hiddenOf?.(run.id);
    // Without them the same run would be checked by other tests than it says.
    if (run.hiddenInputs && !hidden)
      return { kind: 'paused', reason: { kind: 'no-hidden-inputs' } };
    await this.#parts.makeRoom?.();
    return runSamples(run, this.#parts, {
      signal,
      isFailedAskedAgain,
      hiddenOf: (task) => hidden?.get(task),
      onEvent: (event) => {
        progress.take(event);
        if (event.kind !== 'stored') return;
        for (const listener of this.#listeners) listener(event.outcome);
      },
    });
  }

  async #count(id: string): Promise<void> {
    const item = this.itemOf(id);
    if (!item || item.tally) return;
    const tally = tallyOf(item.run, await this.#parts.store.outcomes(id));
    const isResting = this.itemOf(id)?.state.kind === 'resting';
    const isFinished = isResting && tally.done === tally.total;
    this.#change(id, isFinished ? { tally, state: { kind: 'finished' } } : { tally });
  }

  #change(id: string, fields: Partial<RunItem>): void {
    this.#items = this.#items.map((item) => (item.run.id === id ? { ...item, ...fields } : item));
  }

  #running(): RunProgress | null {
    for (const { state } of this.#items) if (state.kind === 'running') return state.progress;
    return null;
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

function isSame(left: Writer, right: Writer): boolean {
  const entries = (writer: Writer) => JSON.stringify(Object.entries(writer).sort());
  return entries(left) === entries(right);
}
