/** pass@k over k, a curve per run, each with its name at its end and the interval as a band. */

import type { Table } from '../table.ts';
import type { PassAtPoint } from '../results/pass-curve.ts';
import { legend, plot, type Plot } from './plot.ts';
import { countScale, rateScale, spread } from './scales.ts';
import { line, type Looked, lookOf, marker, path, whisker } from './series.ts';
import { element } from '../markup.ts';
import { chart, type ChartFrame, fitted, lineHeight, text, widthOf } from './svg.ts';

export interface PassCurve extends Looked {
  readonly name: string;
  /** In increasing order of k; at least one. */
  readonly points: readonly PassAtPoint[];
}

export interface PassAtKWords extends ChartFrame {
  /** A share at its mark of the axis. */
  readonly percentMark: (share: number) => string;
  readonly xName: string;
  readonly yName: string;
}

/** Below this width names stand under the plot instead of at the ends of their curves. */
const narrow = 520;

export function passAtKChart(curves: readonly PassCurve[], words: PassAtKWords): string {
  const isNarrow = words.width < narrow && curves.length > 1;
  const names = curves.map(({ name }) => fitted(name, words.width * 0.34));
  const beside = curves.length === 1 ? 12 : Math.max(...names.map(widthOf)) + 20;
  const most = Math.max(1, ...curves.flatMap(({ points }) => points.map(({ k }) => k)));
  const area = plot(words, {
    x: countScale(most, Math.floor(words.width / 60)),
    y: rateScale(curves.flatMap(({ points }) => points.map(({ high }) => high))),
    ...{
      xName: words.xName,
      yName: words.yName,
      xTick: String,
      yTick: words.percentMark,
      inset: 12,
    },
    rightMargin: isNarrow ? 12 : beside,
  });
  // Bands of many runs would hide one another.
  const bands =
    curves.length > 3 ? [] : curves.map(({ points, look }, at) => band(points, look ?? at, area));
  const lines = curves.map(({ points, look }, at) => curve(points, look ?? at, area));
  const below = isNarrow
    ? legend(curves.map(entry), { width: words.width, top: area.height })
    : { svg: '', height: 0 };
  const labels = isNarrow || curves.length === 1 ? '' : endLabels(curves, names, area);
  return chart(
    words,
    area.height + below.height,
    area.ground,
    ...bands,
    ...lines,
    labels,
    below.svg,
  );
}

function band(points: readonly PassAtPoint[], index: number, { xOf, yOf }: Plot): string {
  const upper = points.map(({ k, high }) => [xOf(k), yOf(high)] as const);
  const lower = points.map(({ k, low }) => [xOf(k), yOf(low)] as const);
  const [only] = points;
  if (points.length === 1 && only)
    return whisker(index, xOf(only.k), yOf(only.low), yOf(only.high));
  const { colour, dashes } = lookOf(index);
  // Where two bands lie on each other, their edges still tell which is whose, light and dark.
  const edges = [upper, lower].map((points) =>
    element('path', {
      ...{ d: path(points), fill: 'none', stroke: colour, 'stroke-opacity': 0.6 },
      'stroke-dasharray': dashes || undefined,
    }),
  );
  const ground = element('path', {
    ...{ d: path([...upper, ...lower.toReversed()], 'Z'), fill: colour, 'fill-opacity': 0.12 },
  });
  return ground + edges.join('');
}

/** A marker at every point where there are few, else about a dozen of them. */
function curve(
  points: readonly PassAtPoint[],
  index: number,
  { xOf, yOf, left, right }: Plot,
): string {
  const places = points.map(({ k, value }) => [xOf(k), yOf(value)] as const);
  const gap = (right - left) / 12;
  let last = -Infinity;
  const marked = places.filter(([x], at) => {
    const isFar = x - last >= gap || at === places.length - 1;
    if (isFar) last = x;
    return isFar;
  });
  const look = lookOf(index);
  return line(look, places) + marked.map(([x, y]) => marker(look, { x, y })).join('');
}

function endLabels(curves: readonly PassCurve[], names: readonly string[], area: Plot): string {
  const ends = curves.map(({ points }) => points.at(-1));
  const wanted = ends.map((end) => area.yOf(end?.value ?? 0));
  const places = spread(wanted, lineHeight, area.top, area.bottom);
  return names
    .map((name, at) =>
      text({ x: area.right + 8, y: places[at] ?? 0 }, name, {
        fill: lookOf(curves[at]?.look ?? at).colour,
      }),
    )
    .join('');
}

function entry({ name, look: place }: PassCurve, index: number) {
  const look = lookOf(place ?? index);
  const draw = (x: number, y: number) =>
    line(look, [
      [x, y],
      [x + 24, y],
    ]) +
    marker(look, { x: x + 12, y }) +
    text({ x: x + 32, y }, name);
  return { name, draw };
}

export function passAtKTable(curves: readonly PassCurve[]): Table {
  return {
    header: ['run', 'k', 'pass@k', 'low', 'high', 'tasks'],
    rows: curves.flatMap(({ name, points }) =>
      points.map(({ k, value, low, high, tasks }) => [name, k, value, low, high, tasks]),
    ),
  };
}
