/** What is in a log that grows, by its lines: how far it is, and the results of its run. */

import { runResults, type RunResults } from '../evaluation/results/run-results.ts';
import { isOnlyChecked } from '../evaluation/running/remaining.ts';
import { outcomeOf, type Run, type RunTask, type SampleOutcome } from '../evaluation/runs/run.ts';
import { type LogContent, sampleName } from './log-file.ts';

type Earlier = Pick<LogContent, 'run' | 'tasks' | 'outcomes'>;

export class LogTally {
  /** Different samples that have a verdict, or a failure that stays. */
  done = 0;
  passed = 0;
  failed = 0;
  #run: Run | null;
  readonly #tasks: RunTask[];
  /** Those that count by now: of a sample that was made again, the last one. */
  readonly #outcomes: Map<string, SampleOutcome>;
  /** Names of those that failed and are asked for again. */
  readonly #askedAgain = new Set<string>();

  constructor(earlier: Earlier | null, isFailedAskedAgain: boolean) {
    this.#run = earlier?.run ?? null;
    this.#tasks = [...(earlier?.tasks ?? [])];
    const outcomes = earlier?.outcomes ?? [];
    this.#outcomes = new Map(outcomes.map((each) => [sampleName(each), each]));
    for (const [name, outcome] of this.#outcomes) {
      if (outcome.failure !== null && isFailedAskedAgain) this.#askedAgain.add(name);
      else this.#count(outcome, 1);
    }
  }

  /** How many samples the run has in the end; null before its first line. A plan may take tasks apart. */
  get total(): number | null {
    if (!this.#run) return null;
    const { taskIds, plan } = this.#run;
    return isOnlyChecked(this.#run) ? this.#outcomes.size : taskIds.length * plan.samplesPerTask;
  }

  note(lines: string): void {
    for (const text of lines.trimEnd().split('\n')) {
      const line = JSON.parse(text);
      if (line.kind === 'run')
        this.#run = line.shard ? { ...line.run, shard: line.shard } : line.run;
      if (line.kind === 'task') this.#tasks.push(line);
      if (line.kind !== 'sample') continue;
      const outcome = outcomeOf(line);
      const name = sampleName(outcome);
      const before = this.#outcomes.get(name);
      if (before && !this.#askedAgain.delete(name)) this.#count(before, -1);
      this.#outcomes.set(name, outcome);
      this.#count(outcome, 1);
    }
  }

  /** As the page would have them of this log; null before its first line. */
  results(): RunResults | null {
    return this.#run && runResults(this.#run, [...this.#outcomes.values()], this.#tasks);
  }

  #count({ status, failure }: SampleOutcome, by: 1 | -1): void {
    if (status !== null || failure !== null) this.done += by;
    if (status === 'passed') this.passed += by;
    if (failure !== null) this.failed += by;
  }
}
