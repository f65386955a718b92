/** What is said of a file of graded completions: how often they pass, over how many tasks. */

import { type Status } from '../checking/verdict.ts';
import { clusteredProportion, sumOf } from '../evaluation/statistics/proportion.ts';
import type { TaskSetId } from '../tasks/task.ts';
import { publishedTasksText, unisolatedSamplesText } from '../texts/result-texts.ts';
import { summaryTexts } from '../texts/result-view-texts.ts';
import { terminalTexts } from '../texts/terminal-texts.ts';

/** What the summary needs of a verdict, all else of which is in the file. */
export interface Grade {
  readonly taskId: string;
  readonly status: Status;
  readonly isUnisolated: boolean;
  /** Whether it passes the base inputs; null where the task has no hidden ones. */
  readonly isBasePassed: boolean | null;
}

/** What the completions were graded against. */
export interface GradedSet {
  readonly source: TaskSetId;
  /** With completions or without. */
  readonly taskCount: number;
}

/** As the page counts an imported file: its rates are over the tasks that have completions. */
export function summaryLines(grades: readonly Grade[], set: GradedSet, ms: number): string[] {
  const tasks = new Set(grades.map(({ taskId }) => taskId)).size;
  const withHidden = grades.filter(({ isBasePassed }) => isBasePassed !== null);
  const unisolated = grades.filter(({ isUnisolated }) => isUnisolated).length;
  return [
    terminalTexts.graded(grades.length, tasks, ms / 1000),
    rateLine(terminalTexts.passAtOne, grades, tasks, ({ status }) => status === 'passed'),
    ...boundsLine(grades),
    ...(withHidden.length === 0
      ? []
      : [
          rateLine(terminalTexts.base, withHidden, tasks, (each) => each.isBasePassed === true),
          rateLine(terminalTexts.plus, withHidden, tasks, (each) => each.status === 'passed'),
        ]),
    ...statusLines(grades),
    ...(unisolated > 0 ? [unisolatedSamplesText(unisolated)] : []),
    ...(tasks > 0 && tasks < set.taskCount
      ? [terminalTexts.withoutSamples(tasks, set.taskCount)]
      : []),
    ...(grades.some(isGraded) ? [publishedTasksText(set.source)] : []),
  ].filter((line) => line !== null);
}

function statusLines(grades: readonly Grade[]): string[] {
  const counts = new Map<Status, number>();
  for (const { status } of grades) counts.set(status, (counts.get(status) ?? 0) + 1);
  return [...counts]
    .sort((left, right) => right[1] - left[1])
    .map(([status, count]) => `${status.padEnd(18)} ${count}`);
}

/** Our own faults count for neither. */
function isGraded({ status }: Grade): boolean {
  return status !== 'sandbox-fault';
}

function rateLine(
  name: string,
  grades: readonly Grade[],
  taskCount: number,
  passes: (grade: Grade) => boolean,
): string {
  const tasks = byTask(grades.filter(isGraded));
  const rate = clusteredProportion(
    tasks.map((own) => ({ sum: own.filter(passes).length / own.length, weight: 1 })),
    sumOf(tasks, (own) => own.length),
  );
  return rate
    ? terminalTexts.rate(name, rate, summaryTexts.overTasks(tasks.length, taskCount, 1, false))
    : terminalTexts.noRate(name);
}

/** What pass@1 could have come to; [] where every sample was graded. */
function boundsLine(grades: readonly Grade[]): string[] {
  const ungraded = grades.filter((grade) => !isGraded(grade)).length;
  if (ungraded === 0) return [];
  const tasks = byTask(grades);
  const mean = (solved: (status: Status) => boolean) =>
    sumOf(tasks, (own) => own.filter(({ status }) => solved(status)).length / own.length) /
    tasks.length;
  const [low, high] = [
    mean((status) => status === 'passed'),
    mean((status) => status === 'passed' || status === 'sandbox-fault'),
  ];
  return [terminalTexts.bounds(ungraded, low, high)];
}

function byTask(grades: readonly Grade[]): Grade[][] {
  const tasks = new Map<string, Grade[]>();
  for (const grade of grades) {
    const own = tasks.get(grade.taskId);
    if (own) own.push(grade);
    else tasks.set(grade.taskId, [grade]);
  }
  return [...tasks.values()];
}
