/**
 * All that is shown of one run, worked out from its outcomes in one pass: a row per task, pass@k,
 * the paper's two metrics, statuses, cost.
 *
 * The denominator: a sample counts once the checker has said something about its program, and where
 * the model cannot take the prompt. Any other reply that the engine failed to give, a sample not
 * checked yet and a fault of the sandbox say nothing about the model; they are listed as `left out`,
 * count neither for nor against it, and `bounds` say what they could have come to. A task none of
 * whose samples count is in no mean.
 */

import {
  type Mark,
  marks,
  paperClass,
  type PaperClass,
  type Status,
  statuses,
} from '../../checking/verdict.ts';
import { atOnce } from '../../platform/in-turns.ts';
import { isPlanned, type SampleOutcome, type Run, type RunTask } from '../runs/run.ts';
import {
  clusteredProportion,
  sumOf,
  type Interval,
  type Proportion,
} from '../statistics/proportion.ts';
import { byAskedTask, type PassAtPoint, passCurve } from './pass-curve.ts';
import {
  boundsOf,
  canGrow,
  countDistinct,
  isFittedToTests,
  isSoFar,
  overlapOf,
  stopStringsOf,
  timeLimitsOf,
  type ReferenceOverlap,
} from './run-caveats.ts';

export interface TaskRow {
  readonly task: string;
  /** What the id stands for; null where the results were worked out without the run's tasks. */
  readonly asked: RunTask['task'] | null;
  /** 0-based, in the order in which the run asks its tasks. */
  readonly position: number;
  /** Samples that count, and those of them that pass. */
  readonly n: number;
  readonly c: number;
  /** c / n; null where no sample counts. */
  readonly rate: number | null;
  /** All samples that the plan asks for, as far as they are there, by index, and those that count. */
  readonly outcomes: readonly SampleOutcome[];
  readonly counted: readonly SampleOutcome[];
}

/** Samples that count neither way, by reason. */
export interface LeftOut {
  readonly failed: number;
  readonly unchecked: number;
  readonly sandboxFaults: number;
  /** Tasks that have samples, or were not among what was imported, but none that counts. */
  readonly tasks: number;
  /** Tasks without any sample: still to be written, unless the run, or its first one, was ended early. */
  readonly tasksToDo: number;
}

export interface ThoughtCost {
  readonly replies: number;
  readonly characters: number;
  /** Null where not every one of them was counted. */
  readonly tokens: number | null;
}

export interface Cost {
  /** Null where the engine counts no tokens. */
  readonly promptTokens: number | null;
  readonly replyTokens: number | null;
  /** Of thoughts, which are part of the replies; null without any. */
  readonly thought: ThoughtCost | null;
  readonly generateMs: number;
  readonly checkMs: number;
  /** Over the samples that have both numbers. */
  readonly tokensPerSecond: number | null;
}

export interface RunResults {
  readonly run: Run;
  /** Every task of the run, in its order. */
  readonly rows: readonly TaskRow[];
  readonly sampleCount: number;
  /** Samples that count, and tasks that have any. */
  readonly countedSamples: number;
  readonly countedTasks: number;
  readonly leftOut: LeftOut;
  /** Samples whose prompt the model cannot take, which count as not solved. */
  readonly promptsTooLong: number;
  /** Samples that failed before and were asked for again. */
  readonly askedAgain: number;
  /** The least and the most that a program had, in milliseconds; null where a verdict does not say. */
  readonly timeLimits: Interval | null;
  /** What ends replies, as far as every task of the run says; null where one does not. */
  readonly stopStrings: readonly string[] | null;
  /**
   * What pass@1 would be, had all samples that are left out failed, or all passed; null where none
   * is. Tasks still to do are in neither.
   */
  readonly bounds: Interval | null;
  /** Of different text, each counted once a task; null where that is not known of every sample. */
  readonly distinctPrograms: number | null;
  /** Null where that is not known of every sample, and where no task has a reference. */
  readonly referenceOverlap: ReferenceOverlap | null;
  /**
   * Whether no test of any task was kept from the search, which takes whatever fits those it is
   * given: then that its programs pass says nothing of whether they are right.
   */
  readonly isFittedToTests: boolean;
  /**
   * Whether planned samples are not made or not checked: the run is under way, paused or was ended
   * early, or its replies are those of one that was.
   */
  readonly isSoFar: boolean;
  /** Whether that can still change: not once the run was ended for good. */
  readonly canGrow: boolean;
  /** Of those that count: a test ran together with the program, which could have influenced it. */
  readonly unisolatedSamples: number;
  /** k = 1, 2, ... up to the most samples that any task has; [] where nothing counts. */
  readonly passAt: readonly PassAtPoint[];
  /** The paper's first metric: tasks that any sample solves. Null where nothing counts. */
  readonly solvedTasks: Proportion | null;
  /**
   * The paper's second metric: samples that solve their task. While samples are still to be made,
   * each task counts the same: those that were asked more often are the first ones of the set.
   */
  readonly solvingSamples: Proportion | null;
  /** Of all checked samples, sandbox faults included; in the order of `statuses`, none at 0. */
  readonly statuses: readonly { readonly status: Status; readonly count: number }[];
  readonly classes: Readonly<Record<PaperClass, number>>;
  /** Of the samples that count; none at 0. */
  readonly marks: readonly { readonly mark: Mark; readonly count: number }[];
  readonly cost: Cost;
}

/** `tasks`: as the run asked them, so that those of another run can be told from them. */
export function runResults(
  run: Run,
  outcomes: readonly SampleOutcome[],
  tasks: readonly RunTask[] = [],
): RunResults {
  return atOnce(runResultsInSteps(run, outcomes, tasks));
}

/** The same in steps of few milliseconds, for a page that shows large runs. */
export function* runResultsInSteps(
  run: Run,
  given: readonly SampleOutcome[],
  tasks: readonly RunTask[] = [],
): Generator<void, RunResults> {
  const rows = yield* taskRows(run, given, tasks);
  // Of a log that was put together by hand, some may be of no task of the run, or beyond its plan.
  const outcomes = rows.flatMap((row) => row.outcomes);
  yield;
  const counted = rows.filter((row) => row.n > 0);
  const countedSamples = sumOf(counted, (row) => row.n);
  const isUnfinished = isSoFar(run, outcomes);
  const byStatus = countStatuses(outcomes);
  yield;
  const [leftOut, bounds] = [leftOutOf(run, rows), boundsOf(rows)];
  yield;
  const distinctPrograms = countDistinct(rows);
  yield;
  const referenceOverlap = overlapOf(rows);
  yield;
  const passAt = passCurve(run, counted, rows.length);
  yield;
  const cost = costOf(outcomes);
  yield;
  return {
    run,
    rows,
    sampleCount: outcomes.length,
    countedSamples,
    countedTasks: counted.length,
    leftOut,
    promptsTooLong: run.countsPromptsTooLong ? outcomes.filter(isPromptTooLong).length : 0,
    askedAgain: outcomes.filter(({ failedBefore }) => failedBefore !== undefined).length,
    timeLimits: timeLimitsOf(outcomes),
    stopStrings: stopStringsOf(rows, tasks),
    bounds,
    distinctPrograms,
    referenceOverlap,
    isFittedToTests: isFittedToTests(run, rows),
    isSoFar: isUnfinished,
    canGrow: canGrow(run, outcomes),
    unisolatedSamples: outcomes.filter((each) => isCounted(each) && each.isUnisolated).length,
    passAt,
    solvedTasks: clusteredProportion(
      byAskedTask(run, counted).map((own) => ({
        sum: own.filter(({ c }) => c > 0).length,
        weight: own.length,
      })),
      counted.length,
    ),
    solvingSamples: clusteredProportion(
      byAskedTask(run, counted).map((own) => ({
        sum: sumOf(own, ({ n, c }) => (isUnfinished ? c / n : c)),
        weight: isUnfinished ? own.length : sumOf(own, ({ n }) => n),
      })),
      countedSamples,
    ),
    statuses: byStatus,
    classes: countClasses(byStatus),
    marks: countMarks(outcomes.filter(isCounted)),
    cost,
  };
}

/** Whether a sample says something about the model. */
export function isCounted({ status }: Pick<SampleOutcome, 'status'>): boolean {
  return status !== null && status !== 'sandbox-fault';
}

/** The same with the prompts that the model of the run cannot take, where these count. */
export function isCountedIn(
  { countsPromptsTooLong }: Pick<Run, 'countsPromptsTooLong'>,
  outcome: Pick<SampleOutcome, 'status' | 'failure'>,
): boolean {
  return isCounted(outcome) || (countsPromptsTooLong === true && isPromptTooLong(outcome));
}

function isPromptTooLong({ failure }: Pick<SampleOutcome, 'failure'>): boolean {
  return failure === 'prompt-too-long';
}

/** Beyond this many of a kind, the next ones are for another step. */
const stepSize = 1000;

function* taskRows(
  run: Run,
  outcomes: readonly SampleOutcome[],
  tasks: readonly RunTask[],
): Generator<void, TaskRow[]> {
  const asked = new Map(tasks.map(({ task }) => [task.id, task]));
  const byTask = new Map<string, SampleOutcome[]>(run.taskIds.map((id) => [id, []]));
  for (const [at, outcome] of outcomes.entries()) {
    if (at % stepSize === 0) yield;
    if (isPlanned(run, outcome)) byTask.get(outcome.task)?.push(outcome);
  }
  const rows: TaskRow[] = [];
  let sinceStep = 0;
  for (const [task, own] of byTask) {
    sinceStep += own.length;
    if (sinceStep > stepSize) {
      sinceStep = 0;
      yield;
    }
    rows.push(taskRow(run, task, own, rows.length, asked.get(task) ?? null));
  }
  return rows;
}

function taskRow(
  run: Run,
  task: string,
  own: SampleOutcome[],
  position: number,
  asked: TaskRow['asked'],
): TaskRow {
  const counted = own.filter((each) => isCountedIn(run, each));
  const n = counted.length;
  const c = own.filter(({ status }) => status === 'passed').length;
  for (const each of [own, counted]) each.sort((left, right) => left.index - right.index);
  const rate = n === 0 ? null : c / n;
  return { task, asked, position, n, c, rate, outcomes: own, counted };
}

function leftOutOf({ plan, countsPromptsTooLong }: Run, rows: readonly TaskRow[]): LeftOut {
  let [failed, unchecked, sandboxFaults] = [0, 0, 0];
  for (const outcome of rows.flatMap((row) => row.outcomes)) {
    const { status, failure } = outcome;
    if (countsPromptsTooLong && isPromptTooLong(outcome)) continue;
    if (failure !== null) failed++;
    else if (status === null) unchecked++;
    else if (status === 'sandbox-fault') sandboxFaults++;
  }
  const uncounted = rows.filter(({ n }) => n === 0);
  const isWritten = plan.writer.kind !== 'imported';
  const tasksToDo = uncounted.filter((row) => isWritten && row.outcomes.length === 0).length;
  return { failed, unchecked, sandboxFaults, tasks: uncounted.length - tasksToDo, tasksToDo };
}

function countStatuses(outcomes: readonly SampleOutcome[]): RunResults['statuses'] {
  const counts = new Map<Status, number>();
  for (const { status } of outcomes) {
    if (status !== null) counts.set(status, (counts.get(status) ?? 0) + 1);
  }
  return statuses.flatMap((status) => {
    const count = counts.get(status) ?? 0;
    return count === 0 ? [] : [{ status, count }];
  });
}

function countMarks(outcomes: readonly SampleOutcome[]): RunResults['marks'] {
  return marks.flatMap((mark) => {
    const count = outcomes.filter((outcome) => outcome.marks?.includes(mark)).length;
    return count > 0 ? [{ mark, count }] : [];
  });
}

function countClasses(counts: RunResults['statuses']): Record<PaperClass, number> {
  const classes = { solved: 0, 'failed assertion': 0, 'runtime error': 0, 'syntax error': 0 };
  for (const { status, count } of counts) {
    const name = paperClass(status);
    if (name !== null) classes[name] += count;
  }
  return classes;
}

function costOf(outcomes: readonly SampleOutcome[]): Cost {
  let [prompt, reply, isPromptKnown, isReplyKnown] = [0, 0, false, false];
  let [generateMs, checkMs, timedMs, timedTokens] = [0, 0, 0, 0];
  for (const outcome of outcomes) {
    const { promptTokens, replyTokens } = outcome;
    generateMs += outcome.generateMs;
    checkMs += outcome.checkMs;
    isPromptKnown ||= promptTokens !== null;
    isReplyKnown ||= replyTokens !== null;
    prompt += promptTokens ?? 0;
    reply += replyTokens ?? 0;
    if (replyTokens === null || outcome.generateMs === 0) continue;
    timedMs += outcome.generateMs;
    timedTokens += replyTokens;
  }
  return {
    ...{ promptTokens: isPromptKnown ? prompt : null, replyTokens: isReplyKnown ? reply : null },
    thought: thoughtCostOf(outcomes),
    ...{ generateMs, checkMs },
    tokensPerSecond: timedMs === 0 ? null : (timedTokens / timedMs) * 1000,
  };
}

function thoughtCostOf(outcomes: readonly SampleOutcome[]): ThoughtCost | null {
  const thought = outcomes.filter(({ thoughtCharacters }) => thoughtCharacters);
  if (thought.length === 0) return null;
  const isCounted = thought.every(({ thoughtTokens }) => thoughtTokens !== undefined);
  return {
    replies: thought.length,
    characters: sumOf(thought, ({ thoughtCharacters = 0 }) => thoughtCharacters),
    tokens: isCounted ? sumOf(thought, ({ thoughtTokens = 0 }) => thoughtTokens) : null,
  };
}
