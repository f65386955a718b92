/** Each task's share of solving samples, sorted from the easiest task to the hardest. */

import type { Table } from '../table.ts';

import { legend, plot, type Plot } from './plot.ts';
import { linearScale, rateScale } from './scales.ts';
import { line, type Looked, lookOf, path } from './series.ts';
import { element } from '../markup.ts';
import { chart, type ChartFrame, text } from './svg.ts';

export interface SolveRates extends Looked {
  readonly name: string;
  readonly tasks: readonly { readonly task: string; readonly rate: number }[];
}

export interface SolveRateWords extends ChartFrame {
  /** A share at its mark of the axis. */
  readonly percentMark: (share: number) => string;
  readonly xName: string;
  readonly yName: string;
}

export function solveRateChart(runs: readonly SolveRates[], words: SolveRateWords): string {
  const most = Math.max(1, ...runs.map(({ tasks }) => tasks.length));
  const area = plot(words, {
    x: linearScale(most, Math.floor(words.width / 80)),
    y: rateScale([1]),
    ...{ xName: words.xName, yName: words.yName, xTick: String, yTick: words.percentMark },
    ...{ inset: 0, rightMargin: 20 },
  });
  const steps = runs.map((run, at) =>
    stepsOf(sorted(run), run.look ?? at, runs.length === 1, area),
  );
  const below =
    runs.length === 1
      ? { svg: '', height: 0 }
      : legend(runs.map(entry), { width: words.width, top: area.height });
  return chart(words, area.height + below.height, area.ground, ...steps, below.svg);
}

function sorted({ tasks }: SolveRates): SolveRates['tasks'] {
  return tasks.toSorted((left, right) => right.rate - left.rate);
}

/** One step per run of equal rates, however many tasks there are. */
function stepsOf(
  tasks: SolveRates['tasks'],
  index: number,
  isAlone: boolean,
  { xOf, yOf }: Plot,
): string {
  const corners: (readonly [number, number])[] = [];
  tasks.forEach(({ rate }, at) => {
    if (at > 0 && tasks[at - 1]?.rate === rate) corners.pop();
    else corners.push([xOf(at), yOf(rate)]);
    corners.push([xOf(at + 1), yOf(rate)]);
  });
  const ground = [
    [xOf(tasks.length), yOf(0)],
    [xOf(0), yOf(0)],
  ] as const;
  const area = { d: path([...corners, ...ground], 'Z'), fill: lookOf(index).colour };
  const below = isAlone ? element('path', { ...area, 'fill-opacity': 0.12 }) : '';
  return corners.length === 0 ? '' : below + line(lookOf(index), corners);
}

function entry({ name, look }: SolveRates, index: number) {
  const draw = (x: number, y: number) =>
    line(lookOf(look ?? index), [
      [x, y],
      [x + 24, y],
    ]) + text({ x: x + 32, y }, name);
  return { name, draw };
}

export function solveRateTable(runs: readonly SolveRates[]): Table {
  return {
    header: ['run', 'rank', 'task', 'rate'],
    rows: runs.flatMap((run) =>
      sorted(run).map(({ task, rate }, at) => [run.name, at + 1, task, rate]),
    ),
  };
}
