/** One bar per run, stacked by what its samples are counted under, each with its own pattern. */

import type { Table } from '../table.ts';
import { legend } from './plot.ts';
import { element } from '../markup.ts';
import {
  chart,
  type ChartFrame,
  fitted,
  ground,
  inkSoft,
  lineHeight,
  text,
  widthOf,
} from './svg.ts';

export interface Stack<Key extends string> {
  readonly name: string;
  /** In the order in which they are stacked, none at 0. */
  readonly counts: readonly { readonly key: Key; readonly count: number }[];
}

export interface StackLook {
  readonly colour: string;
  /** The path of a pattern of 8 by 8; "" is a plain surface. */
  readonly lines: string;
}

/** What there is to be counted, in its order. Neighbours differ in colour and in pattern. */
export type StackLooks<Key extends string> = Readonly<Record<Key, StackLook>>;

export interface StackChartWords<Key extends string> extends ChartFrame {
  readonly nameOf: (key: Key) => string;
}

const barHeight = 28;
/** A bar with its name above and its numbers below. */
const rowHeight = lineHeight + 4 + barHeight + lineHeight + 12;

export function stackChart<Key extends string>(
  stacks: readonly Stack<Key>[],
  looks: StackLooks<Key>,
  words: StackChartWords<Key>,
): string {
  const { id, width, nameOf } = words;
  const keys = (Object.keys(looks) as Key[]).filter((key) =>
    stacks.some(({ counts }) => counts.some((each) => each.key === key)),
  );
  const patternId = (key: Key) => `${id}-${key.replaceAll(' ', '-')}`;
  const fillOf = (key: Key) =>
    looks[key].lines === '' ? looks[key].colour : `url(#${patternId(key)})`;
  const rows = stacks.map((stack, at) => row(stack, { top: at * rowHeight, width, fillOf }));
  const top = stacks.length * rowHeight + 4;
  const entries = keys.map((key) => {
    const counts = stacks.map((stack) => stack.counts.find((each) => each.key === key)?.count ?? 0);
    return entry(`${nameOf(key)} ${counts.join(' / ')}`, fillOf(key));
  });
  const below = legend(entries, { width, top });
  const patterns = keys.map((key) => pattern(looks[key], patternId(key)));
  return chart(words, top + below.height, element('defs', {}, ...patterns), ...rows, below.svg);
}

interface RowPlace<Key extends string> {
  readonly top: number;
  readonly width: number;
  readonly fillOf: (key: Key) => string;
}

function row<Key extends string>({ name, counts }: Stack<Key>, place: RowPlace<Key>): string {
  const total = totalOf(counts);
  const y = place.top + lineHeight + 4;
  let x = 0;
  const parts = counts.map(({ key, count }) => {
    const width = (place.width * count) / Math.max(1, total);
    const label = String(count);
    const middle = { x: x + width / 2, y: y + barHeight + 10 };
    const drawn = element('rect', {
      ...{ x, y, width, height: barHeight, fill: place.fillOf(key) },
      ...{ stroke: ground, 'stroke-width': width > 3 ? 1 : 0 },
    });
    x += width;
    const hasRoom = widthOf(label) + 6 <= width;
    const number = hasRoom ? text(middle, label, { 'text-anchor': 'middle', fill: inkSoft }) : '';
    return drawn + number;
  });
  return text({ x: 0, y: place.top + 8 }, fitted(name, place.width)) + parts.join('');
}

function entry(name: string, fill: string) {
  const draw = (x: number, y: number) =>
    element('rect', { x, y: y - 7, width: 20, height: 14, fill }) + text({ x: x + 28, y }, name);
  return { name, draw };
}

function pattern({ colour, lines }: StackLook, id: string): string {
  if (lines === '') return '';
  return element(
    'pattern',
    { id, width: 8, height: 8, patternUnits: 'userSpaceOnUse' },
    element('rect', { width: 8, height: 8, fill: colour, 'fill-opacity': 0.22 }),
    element('path', { d: lines, stroke: colour, 'stroke-width': 2 }),
  );
}

export function stackTable<Key extends string>(
  stacks: readonly Stack<Key>[],
  keyName: string,
): Table {
  return {
    header: ['run', keyName, 'samples', 'share'],
    rows: stacks.flatMap(({ name, counts }) =>
      counts.map(({ key, count }) => [name, key, count, count / totalOf(counts)]),
    ),
  };
}

function totalOf(counts: readonly { readonly count: number }[]): number {
  return counts.reduce((sum, { count }) => sum + count, 0);
}
