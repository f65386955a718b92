/** What is in a log that grows, by its lines: how far it is, and the results of its run. */

import { runResults, type RunResults } from '../evaluation/results/run-results.ts';
import { outcomeOf, type Run, type RunTask, type SampleOutcome } from '../evaluation/runs/run.ts';
import { type LogContent, sampleName } from './log-file.ts';

export class LogTally {
  done = 0;
  passed = 0;
  failed = 0;
  #run: Run | null;
  readonly #tasks: RunTask[];
  /** Those that count by now: of a sample that was made again, the last one. */
  readonly #outcomes: Map<string, SampleOutcome>;

  constructor(earlier: Omit<LogContent, 'timesDescribed'> | null, isFailedAskedAgain: boolean) {
    this.#run = earlier?.run ?? null;
    this.#tasks = [...(earlier?.tasks ?? [])];
    const outcomes = earlier?.outcomes ?? [];
    this.#outcomes = new Map(outcomes.map((each) => [sampleName(each), each]));
    for (const outcome of outcomes) {
      if (outcome.failure === null || !isFailedAskedAgain) this.#count(outcome);
    }
  }

  note(lines: string): void {
    for (const text of lines.trimEnd().split('\n')) {
      const line = JSON.parse(text);
      if (line.kind === 'run') this.#run = line.run;
      if (line.kind === 'task') this.#tasks.push(line);
      if (line.kind !== 'sample') continue;
      const outcome = outcomeOf(line);
      this.#outcomes.set(sampleName(outcome), outcome);
      this.#count(outcome);
    }
  }

  /** As the page would have them of this log; null before its first line. */
  results(): RunResults | null {
    return this.#run && runResults(this.#run, [...this.#outcomes.values()], this.#tasks);
  }

  #count({ status, failure }: SampleOutcome): void {
    this.done++;
    if (status === 'passed') this.passed++;
    if (failure !== null) this.failed++;
  }
}
