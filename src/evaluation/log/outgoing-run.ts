/**
 * A run whose log leaves the page line by line, as samples are finished: what a command keeps in
 * a file. Holds outcomes alone, so that a run of any size fits.
 */

import type { NewRunServices } from '../runs/new-run.ts';
import { runLine, sampleLine, taskLine } from './run-log.ts';
import { type SampleOutcome, outcomeOf, type Run, type RunTask, type Sample } from '../runs/run.ts';
import type { RunnerServices } from '../running/runner.ts';

/** A run as an earlier command left it. */
export interface EarlierRun {
  readonly run: Run;
  readonly tasks: readonly RunTask[];
  readonly outcomes: readonly SampleOutcome[];
  /** Replies without a verdict, of a run that the page exported while it was under way. */
  readonly unchecked: readonly Sample[];
}

/** Resolves when the lines are on the disk. */
export type AppendLines = (lines: string) => Promise<void>;

type Store = RunnerServices['store'] & NewRunServices['store'];

export class OutgoingRun implements Store {
  readonly #append: AppendLines;
  readonly #outcomes: readonly SampleOutcome[];
  readonly #unchecked: ReadonlyMap<string, Sample>;
  #tasks: readonly RunTask[];
  #isBegun: boolean;

  constructor(append: AppendLines, earlier: EarlierRun | null) {
    this.#append = append;
    this.#outcomes = earlier?.outcomes ?? [];
    const unchecked = earlier?.unchecked ?? [];
    this.#unchecked = new Map(unchecked.map((each) => [nameOf(each.task, each.index), each]));
    this.#tasks = earlier?.tasks ?? [];
    this.#isBegun = earlier !== null;
  }

  /** It leaves with its tasks. */
  async beginRun(): Promise<void> {}

  async putTasks(tasks: readonly RunTask[]): Promise<void> {
    this.#tasks = tasks;
  }

  /** The first time with its tasks; again once the model's name is known. Without any, nothing leaves. */
  async putRun(run: Run): Promise<void> {
    if (this.#tasks.length === 0) return;
    const tasks = this.#isBegun ? [] : this.#tasks.map(taskLine);
    this.#isBegun = true;
    await this.#append(runLine(run) + tasks.join(''));
  }

  async tasks(): Promise<RunTask[]> {
    return [...this.#tasks];
  }

  async outcomes(): Promise<SampleOutcome[]> {
    return [...this.#outcomes];
  }

  /** Of those that are still to be checked: only finished samples leave. */
  async sample(_run: string, task: string, index: number): Promise<Sample | null> {
    return this.#unchecked.get(nameOf(task, index)) ?? null;
  }

  async putSamples(samples: readonly Sample[]): Promise<void> {
    const finished = samples.filter(isFinished).map(sampleLine);
    if (finished.length > 0) await this.#append(finished.join(''));
  }
}

function nameOf(task: string, index: number): string {
  return `${index}/${task}`;
}

function isFinished(sample: Sample): boolean {
  const { status, failure } = outcomeOf(sample);
  return status !== null || failure !== null;
}
