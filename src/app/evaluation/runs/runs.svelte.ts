/**
 * The runs of this browser: the list, the queue, and the one under way. What running means is the
 * runner's; how a run came out is worked out from its outcomes elsewhere.
 */

import type { Speed } from '../../../evaluation/running/forecast.ts';
import { createRun } from '../../../evaluation/runs/new-run.ts';
import type { Plan, PlannedModel } from '../../../evaluation/plans/plan.ts';
import { type PauseReason, pauseOf } from '../../../evaluation/running/run-end.ts';
import { importRunLog, type LogImport } from '../../../evaluation/log/run-log-reading.ts';
import type { RunEnvironment } from '../../../evaluation/runs/run-environment.ts';
import type { SampleOutcome, Run } from '../../../evaluation/runs/run.ts';
import { type RunLabels, withLabels } from '../../../evaluation/runs/run-labels.ts';
import { deleteOrphans, deleteRunIfFree, whileOurs } from '../../../evaluation/runs/run-lock.ts';
import { noOtherTabs, type OtherTabs } from '../../../platform/other-tabs.ts';
import type { Task } from '../../../tasks/task.ts';
import { hiddenSourceOf } from '../../../tasks/hidden-source.ts';
import type { KeptSettings } from '../../work/kept-settings.ts';
import { type Inputs, inputsOf } from '../given/inputs-file.ts';
import { QueueRunner } from './queue-runner.ts';
import type { RunItem } from './run-item.ts';
import { RunItems } from './run-items.svelte.ts';
import type { RunProgress } from './run-progress.svelte.ts';
import { RunQueue } from './run-queue.svelte.ts';
import type { TurnParts } from './run-turn.ts';
import { RunsElsewhere } from './runs-elsewhere.ts';

export interface RunsParts extends TurnParts {
  /** Keeps the queue. */
  readonly settings: KeptSettings;
  readonly madeWith: string;
  readonly environmentFor?: (writer: PlannedModel) => Promise<RunEnvironment>;
  /** Takes what tasks came with beyond their tests, for `hiddenOf` on this visit. */
  readonly giveHidden?: (run: string, inputs: Inputs) => void;
  /** Where tabs tell each other that a run changed. */
  readonly tabs?: OtherTabs;
  readonly now?: () => number;
  /** False where storage is out of reach: then a run that is not found may be there all the same. */
  readonly areRunsKept?: () => boolean;
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
  readonly #runner: QueueRunner;
  readonly #items: RunItems;
  readonly #queue: RunQueue;
  readonly #elsewhere: RunsElsewhere;
  /** Called when another tab has left a run: what is shown of it may be old. */
  onChangedElsewhere: (id: string) => void = () => undefined;

  constructor(parts: RunsParts) {
    this.#parts = parts;
    this.#items = new RunItems(parts.store);
    this.#queue = new RunQueue(parts.settings);
    this.#elsewhere = new RunsElsewhere(this.#items, parts.tabs ?? noOtherTabs, {
      onTaken: (id) => this.#queue.leaveToOthers(id),
      onLeft: (id) => this.onChangedElsewhere(id),
    });
    this.#runner = new QueueRunner({
      ...{ turn: parts, items: this.#items, queue: this.#queue, elsewhere: this.#elsewhere },
      now: parts.now ?? (() => performance.now()),
      attempt: (work) => this.#attempt(work),
    });
  }

  /** Whether the list is complete: until then a run that is not in it may be stored. */
  get isFound(): boolean {
    return this.#items.isFound;
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
    return this.#runner.listen(listener);
  }

  /** Takes up the runs of earlier visits, and counts them one after the other. */
  async restore(): Promise<void> {
    await this.#attempt(async () => {
      await this.#items.find();
      await this.#elsewhere.look();
      await this.#items.count();
      await this.#queue.restore();
      const { areRunsKept = () => true } = this.#parts;
      if (areRunsKept()) this.#queue.keepOnly(this.left.map(({ run }) => run.id));
      await deleteOrphans(this.#parts.store);
    });
  }

  /**
   * Makes a run of a plan and queues it. Resolves with its id once it is stored, null where that
   * failed: `trouble` says why. `tasks` are those the plan selects, `set` is the whole set.
   */
  async start(plan: Plan, tasks: readonly Task[], set: readonly Task[]): Promise<string | null> {
    const { store, checker, madeWith, environmentFor } = this.#parts;
    this.#preparing = { plan, done: 0, total: tasks.length };
    const onProgress = (done: number, total: number) => (this.#preparing = { plan, done, total });
    const run = await this.#attempt(async () => {
      const environment = await environmentFor?.(plan.writer);
      // Of the whole file, as it is told by their hash when it is given again.
      const inputs = inputsOf(tasks.some((task) => task.hidden) ? set : []);
      const hidden = [...inputs.values()].map((check) => check.hidden);
      const hiddenInputs = hidden[0]?.kind ?? null;
      const hiddenSource = hiddenInputs && (await hiddenSourceOf(hidden));
      const made = {
        madeWith,
        hiddenInputs,
        hiddenSource,
        ...(environment ? { environment } : {}),
      };
      const options = { plan, tasks, set, ...made, onProgress };
      const begun = await createRun(options, { store, reader: checker });
      if (hiddenInputs) this.#parts.giveHidden?.(begun.id, inputs);
      return begun;
    });
    this.#preparing = null;
    if (!run) return null;
    this.#items.add(run);
    this.continue(run.id);
    return run.id;
  }

  /** Queues a run that rests, is paused or has failed samples to ask again. */
  continue(id: string, isFailedAskedAgain = false): void {
    const kind = this.itemOf(id)?.state.kind;
    if (kind === undefined || ['queued', 'running', 'stopped', 'gone'].includes(kind)) return;
    this.#queue.add({ id, isFailedAskedAgain });
    this.#items.change(id, { state: { kind: 'queued' } });
    void this.#runner.work();
    // What another tab is running is not waited for until its turn comes.
    void this.#elsewhere.look();
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

  /** Nothing of the queue is offered again, on this page or the next; what waits here goes on. */
  forgetQueue(): Promise<void> {
    return this.#queue.clear();
  }

  /** Takes a run out of the queue, or stops it where it is; `continue` goes on from there. */
  async pause(id: string): Promise<void> {
    if (this.current?.runId === id) return this.#runner.stop();
    // It is in the queue of the tab that is at it.
    if (this.itemOf(id)?.state.kind === 'elsewhere') return;
    const isWaiting = this.#queue.has(id);
    this.#queue.remove(id);
    if (isWaiting) this.#items.change(id, { state: { kind: 'resting' } });
  }

  /** Ends a run permanently. The samples it has stay. */
  async stop(id: string): Promise<void> {
    await this.pause(id);
    // It may have come to its end meanwhile.
    if (this.itemOf(id)?.state.kind === 'finished') return;
    await this.change(id, { stoppedAt: Date.now() });
    if (this.itemOf(id)?.run.stoppedAt) this.#items.change(id, { state: { kind: 'stopped' } });
  }

  /** Changes what is stored of a run that is not under way. */
  async change(id: string, fields: Pick<Partial<Run>, 'modelParameters' | 'stoppedAt'>) {
    await this.#replace(id, (run) => ({ ...run, ...fields }));
  }

  /** In place of those it had; tells whether they are stored. Not while it is under way. */
  label(id: string, labels: RunLabels): Promise<boolean> {
    return this.#replace(id, (run) => withLabels(run, labels));
  }

  async #replace(id: string, change: (run: Run) => Run): Promise<boolean> {
    const item = this.itemOf(id);
    if (!item || item.state.kind === 'running') return false;
    const run = change(item.run);
    const changed = await this.#attempt(async () => {
      const isStored = await whileOurs(id, async () => {
        await this.#parts.store.putRun(run);
        return true;
      });
      if (isStored) this.#items.change(id, { run });
      return isStored;
    });
    this.#elsewhere.tell();
    await this.#elsewhere.look();
    return changed === true;
  }

  /** Not while another tab is at it: then the list says so. */
  async delete(id: string): Promise<void> {
    await this.pause(id);
    await this.#attempt(async () => {
      if (await deleteRunIfFree(this.#parts.store, id)) this.#items.remove(id);
    });
    this.#elsewhere.tell();
    await this.#elsewhere.look();
  }

  /**
   * Null where the log could not be stored: `trouble` says why. `completes`: whether a run that is
   * here may take the samples that it lacks, which none does that is queued or under way.
   */
  async importLog(
    pieces: AsyncIterable<string> | Iterable<string>,
    completes: (run: Run) => boolean = () => false,
  ): Promise<LogImport | null> {
    const canTake = (run: Run) =>
      !['queued', 'running'].includes(this.itemOf(run.id)?.state.kind ?? '') && completes(run);
    const imported = await this.#attempt(() => importRunLog(pieces, this.#parts.store, canTake));
    if (imported?.kind !== 'imported') return imported;
    await this.restore();
    if (!imported.isNew) {
      await this.#items.refresh(imported.run.id);
      this.onChangedElsewhere(imported.run.id);
    }
    this.#elsewhere.tell();
    return imported;
  }

  /** What was measured of a writer in the newest run that timed it; null where none did. */
  speedOf(writer: PlannedModel): Speed | null {
    return this.#items.speedOf(writer);
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
