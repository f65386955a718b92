/** What became of the samples: one bar per run, stacked by status, each with its own pattern. */

import { statuses, type Status } from '../../checking/verdict.ts';
import type { Table } from '../formats/csv.ts';
import { legend } from './plot.ts';
import {
  chart,
  type ChartFrame,
  element,
  fitted,
  ground,
  ink,
  inkSoft,
  lineHeight,
  text,
  widthOf,
} from './svg.ts';

export interface StatusCounts {
  readonly name: string;
  readonly counts: readonly { readonly status: Status; readonly count: number }[];
}

export interface StatusChartWords extends ChartFrame {
  readonly statusName: (status: Status) => string;
}

const barHeight = 28;
/** A bar with its name above and its numbers below. */
const rowHeight = lineHeight + 4 + barHeight + lineHeight + 12;

export function statusChart(runs: readonly StatusCounts[], words: StatusChartWords): string {
  const rows = runs.map((run, at) => row(run, at * rowHeight, words));
  const used = statuses.filter((status) =>
    runs.some(({ counts }) => counts.some((each) => each.status === status)),
  );
  const top = runs.length * rowHeight + 4;
  const entries = used.map((status) => entry(status, runs, words));
  const below = legend(entries, { width: words.width, top });
  const patterns = element('defs', {}, ...used.map((status) => pattern(status, words.id)));
  return chart(words, top + below.height, patterns, ...rows, below.svg);
}

function row({ name, counts }: StatusCounts, top: number, words: StatusChartWords): string {
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  const y = top + lineHeight + 4;
  let x = 0;
  const parts = counts.map(({ status, count }) => {
    const width = (words.width * count) / Math.max(1, total);
    const label = String(count);
    const middle = { x: x + width / 2, y: y + barHeight + 10 };
    const drawn = element('rect', {
      ...{ x, y, width, height: barHeight, fill: fillOf(status, words.id) },
      ...{ stroke: ground, 'stroke-width': width > 3 ? 1 : 0 },
    });
    x += width;
    const hasRoom = widthOf(label) + 6 <= width;
    const number = hasRoom ? text(middle, label, { 'text-anchor': 'middle', fill: inkSoft }) : '';
    return drawn + number;
  });
  return text({ x: 0, y: top + 8 }, fitted(name, words.width)) + parts.join('');
}

function entry(
  status: Status,
  runs: readonly StatusCounts[],
  { statusName, id }: StatusChartWords,
) {
  const countIn = ({ counts }: StatusCounts) =>
    counts.find((each) => each.status === status)?.count ?? 0;
  const name = `${statusName(status)} ${runs.map(countIn).join(' / ')}`;
  const draw = (x: number, y: number) =>
    element('rect', { x, y: y - 7, width: 20, height: 14, fill: fillOf(status, id) }) +
    text({ x: x + 28, y }, name);
  return { name, draw };
}

const good = 'var(--good, #18703a)';
const bad = 'var(--bad, #b3261e)';
const warn = 'var(--warn, #7d5200)';
const violet = 'var(--code-keyword, #7a3a9a)';

/** Neighbours differ in colour and in pattern. */
const looks: Readonly<Record<Status, { readonly colour: string; readonly lines: string }>> = {
  passed: { colour: good, lines: '' },
  'failed-assertion': { colour: bad, lines: 'M0 8L8 0' },
  'runtime-error': { colour: warn, lines: 'M0 0L8 8' },
  'syntax-error': { colour: violet, lines: 'M0 4H8' },
  timeout: { colour: ink, lines: 'M4 0V8' },
  'memory-limit': { colour: inkSoft, lines: 'M0 4H8M4 0V8' },
  'early-exit': { colour: warn, lines: 'M0 4H8M4 0V8' },
  'missing-function': { colour: violet, lines: 'M0 8L8 0' },
  'no-code': { colour: inkSoft, lines: 'M0 0L8 8' },
  'unsupported-value': { colour: bad, lines: 'M4 0V8' },
  'sandbox-fault': { colour: inkSoft, lines: 'M0 2H8M0 6H8' },
};

function fillOf(status: Status, id: string): string {
  const { colour, lines } = looks[status];
  return lines === '' ? colour : `url(#${id}-${status})`;
}

function pattern(status: Status, id: string): string {
  const { colour, lines } = looks[status];
  if (lines === '') return '';
  return element(
    'pattern',
    { id: `${id}-${status}`, width: 8, height: 8, patternUnits: 'userSpaceOnUse' },
    element('rect', { width: 8, height: 8, fill: colour, 'fill-opacity': 0.22 }),
    element('path', { d: lines, stroke: colour, 'stroke-width': 2 }),
  );
}

export function statusTable(runs: readonly StatusCounts[]): Table {
  return {
    header: ['run', 'status', 'samples', 'share'],
    rows: runs.flatMap(({ name, counts }) => {
      const total = counts.reduce((sum, { count }) => sum + count, 0);
      return counts.map(({ status, count }) => [name, status, count, count / total]);
    }),
  };
}
