/** What is left to do of a run, going by what is stored of it. */

import type { SampleOutcome, Run } from '../runs/run.ts';

export interface SampleKey {
  readonly task: string;
  /** 0-based within the task. */
  readonly index: number;
}

export interface RemainingWork {
  /**
   * Round by round over all tasks, so that a run which is stopped early has asked all tasks
   * equally often.
   */
  readonly toWrite: readonly SampleKey[];
  /** Replies without a verdict. */
  readonly toCheck: readonly SampleKey[];
}

export function remainingWork(
  run: Run,
  outcomes: readonly SampleOutcome[],
  isFailedAskedAgain: boolean,
): RemainingWork {
  const written = new Set<string>();
  const toCheck: SampleKey[] = [];
  for (const { task, index, status, failure } of outcomes) {
    if (failure !== null && isFailedAskedAgain) continue;
    written.add(`${index}/${task}`);
    if (status === null && failure === null) toCheck.push({ task, index });
  }
  return { toWrite: unwritten(run, written), toCheck };
}

/** Completions from elsewhere and replies of an earlier run are what they are. */
export function isOnlyChecked({ plan, revisedFrom }: Run): boolean {
  return plan.writer.kind === 'imported' || revisedFrom !== undefined;
}

function unwritten(run: Run, written: ReadonlySet<string>): SampleKey[] {
  if (isOnlyChecked(run)) return [];
  const { plan, taskIds } = run;
  const keys: SampleKey[] = [];
  for (let index = 0; index < plan.samplesPerTask; index++) {
    for (const task of taskIds) if (!written.has(`${index}/${task}`)) keys.push({ task, index });
  }
  return keys;
}
