/**
 * Runs where the browser keeps them, and in memory for this visit where it does not let the page
 * store anything: then they can still be made, looked at and exported. Decided once, at first use.
 */

import { IndexedRunStore } from '../../../evaluation/runs/indexed-run-store.ts';
import { MemoryRunStore } from '../../../evaluation/runs/memory-run-store.ts';
import {
  type Run,
  type RunStore,
  RunStoreError,
  type RunTask,
  type Sample,
} from '../../../evaluation/runs/run.ts';
import { inTime } from '../../../platform/refusals.ts';

export class VisitRunStore implements RunStore {
  #isKept = $state(true);
  readonly #kept: RunStore;
  #store: Promise<RunStore> | null = null;

  constructor(kept: RunStore = new IndexedRunStore()) {
    this.#kept = kept;
  }

  /** False where runs last until the tab is closed. */
  get isKept(): boolean {
    return this.#isKept;
  }

  runs = async () => (await this.#chosen()).runs();
  run = async (id: string) => (await this.#chosen()).run(id);
  beginRun = async (run: Run) => (await this.#chosen()).beginRun(run);
  putRun = async (run: Run) => (await this.#chosen()).putRun(run);
  deleteRun = async (id: string) => (await this.#chosen()).deleteRun(id);
  orphans = async () => (await this.#chosen()).orphans();
  tasks = async (run: string) => (await this.#chosen()).tasks(run);
  putTasks = async (tasks: readonly RunTask[]) => (await this.#chosen()).putTasks(tasks);
  outcomes = async (run: string) => (await this.#chosen()).outcomes(run);
  putSamples = async (samples: readonly Sample[]) => (await this.#chosen()).putSamples(samples);
  bytesOf = async (run: string) => (await this.#chosen()).bytesOf(run);

  async sample(run: string, task: string, index: number): Promise<Sample | null> {
    return (await this.#chosen()).sample(run, task, index);
  }

  async *samples(run: string): AsyncGenerator<readonly Sample[]> {
    yield* (await this.#chosen()).samples(run);
  }

  #chosen(): Promise<RunStore> {
    return (this.#store ??= this.#choose());
  }

  /** A full disk is no reason to forget what is on it. */
  async #choose(): Promise<RunStore> {
    try {
      if ((await inTime(this.#kept.runs(), null)) !== null) return this.#kept;
    } catch (error) {
      if (!(error instanceof RunStoreError) || error.kind !== 'refused') return this.#kept;
    }
    this.#isKept = false;
    return new MemoryRunStore();
  }
}
