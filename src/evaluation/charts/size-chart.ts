/** Pass rate over the number of parameters on a logarithmic axis, with the fitted line. */

import type { Table } from '../table.ts';
import { logLinearFit, type LogLinearFit } from '../statistics/log-linear-fit.ts';
import type { Proportion } from '../statistics/proportion.ts';

import { plot, type Plot } from './plot.ts';
import { logScale, rateScale, spread } from './scales.ts';
import { type Looked, lookOf, marker, path, reportedMark, whisker } from './series.ts';
import { element } from '../markup.ts';
import { chart, type ChartFrame, fitted, halo, inkSoft, lineHeight, text, widthOf } from './svg.ts';

export interface SizedRun extends Looked {
  readonly name: string;
  readonly parameters: number;
  readonly rate: Proportion;
}

export interface SizeChartWords extends ChartFrame {
  /** A share at its mark of the axis. */
  readonly percentMark: (share: number) => string;
  readonly xName: string;
  readonly yName: string;
  /** "500M", "1.5B" */
  readonly sizeOf: (parameters: number) => string;
  /** Of the line: "+12 points per ten times the size". */
  readonly fitText: (fit: LogLinearFit) => string;
}

/** What somebody else reports: shown beside the runs, and no part of the fit. */
export interface ReportedSize {
  readonly name: string;
  readonly parameters: number;
  readonly rate: number;
}

/** At least one run. */
export function sizeChart(
  runs: readonly SizedRun[],
  words: SizeChartWords,
  reported: readonly ReportedSize[] = [],
): string {
  const own = runs.map(({ parameters }) => parameters);
  const sizes = [...own, ...reported.map(({ parameters }) => parameters)];
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
  // A size alone gets room on both sides, or there would be no axis.
  const around = most / least < 4 ? 3 : 1.6;
  const area = plot(words, {
    x: logScale(least / around, most * around, Math.floor(words.width / 70)),
    y: rateScale([...runs.map(({ rate }) => rate.high), ...reported.map(({ rate }) => rate)]),
    ...{ xName: words.xName, yName: words.yName, xTick: words.sizeOf, yTick: words.percentMark },
    ...{ inset: 0, rightMargin: 12 },
  });
  const fit = logLinearFit(sizedRates(runs));
  const points = runs.map(({ parameters, rate, look }, place) => {
    const [x, y] = [area.xOf(parameters), area.yOf(rate.value)];
    const at = look ?? place;
    return whisker(at, x, area.yOf(rate.low), area.yOf(rate.high)) + marker(lookOf(at), { x, y });
  });
  const trend = fit ? fittedLine(fit, Math.min(...own), Math.max(...own), area) : '';
  const noteRoom = fit ? lineHeight + 8 : 0;
  const note = fit
    ? text({ x: 0, y: area.height + lineHeight / 2 }, fitted(words.fitText(fit), words.width), {
        fill: inkSoft,
      })
    : '';
  const places = labelPlaces([...runs.map(({ rate }) => rate.value), ...rates(reported)], area);
  const others = reported
    .map((each, at) => reportedPoint(each, area, places[runs.length + at]))
    .join('');
  const content = [area.ground, trend, others, labels(runs, area, places), ...points, note];
  return chart(words, area.height + noteRoom, ...content);
}

function sizedRates(runs: readonly SizedRun[]) {
  return runs.map(({ parameters, rate }) => ({ parameters, rate: rate.value }));
}

/** The line with the band in which it may be, both within 0 and 100%. */
function fittedLine(fit: LogLinearFit, least: number, most: number, area: Plot): string {
  const { xOf, yOf, bottom, top } = area;
  const within = (rate: number) => Math.max(top, Math.min(bottom, yOf(rate)));
  const line = element('line', {
    ...{ x1: xOf(least), y1: within(fit.rateAt(least)) },
    ...{ x2: xOf(most), y2: within(fit.rateAt(most)) },
    ...{ stroke: inkSoft, 'stroke-width': 1.5, 'stroke-dasharray': '5 4' },
  });
  const sizes = Array.from({ length: 25 }, (_, at) => least * (most / least) ** (at / 24));
  const ends = sizes.flatMap((size) => {
    const interval = fit.intervalAt(size);
    return interval ? [{ x: xOf(size), ...interval }] : [];
  });
  if (ends.length === 0) return line;
  const upper = ends.map(({ x, high }) => [x, within(high)] as const);
  const lower = ends.map(({ x, low }) => [x, within(low)] as const);
  const d = path([...upper, ...lower.toReversed()], 'Z');
  return element('path', { d, fill: inkSoft, 'fill-opacity': 0.12 }) + line;
}

function rates(reported: readonly ReportedSize[]): number[] {
  return reported.map(({ rate }) => rate);
}

/** Where names stand, those of runs and of what is reported: each at a height of its own. */
function labelPlaces(all: readonly number[], area: Plot): number[] {
  const wanted = all.map((rate) => area.yOf(rate));
  return spread(wanted, lineHeight, area.top, area.bottom - lineHeight);
}

/** Its mark, with its name. */
function reportedPoint(
  { name, parameters, rate }: ReportedSize,
  area: Plot,
  nameAt: number | undefined,
): string {
  const [x, y] = [area.xOf(parameters), area.yOf(rate)];
  const isLeft = x > (area.left + area.right) / 2;
  const place = { x: isLeft ? x - 11 : x + 11, y: nameAt ?? y };
  return (
    reportedMark({ x, y }) +
    text(place, name, { 'text-anchor': isLeft ? 'end' : 'start', fill: inkSoft, ...halo })
  );
}

/** Names stand next to their points, on the side with more room. */
function labels(runs: readonly SizedRun[], area: Plot, places: readonly number[]): string {
  const middle = (area.left + area.right) / 2;
  const room = Math.max((area.right - area.left) * 0.36, widthOf('Mmm…'));
  return runs
    .map(({ name, parameters, look }, at) => {
      const x = area.xOf(parameters);
      const isLeft = x > middle;
      return text({ x: isLeft ? x - 11 : x + 11, y: places[at] ?? 0 }, fitted(name, room), {
        ...{ 'text-anchor': isLeft ? 'end' : 'start', fill: lookOf(look ?? at).colour, ...halo },
      });
    })
    .join('');
}

export function sizeTable(
  runs: readonly SizedRun[],
  rateName = 'pass@1',
  reported: readonly ReportedSize[] = [],
): Table {
  const fit = logLinearFit(sizedRates(runs));
  return {
    header: ['run', 'parameters', rateName, 'low', 'high', 'fitted', 'fitted low', 'fitted high'],
    rows: [
      ...runs.map(({ name, parameters, rate }) => {
        const interval = fit?.intervalAt(parameters);
        const fitted = [fit?.rateAt(parameters) ?? null, interval?.low ?? null];
        const shown = [name, parameters, rate.value, rate.low, rate.high];
        return [...shown, ...fitted, interval?.high ?? null];
      }),
      ...reported.map(({ name, parameters, rate }) => [
        ...[name, parameters, rate, null, null, null, null, null],
      ]),
    ],
  };
}
