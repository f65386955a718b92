/** pass@k over k for the tasks of a run, and which rows of it are about one task. */

import { askedOf } from '../plans/asked-tasks.ts';
import type { Run } from '../runs/run.ts';
import { passAtK } from '../statistics/pass-at-k.ts';
import {
  type Cluster,
  clusteredProportion,
  type Proportion,
  sumOf,
} from '../statistics/proportion.ts';
import type { TaskRow } from './run-results.ts';

export interface PassAtPoint extends Proportion {
  readonly k: number;
  /** Tasks with at least k samples that count: the mean is over these. */
  readonly tasks: number;
  /** Whether these are fewer than the run's tasks. */
  readonly isPartial: boolean;
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
export function passCurve(run: Run, rows: readonly TaskRow[], taskCount: number): PassAtPoint[] {
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
