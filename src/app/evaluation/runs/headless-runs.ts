/**
 * Runs without a face: what commands and tests drive on `window.synthpad`. Two ways to keep a
 * run: its log line by line with the caller, or in this browser.
 */

import type { Checker } from '../../../checking/checker.ts';
import { IndexedRunStore } from '../../../evaluation/runs/indexed-run-store.ts';
import type { HiddenUse } from '../../../evaluation/runs/hidden-use.ts';
import { createRun } from '../../../evaluation/runs/new-run.ts';
import {
  type AppendLines,
  type EarlierRun,
  OutgoingRun,
} from '../../../evaluation/log/outgoing-run.ts';
import type { Plan } from '../../../evaluation/plans/plan.ts';
import type { RunEnd } from '../../../evaluation/running/run-end.ts';
import { importRunLog, type LogImport } from '../../../evaluation/log/run-log-reading.ts';
import { writeRunLog } from '../../../evaluation/log/run-log.ts';
import type { SampleOutcome } from '../../../evaluation/runs/run.ts';
import { type RunnerServices, runSamples } from '../../../evaluation/running/runner.ts';
import type { SelectionFault, Shard } from '../../../evaluation/plans/task-selection.ts';
import type { Writers } from '../../../evaluation/running/writers.ts';
import { hiddenCheckOf } from '../../../tasks/rows/evalplus-row.ts';
import type { Task } from '../../../tasks/task.ts';
import { currentEnvironment } from '../environment/current-environment.ts';
import { madeWith } from '../environment/made-with.ts';

export interface EvaluateRequest {
  readonly plan: Plan;
  /** Those the plan selects, or this shard of them, in their order. */
  readonly tasks: readonly Task[];
  /** The whole set they are of. */
  readonly set: readonly Task[];
  readonly shard: Shard | null;
  readonly hidden: HiddenUse;
  readonly earlier: EarlierRun | null;
  readonly isFailedAskedAgain: boolean;
}

/** `none-asked`: no task gives what the plan asks for, and nothing was appended. */
export type EvaluateEnd = RunEnd | Extract<SelectionFault, { kind: 'none-asked' }>;

export class HeadlessRuns {
  readonly #checker: () => Checker;
  readonly #writers: Writers;
  readonly #store = new IndexedRunStore();

  constructor(checker: () => Checker, writers: Writers) {
    this.#checker = checker;
    this.#writers = writers;
  }

  /** The whole run; each finished sample is appended before the next is done. */
  async evaluate(request: EvaluateRequest, append: AppendLines): Promise<EvaluateEnd> {
    const { tasks, earlier, isFailedAskedAgain } = request;
    const store = new OutgoingRun(append, earlier);
    const reader = this.#checker();
    const environment = await currentEnvironment(request.plan.writer);
    const made = { ...request, ...request.hidden, madeWith, environment };
    const run = earlier?.run ?? (await createRun(made, { store, reader }));
    if (run.taskIds.length === 0) return { kind: 'none-asked' };
    const byId = new Map(tasks.map((task) => [task.id, task]));
    return runSamples(run, this.#services(store), {
      signal: new AbortController().signal,
      onEvent: () => {},
      isFailedAskedAgain,
      hiddenOf: (id) => {
        const task = byId.get(id);
        return task && hiddenCheckOf(task);
      },
    });
  }

  /** Begins a run that is kept in this browser; gives its id. */
  async begin(plan: Plan, tasks: readonly Task[]): Promise<string> {
    const options = { plan, tasks, set: tasks, madeWith };
    const { id } = await createRun(options, { store: this.#store, reader: this.#checker() });
    return id;
  }

  /** Resumes a run of this browser, until it ends or something stops it. */
  async goOn(id: string): Promise<RunEnd> {
    const run = await this.#store.run(id);
    if (!run) throw new Error(`There is no run ${id}.`);
    const signal = new AbortController().signal;
    return runSamples(run, this.#services(this.#store), { signal, onEvent: () => {} });
  }

  /** The newest run of this browser as a log; "" where there is none. */
  async log(): Promise<string> {
    const [newest] = await this.#store.runs();
    const pieces: string[] = [];
    if (newest) for await (const piece of writeRunLog(this.#store, newest.id)) pieces.push(piece);
    return pieces.join('');
  }

  /** Puts a log into this browser; `pull` gives its pieces, and null at its end. */
  importLog(pull: () => Promise<string | null>): Promise<LogImport> {
    return importRunLog(piecesOf(pull), this.#store);
  }

  outcomes(id: string): Promise<SampleOutcome[]> {
    return this.#store.outcomes(id);
  }

  #services(store: RunnerServices['store']): RunnerServices {
    return { store, checker: this.#checker(), writers: this.#writers };
  }
}

async function* piecesOf(pull: () => Promise<string | null>): AsyncGenerator<string> {
  for (let piece = await pull(); piece !== null; piece = await pull()) yield piece;
}
