/** Which tasks and samples of a log its stored run does not have yet. */

import type { Run, RunStore } from '../runs/run.ts';
import type { LogItem } from './run-log-reading.ts';

export class MissingParts {
  readonly #run: Run;
  readonly #tasks: Set<string>;
  readonly #samples: Set<string>;

  private constructor(run: Run, tasks: Iterable<string>, samples: Iterable<string>) {
    this.#run = run;
    this.#tasks = new Set(tasks);
    this.#samples = new Set(samples);
  }

  static async of(run: Run, store: RunStore): Promise<MissingParts> {
    const tasks = (await store.tasks(run.id)).map(({ task }) => task.id);
    // A reply that was not checked yet may come with its verdict.
    const done = (await store.outcomes(run.id)).filter(
      ({ status, failure }) => status !== null || failure !== null,
    );
    return new MissingParts(
      run,
      tasks,
      done.map(({ task, index }) => keyOf(task, index)),
    );
  }

  /** These items without what is there or belongs to no task of the run. */
  in(items: readonly LogItem[]): readonly LogItem[] {
    return items.filter((item) => {
      switch (item.kind) {
        case 'task':
          return !this.#tasks.has(item.task.task.id);
        case 'sample': {
          const { task, index } = item.sample;
          const isOfRun = this.#run.taskIds.includes(task) && index < this.#run.plan.samplesPerTask;
          return isOfRun && !this.#samples.has(keyOf(task, index));
        }
        default:
          return true;
      }
    });
  }
}

function keyOf(task: string, index: number): string {
  return `${index}/${task}`;
}
