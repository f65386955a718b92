/**
 * Shares at named places on the x axis, a mark with its interval for each, one series or several;
 * and shares that hold for all places, as lines across.
 */

import type { Proportion } from '../statistics/proportion.ts';
import type { Table } from '../table.ts';
import { legend, plot, type Plot } from './plot.ts';
import { rateScale, type Scale, spread } from './scales.ts';
import { line, lookOf, marker, reportedMark, whisker } from './series.ts';
import { element } from '../markup.ts';
import { chart, type ChartFrame, fitted, halo, inkSoft, lineHeight, text, widthOf } from './svg.ts';

export interface PointSeries<Name = string> {
  readonly name: Name;
  /** Whether a line goes from mark to mark. */
  readonly isJoined: boolean;
  /** `at` is the index of a place; in increasing order. */
  readonly points: readonly { readonly at: number; readonly rate: Proportion }[];
}

export interface ReferenceLine<Name = string> {
  readonly name: Name;
  readonly rate: number;
}

/** What somebody else reports for some of the places, without intervals. */
export interface ReportedPoints<Name = string> {
  readonly name: Name;
  readonly points: readonly { readonly at: number; readonly rate: number }[];
}

export interface PointsChartData {
  readonly places: readonly string[];
  readonly series: readonly PointSeries[];
  readonly lines: readonly ReferenceLine[];
  readonly reported: readonly ReportedPoints[];
}

export interface PointsChartWords extends ChartFrame {
  /** A share at its mark of the axis. */
  readonly percentMark: (share: number) => string;
  readonly xName: string;
  readonly yName: string;
}

export function pointsChart(data: PointsChartData, words: PointsChartWords): string {
  const { places, series, lines, reported } = data;
  const highs = series.flatMap(({ points }) => points.map(({ rate }) => rate.high));
  const area = plot(words, {
    x: placeScale(places.length),
    y: rateScale([
      ...highs,
      ...[...lines, ...reported.flatMap(({ points }) => points)].map(({ rate }) => rate),
    ]),
    ...{ xName: words.xName, yName: words.yName, yTick: words.percentMark },
    xTick: (at) => fitted(places[at] ?? '', Math.max(24, words.width / (places.length + 1) - 6)),
    ...{ inset: 28, rightMargin: 12 },
  });
  const drawn = series.map((each, at) => seriesOf(each, at, series.length, area));
  const entries = [...series.map(entry), ...reported.map(reportedEntry)];
  const below =
    entries.length < 2
      ? { svg: '', height: 0 }
      : legend(entries, { width: words.width, top: area.height });
  const across = acrossOf(lines, area, words.width);
  return chart(
    words,
    area.height + below.height,
    ...[
      area.ground,
      across.strokes,
      ...reported.map((each) => reportedOf(each, series.length, area)),
      ...drawn,
      across.labels,
      below.svg,
    ],
  );
}

/** A place each, evenly; one alone stands in the middle. */
function placeScale(count: number): Scale {
  const ticks = Array.from({ length: count }, (_, at) => at);
  const to = Math.max(1, count - 1);
  return { from: 0, to, ticks, shareOf: (at) => (count < 2 ? 0.5 : at / to) };
}

/** Marks of several series at one place stand next to each other. */
function seriesOf(
  { points, isJoined }: PointSeries,
  index: number,
  count: number,
  { xOf, yOf }: Plot,
): string {
  const look = lookOf(index);
  const aside = (index - (count - 1) / 2) * 10;
  const marks = points.map(({ at, rate }) => ({ x: xOf(at) + aside, y: yOf(rate.value), rate }));
  const joined =
    isJoined && marks.length > 1
      ? line(
          look,
          marks.map(({ x, y }) => [x, y]),
        )
      : '';
  return (
    joined +
    marks
      .map(
        ({ x, y, rate }) =>
          whisker(index, x, yOf(rate.low), yOf(rate.high)) + marker(look, { x, y }),
      )
      .join('')
  );
}

/** To the left of the series' marks at the same place. */
function reportedOf({ points }: ReportedPoints, count: number, { xOf, yOf }: Plot): string {
  const aside = -((count + 1) / 2) * 10;
  return points.map(({ at, rate }) => reportedMark({ x: xOf(at) + aside, y: yOf(rate) })).join('');
}

/** Names stand above their lines, each at a height of its own. */
function acrossOf(
  lines: readonly ReferenceLine[],
  { left, right, top, bottom, yOf }: Plot,
  width: number,
) {
  const wanted = lines.map(({ rate }) => yOf(rate) - lineHeight / 2 - 1);
  const heights = spread(wanted, lineHeight, top - lineHeight / 2 - 1, bottom);
  const strokes = lines.map(({ rate }, at) => {
    const y = yOf(rate);
    const dashes = at % 2 === 0 ? '7 4' : '2 3';
    const stroke = { stroke: inkSoft, 'stroke-width': 1.5, 'stroke-dasharray': dashes };
    return element('line', { x1: left, x2: right, y1: y, y2: y, ...stroke });
  });
  const labels = lines.map(({ name }, at) => {
    const shown = fitted(name, Math.max(widthOf('Mmm…'), width * 0.8));
    const place = { x: right, y: heights[at] ?? 0 };
    return text(place, shown, { 'text-anchor': 'end', fill: inkSoft, ...halo });
  });
  return { strokes: strokes.join(''), labels: labels.join('') };
}

function entry({ name }: PointSeries, index: number) {
  const look = lookOf(index);
  const draw = (x: number, y: number) =>
    line(look, [
      [x, y],
      [x + 24, y],
    ]) +
    marker(look, { x: x + 12, y }) +
    text({ x: x + 32, y }, name);
  return { name, draw };
}

function reportedEntry({ name }: ReportedPoints) {
  const draw = (x: number, y: number) =>
    reportedMark({ x: x + 12, y }) + text({ x: x + 32, y }, name);
  return { name, draw };
}

/** What was reported has no interval, and lines across have no place. */
export function pointsTable({ places, series, lines, reported }: PointsChartData): Table {
  return {
    header: ['series', 'place', 'share', 'low', 'high'],
    rows: [
      ...series.flatMap(({ name, points }) =>
        points.map(({ at, rate }) => [
          ...[name, places[at] ?? '', rate.value, rate.low, rate.high],
        ]),
      ),
      ...reported.flatMap(({ name, points }) =>
        points.map(({ at, rate }) => [name, places[at] ?? '', rate, null, null]),
      ),
      ...lines.map(({ name, rate }) => [name, null, rate, null, null]),
    ],
  };
}
