/** Runs in memory, for commands and tests: the same promises, for as long as the page lives. */

import {
  type SampleOutcome,
  outcomeOf,
  type Run,
  type RunStore,
  RunStoreError,
  type RunTask,
  type Sample,
} from './run.ts';

import { bytesOfRun } from './run-bytes.ts';

interface Kept {
  /** Null until it is put. */
  run: Run | null;
  readonly tasks: Map<string, RunTask>;
  /** By task, by index. */
  readonly samples: Map<string, Map<number, Sample>>;
}

export class MemoryRunStore implements RunStore {
  readonly #kept = new Map<string, Kept>();

  async runs(): Promise<Run[]> {
    const runs = [...this.#kept.values()].flatMap(({ run }) => run ?? []);
    return runs.sort((left, right) => right.createdAt - left.createdAt);
  }

  async run(id: string): Promise<Run | null> {
    return this.#kept.get(id)?.run ?? null;
  }

  async beginRun({ id }: Run): Promise<void> {
    const begun = { run: null, tasks: new Map(), samples: new Map() };
    this.#kept.set(id, this.#kept.get(id) ?? begun);
  }

  async putRun(run: Run): Promise<void> {
    this.#of(run.id).run = run;
  }

  async deleteRun(id: string): Promise<void> {
    this.#kept.delete(id);
  }

  async orphans(): Promise<string[]> {
    return [...this.#kept].flatMap(([id, { run }]) => (run ? [] : id));
  }

  async tasks(run: string): Promise<RunTask[]> {
    return [...(this.#kept.get(run)?.tasks.values() ?? [])];
  }

  async putTasks(tasks: readonly RunTask[]): Promise<void> {
    this.#expect(tasks);
    for (const task of tasks) this.#of(task.run).tasks.set(task.task.id, task);
  }

  async outcomes(run: string): Promise<SampleOutcome[]> {
    return this.#samplesOf(run).map(outcomeOf);
  }

  async sample(run: string, task: string, index: number): Promise<Sample | null> {
    return this.#kept.get(run)?.samples.get(task)?.get(index) ?? null;
  }

  async *samples(run: string): AsyncGenerator<readonly Sample[]> {
    const samples = this.#samplesOf(run);
    if (samples.length > 0) yield samples;
  }

  async putSamples(samples: readonly Sample[]): Promise<void> {
    this.#expect(samples);
    for (const sample of samples) {
      const { samples: byTask } = this.#of(sample.run);
      const ofTask = byTask.get(sample.task) ?? new Map<number, Sample>();
      byTask.set(sample.task, ofTask.set(sample.index, sample));
    }
  }

  async bytesOf(run: string): Promise<number> {
    const [tasks, samples] = [await this.tasks(run), this.#samplesOf(run)];
    return bytesOfRun({ taskCount: tasks.length, tasks, sampleCount: samples.length, samples });
  }

  /** All of them go in, or none. */
  #expect(belongings: readonly { readonly run: string }[]): void {
    for (const { run } of belongings) this.#of(run);
  }

  #of(run: string): Kept {
    const kept = this.#kept.get(run);
    if (!kept) throw new RunStoreError('gone');
    return kept;
  }

  #samplesOf(run: string): Sample[] {
    const byTask = this.#kept.get(run)?.samples.values() ?? [];
    return [...byTask].flatMap((ofTask) =>
      [...ofTask.values()].sort((left, right) => left.index - right.index),
    );
  }
}
