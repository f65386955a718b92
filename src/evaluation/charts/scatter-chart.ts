/** Marks at two measures from 0 to 1 each, one series or several: whether one grows with the other. */

import type { Table } from '../table.ts';
import { element } from '../markup.ts';
import { legend, plot, type Plot } from './plot.ts';
import { rateScale } from './scales.ts';
import { lookOf, marker } from './series.ts';
import { chart, type ChartFrame, text } from './svg.ts';

export interface ScatterSeries {
  readonly name: string;
  /** Named in the table only: there can be hundreds. */
  readonly points: readonly { readonly name: string; readonly x: number; readonly y: number }[];
}

export interface ScatterWords extends ChartFrame {
  /** A share at its mark of the y axis. */
  readonly percentMark: (share: number) => string;
  readonly xName: string;
  readonly yName: string;
}

export function scatterChart(series: readonly ScatterSeries[], words: ScatterWords): string {
  const { xName, yName, percentMark } = words;
  const area = plot(words, {
    ...{ x: rateScale([1]), y: rateScale([1]), xName, yName },
    ...{ xTick: String, yTick: percentMark, inset: 10, rightMargin: 12 },
  });
  const marks = series.map((each, at) => marksOf(each, at, area));
  const below =
    series.length < 2
      ? { svg: '', height: 0 }
      : legend(series.map(entry), { width: words.width, top: area.height });
  return chart(words, area.height + below.height, area.ground, ...marks, below.svg);
}

/** Marks shine through: where many stand in one place, it is darker. */
function marksOf({ points }: ScatterSeries, index: number, { xOf, yOf }: Plot): string {
  const look = lookOf(index);
  return points
    .map(({ x, y }) => element('g', { opacity: 0.7 }, marker(look, { x: xOf(x), y: yOf(y) })))
    .join('');
}

function entry({ name }: ScatterSeries, index: number) {
  const draw = (x: number, y: number) =>
    marker(lookOf(index), { x: x + 6, y }) + text({ x: x + 20, y }, name);
  return { name, draw };
}

/** `header`: what the columns of series, points and both measures are called. */
export function scatterTable(
  series: readonly ScatterSeries[],
  header: readonly [series: string, point: string, x: string, y: string],
): Table {
  const rows = series.flatMap(({ name: of, points }) =>
    points.map(({ name, x, y }) => [of, name, x, y]),
  );
  return { header, rows };
}
