/** A store of one run that is there already, for tests of what is read from a store. */
import {
  outcomeOf,
  type Run,
  type RunStore,
  type RunTask,
  type Sample,
} from '../../src/evaluation/runs/run.ts';

export class FixedRunStore implements RunStore {
  readonly #runs = new Map<string, Run>();
  readonly #tasks: RunTask[] = [];
  readonly #samples = new Map<string, Sample>();

  constructor(run: Run, tasks: readonly RunTask[], samples: readonly Sample[]) {
    this.#runs.set(run.id, run);
    this.#tasks.push(...tasks);
    for (const sample of samples) this.#samples.set(keyOf(sample), sample);
  }

  runs = async () => [...this.#runs.values()];
  run = async (id: string) => this.#runs.get(id) ?? null;
  putRun = async (run: Run) => void this.#runs.set(run.id, run);
  beginRun = async () => undefined;
  orphans = async () => [];
  bytesOf = async () => 0;
  deleteRun = async (id: string) => void this.#runs.delete(id);
  tasks = async (id: string) => this.#tasks.filter(({ run }) => run === id);
  putTasks = async (tasks: readonly RunTask[]) => void this.#tasks.push(...tasks);
  outcomes = async (id: string) => this.#of(id).map(outcomeOf);

  async sample(run: string, task: string, index: number) {
    return this.#samples.get(keyOf({ run, task, index })) ?? null;
  }

  /** Two at a time, so that batches end in the middle of tasks. */
  async *samples(id: string) {
    const samples = this.#of(id);
    for (let from = 0; from < samples.length; from += 2) yield samples.slice(from, from + 2);
  }

  async putSamples(samples: readonly Sample[]) {
    for (const sample of samples) this.#samples.set(keyOf(sample), sample);
  }

  #of(id: string): Sample[] {
    return [...this.#samples.values()].filter(({ run }) => run === id);
  }
}

function keyOf({ run, task, index }: Pick<Sample, 'run' | 'task' | 'index'>): string {
  return JSON.stringify([run, task, index]);
}
