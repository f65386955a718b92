/** The area of a chart with two axes: its margins, grid, ticks and axis names. */

import type { Scale } from './scales.ts';
import { element } from '../markup.ts';
import { axis, type ChartFrame, grid, inkSoft, lineHeight, text, widthOf } from './svg.ts';

export interface Plot {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly xOf: (value: number) => number;
  readonly yOf: (value: number) => number;
  /** Grid, ticks and names, to stand below what is plotted. */
  readonly ground: string;
  /** Of the whole chart, with what is below the plot. */
  readonly height: number;
}

export interface PlotAxes {
  readonly x: Scale;
  readonly y: Scale;
  readonly xName: string;
  readonly yName: string;
  readonly xTick: (value: number) => string;
  readonly yTick: (value: number) => string;
  /** Kept free to the right of the plot, for the names of its curves. */
  readonly rightMargin: number;
  /** Kept free inside the plot at both ends of the x axis. */
  readonly inset: number;
}

/** The name of the y axis stands above it, where it is read without turning the head. */
const topMargin = 28;
const bottomMargin = 44;

function plotHeight(width: number): number {
  return Math.round(Math.min(300, Math.max(200, width * 0.45)));
}

export function plot({ width }: ChartFrame, axes: PlotAxes): Plot {
  const { x, y, xName, yName, xTick, yTick, rightMargin, inset } = axes;
  const left = Math.ceil(Math.max(...y.ticks.map((tick) => widthOf(yTick(tick))))) + 10;
  const right = width - rightMargin;
  const bottom = topMargin + plotHeight(width);
  const xOf = (value: number) => left + inset + x.shareOf(value) * (right - left - 2 * inset);
  const yOf = (value: number) => bottom - y.shareOf(value) * (bottom - topMargin);
  const rows = y.ticks.map((tick) => {
    const at = yOf(tick);
    const stroke = tick === 0 ? axis : grid;
    return (
      element('line', { x1: left, x2: right, y1: at, y2: at, stroke }) +
      text({ x: left - 8, y: at }, yTick(tick), { 'text-anchor': 'end', fill: inkSoft })
    );
  });
  const columns = x.ticks.map((tick) => {
    const at = xOf(tick);
    return (
      element('line', { x1: at, x2: at, y1: bottom, y2: bottom + 4, stroke: axis }) +
      text({ x: at, y: bottom + 14 }, xTick(tick), { 'text-anchor': 'middle', fill: inkSoft })
    );
  });
  const names =
    text({ x: 0, y: 8 }, yName, { fill: inkSoft }) +
    text({ x: (left + right) / 2, y: bottom + 34 }, xName, {
      ...{ 'text-anchor': 'middle', fill: inkSoft },
    });
  return {
    ...{ left, right, top: topMargin, bottom, xOf, yOf },
    ground: element('g', {}, ...rows, ...columns, names),
    height: bottom + bottomMargin,
  };
}

/** Two columns of entries where they fit, else one; each is drawn at its own place. */
export function legend(
  entries: readonly { readonly name: string; readonly draw: (x: number, y: number) => string }[],
  { width, top }: { readonly width: number; readonly top: number },
): { readonly svg: string; readonly height: number } {
  const widest = Math.max(0, ...entries.map(({ name }) => widthOf(name))) + 36;
  const columns = Math.max(1, Math.min(3, Math.floor(width / widest), entries.length));
  const rows = Math.ceil(entries.length / columns);
  const drawn = entries.map(({ draw }, index) => {
    const [column, row] = [Math.floor(index / rows), index % rows];
    return draw(column * (width / columns), top + (row + 0.5) * rowHeight);
  });
  return { svg: drawn.join(''), height: rows * rowHeight };
}

const rowHeight = lineHeight + 6;
