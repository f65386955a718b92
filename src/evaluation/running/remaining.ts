/** What is left to do of a run, going by what is stored of it. */

import { kindOf } from '../../synthesis/model-spec.ts';
import type { Plan } from '../plans/plan.ts';
import { isPlanned, type SampleOutcome, type Run } from '../runs/run.ts';

export interface SampleKey {
  readonly task: string;
  /** 0-based within the task. */
  readonly index: number;
}

export interface RemainingWork {
  /**
   * Round by round over all tasks, so that a run which is stopped early has asked all tasks
   * equally often; after the first round task by task, where the model reads a prompt once for
   * samples of it that follow one another.
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
  for (const outcome of outcomes) {
    const { task, index, status, failure } = outcome;
    if (!isPlanned(run, outcome)) continue;
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
  const indices = Array.from({ length: plan.samplesPerTask }, (_, index) => index);
  const round = (index: number) => taskIds.map((task) => ({ task, index }));
  const keys = readsPromptOnce(plan)
    ? [
        ...round(0),
        ...taskIds.flatMap((task) => indices.slice(1).map((index) => ({ task, index }))),
      ]
    : indices.flatMap(round);
  return keys.filter(({ task, index }) => !written.has(`${index}/${task}`));
}

/** Whether samples of one task are faster one after the other. */
export function readsPromptOnce({ writer }: Pick<Plan, 'writer'>): boolean {
  return writer.kind !== 'imported' && kindOf(writer).readsPromptOnce;
}
