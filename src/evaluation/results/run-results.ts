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
import type { SampleOutcome, Run, RunTask } from '../runs/run.ts';
import { askedOf } from '../plans/asked-tasks.ts';
import { isOnlyChecked } from '../running/remaining.ts';
import { passAtK } from '../statistics/pass-at-k.ts';
import {
  clusteredProportion,
  sumOf,
  type Cluster,
  type Interval,
  type Proportion,
} from '../statistics/proportion.ts';

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
  /** All samples there are, by index, and those of them that count. */
  readonly outcomes: readonly SampleOutcome[];
  readonly counted: readonly SampleOutcome[];
}

export interface PassAtPoint extends Proportion {
  readonly k: number;
  /** Tasks with at least k samples that count: the mean is over these. */
  readonly tasks: number;
  /** Whether these are fewer than the run's tasks. */
  readonly isPartial: boolean;
}

/** Samples that count neither way, by reason. */
export interface LeftOut {
  readonly failed: number;
  readonly unchecked: number;
  readonly sandboxFaults: number;
  /** Tasks that have samples, or were not among what was imported, but none that counts. */
  readonly tasks: number;
  /** Tasks whose first sample is still to be written. */
  readonly tasksToDo: number;
}

export interface Cost {
  /** Null where the engine counts no tokens. */
  readonly promptTokens: number | null;
  readonly replyTokens: number | null;
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
  /**
   * What pass@1 would be, had all samples that are left out failed, or all passed; null where none
   * is. Tasks still to do are in neither.
   */
  readonly bounds: Interval | null;
  /** Of different text, each counted once a task; null where that is not known of every sample. */
  readonly distinctPrograms: number | null;
  /**
   * Whether no test of any task was kept from the search, which takes whatever fits those it is
   * given: then that its programs pass says nothing of whether they are right.
   */
  readonly isFittedToTests: boolean;
  /** Whether samples are still to be made: the run is under way, paused or was ended early. */
  readonly isSoFar: boolean;
  /** Of those that count: a test ran together with the program, which could have influenced it. */
  readonly unisolatedSamples: number;
  /** k = 1, 2, ... up to the most samples that any task has; [] where nothing counts. */
  readonly passAt: readonly PassAtPoint[];
  /** The paper's first metric: tasks that any sample solves. Null where nothing counts. */
  readonly solvedTasks: Proportion | null;
  /** The paper's second metric: samples that solve their task. */
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
  const rows = taskRows(run, outcomes, tasks);
  const counted = rows.filter((row) => row.n > 0);
  const countedSamples = sumOf(counted, (row) => row.n);
  const byStatus = countStatuses(outcomes);
  return {
    run,
    rows,
    sampleCount: outcomes.length,
    countedSamples,
    countedTasks: counted.length,
    leftOut: leftOutOf(run, rows),
    promptsTooLong: run.countsPromptsTooLong ? outcomes.filter(isPromptTooLong).length : 0,
    bounds: boundsOf(rows),
    distinctPrograms: countDistinct(rows),
    isFittedToTests: isFittedToTests(run, rows),
    isSoFar: isSoFar(run, outcomes),
    unisolatedSamples: outcomes.filter((each) => isCounted(each) && each.isUnisolated).length,
    passAt: passCurve(run, counted, rows.length),
    solvedTasks: clusteredProportion(
      byAskedTask(run, counted).map((own) => ({
        sum: own.filter(({ c }) => c > 0).length,
        weight: own.length,
      })),
      counted.length,
    ),
    solvingSamples: clusteredProportion(
      byAskedTask(run, counted).map((own) => ({
        sum: sumOf(own, ({ c }) => c),
        weight: sumOf(own, ({ n }) => n),
      })),
      countedSamples,
    ),
    statuses: byStatus,
    classes: countClasses(byStatus),
    marks: countMarks(outcomes.filter(isCounted)),
    cost: costOf(outcomes),
  };
}

/** Whether a sample says something about the model. */
export function isCounted({ status }: Pick<SampleOutcome, 'status'>): boolean {
  return status !== null && status !== 'sandbox-fault';
}

function isPromptTooLong({ failure }: SampleOutcome): boolean {
  return failure === 'prompt-too-long';
}

/** Mean over the tasks that have samples. */
function boundsOf(rows: readonly TaskRow[]): Interval | null {
  const begun = rows.filter(({ outcomes }) => outcomes.length > 0);
  if (begun.every(({ n, outcomes }) => n === outcomes.length)) return null;
  const mean = (solved: (row: TaskRow) => number) =>
    sumOf(begun, (row) => solved(row) / row.outcomes.length) / begun.length;
  return {
    low: mean(({ c }) => c),
    high: mean(({ n, c, outcomes }) => c + outcomes.length - n),
  };
}

function countDistinct(rows: readonly TaskRow[]): number | null {
  const isKnown = rows.every(({ counted }) =>
    counted.every(({ programHash: hash }) => hash !== undefined),
  );
  if (!isKnown) return null;
  return sumOf(rows, ({ counted }) => {
    const hashes = counted.map(({ programHash }) => programHash).filter((each) => each !== null);
    return new Set(hashes).size;
  });
}

function isFittedToTests({ plan, hiddenInputs }: Run, rows: readonly TaskRow[]): boolean {
  if (plan.writer.kind !== 'search' || hiddenInputs) return false;
  const shown = plan.prompt.shownTestCount;
  const asked = rows.flatMap((row) => row.asked ?? []);
  return asked.length > 0 && asked.every(({ tests }) => tests.length <= shown);
}

function isSoFar(run: Run, outcomes: readonly SampleOutcome[]): boolean {
  return !isOnlyChecked(run) && outcomes.length < run.taskIds.length * run.plan.samplesPerTask;
}

function taskRows(
  run: Run,
  outcomes: readonly SampleOutcome[],
  tasks: readonly RunTask[],
): TaskRow[] {
  const asked = new Map(tasks.map(({ task }) => [task.id, task]));
  const byTask = new Map<string, SampleOutcome[]>(run.taskIds.map((id) => [id, []]));
  for (const outcome of outcomes) byTask.get(outcome.task)?.push(outcome);
  return [...byTask].map(([task, own], position) => {
    const counted = own.filter(
      (each) => isCounted(each) || (run.countsPromptsTooLong && isPromptTooLong(each)),
    );
    const n = counted.length;
    const c = own.filter(({ status }) => status === 'passed').length;
    for (const each of [own, counted]) each.sort((left, right) => left.index - right.index);
    const rate = n === 0 ? null : c / n;
    return { task, asked: asked.get(task) ?? null, position, n, c, rate, outcomes: own, counted };
  });
}

/** Beyond this many points a curve is drawn from a selection of them. */
const mostPoints = 200;

/**
 * The points that are over the same tasks as the first: a curve goes on only as far as these, since
 * tasks that have more samples than others may be the easier ones.
 */
export function sameTasks(points: readonly PassAtPoint[]): readonly PassAtPoint[] {
  return points.filter(({ tasks }) => tasks === points[0]?.tasks);
}

/** Groups with equal counts are worked out once: 500 tasks x 80 samples stay some milliseconds. */
function passCurve(run: Run, rows: readonly TaskRow[], taskCount: number): PassAtPoint[] {
  const most = rows.reduce((found, row) => Math.max(found, row.n), 0);
  const kinds = kindsOf(byAskedTask(run, rows));
  return pointsUpTo(most).flatMap((k) => {
    let [mostTrials, tasks] = [0, 0];
    const clusters = kinds.flatMap(({ rows: own, count }): Cluster[] => {
      const long = own.filter(({ n }) => n >= k);
      mostTrials += count * sumOf(long, ({ n }) => n / k);
      tasks += count * long.length;
      const sum = sumOf(long, ({ n, c }) => passAtK(n, c, k));
      return long.length === 0 ? [] : [{ sum, weight: long.length, count }];
    });
    const proportion = clusteredProportion(clusters, mostTrials);
    return proportion ? [{ k, tasks, isPartial: tasks < taskCount, ...proportion }] : [];
  });
}

/**
 * Rows that are about one task: the calls that predictions take from its tests are no independent
 * ones. Of anything else each row is about a task of its own.
 */
export function byAskedTask<Row extends Pick<TaskRow, 'task'>>(
  { plan }: Run,
  rows: readonly Row[],
): Row[][] {
  const areCalls = plan.asks !== undefined && 'shows' in plan.asks;
  if (!areCalls) return rows.map((row) => [row]);
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = askedOf(row.task);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()];
}

/** How many tasks there are of the same n and c in each of their rows. */
function kindsOf(
  groups: readonly (readonly TaskRow[])[],
): { rows: readonly TaskRow[]; count: number }[] {
  const kinds = new Map<string, { rows: readonly TaskRow[]; count: number }>();
  for (const own of groups) {
    const key = own.map(({ n, c }) => `${n}/${c}`).join(' ');
    const kind = kinds.get(key);
    if (kind) kind.count++;
    else kinds.set(key, { rows: own, count: 1 });
  }
  return [...kinds.values()];
}

/** Every k of a short curve; of a long one all the small and evenly many of each larger scale. */
function pointsUpTo(most: number): number[] {
  const all = Array.from({ length: most }, (_, at) => at + 1);
  if (most <= mostPoints) return all;
  const step = (k: number) => Math.max(1, Math.floor(k / 40));
  const some: number[] = [];
  for (let k = 1; k < most; k += step(k)) some.push(k);
  return [...some, most];
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
    ...{ generateMs, checkMs },
    tokensPerSecond: timedMs === 0 ? null : (timedTokens / timedMs) * 1000,
  };
}
