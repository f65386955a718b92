/** How several runs are told apart: by colour, by marker, by dashes, each enough without the others. */

import { paletteColour } from '../../platform/palette.ts';
import { element } from '../markup.ts';
import { ground, inkSoft, type TextPlace } from './svg.ts';

export interface SeriesLook {
  readonly colour: string;
  /** "" is a solid line. */
  readonly dashes: string;
  readonly marker: 'disc' | 'square' | 'triangle' | 'ring' | 'diamond' | 'cross';
}

const looks: readonly SeriesLook[] = [
  { colour: paletteColour('accent'), dashes: '', marker: 'disc' },
  { colour: paletteColour('bad'), dashes: '6 4', marker: 'square' },
  { colour: paletteColour('good'), dashes: '2 3', marker: 'triangle' },
  { colour: paletteColour('code-keyword'), dashes: '8 3 2 3', marker: 'ring' },
  { colour: paletteColour('warn'), dashes: '12 4', marker: 'diamond' },
  { colour: paletteColour('ink-soft'), dashes: '4 2 1 2 1 2', marker: 'cross' },
];

/** One that is drawn without some of its neighbours keeps the look that it has among them. */
export interface Looked {
  /** As a place among looks; its own place where it is absent. */
  readonly look?: number;
}

/** From the seventh run on looks come again; names next to the lines still tell them apart. */
export function lookOf(index: number): SeriesLook {
  return looks[index % looks.length] ?? { colour: 'currentColor', dashes: '', marker: 'disc' };
}

/** A hollow mark in plain ink, for what somebody else reports. */
export function reportedMark({ x, y }: TextPlace): string {
  return element('rect', {
    ...{ x: x - 5, y: y - 5, width: 10, height: 10, fill: 'none', stroke: inkSoft },
    'stroke-width': 2,
  });
}

export function marker({ marker: shape, colour }: SeriesLook, { x, y }: TextPlace): string {
  const filled = { fill: colour, stroke: ground, 'stroke-width': 1.5 };
  const drawn = { fill: ground, stroke: colour, 'stroke-width': 2 };
  switch (shape) {
    case 'disc':
      return element('circle', { cx: x, cy: y, r: 4.5, ...filled });
    case 'square':
      return element('rect', { x: x - 4.2, y: y - 4.2, width: 8.4, height: 8.4, ...filled });
    case 'triangle':
      return element('path', {
        d: path(
          [
            [x, y - 5.5],
            [x + 5.2, y + 4],
            [x - 5.2, y + 4],
          ],
          'Z',
        ),
        ...filled,
      });
    case 'ring':
      return element('circle', { cx: x, cy: y, r: 4, ...drawn });
    case 'diamond':
      return element('path', {
        d: path(
          [
            [x, y - 5.5],
            [x + 5.5, y],
            [x, y + 5.5],
            [x - 5.5, y],
          ],
          'Z',
        ),
        ...filled,
      });
    case 'cross':
      return element('path', {
        d: `${path([
          [x - 4, y - 4],
          [x + 4, y + 4],
        ])}${path([
          [x + 4, y - 4],
          [x - 4, y + 4],
        ])}`,
        ...{ stroke: colour, 'stroke-width': 2, fill: 'none' },
      });
  }
}

export function line(look: SeriesLook, points: readonly (readonly [number, number])[]): string {
  return element('path', {
    ...{ d: path(points), fill: 'none', stroke: look.colour, 'stroke-width': 2 },
    'stroke-dasharray': look.dashes || undefined,
    'stroke-linejoin': 'round',
  });
}

export function path(points: readonly (readonly [number, number])[], end = ''): string {
  const places = points.map(([x, y]) => `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`);
  return `M${places.join('L')}${end}`;
}

export function whisker(index: number, x: number, low: number, high: number): string {
  const stroke = lookOf(index).colour;
  const ends = [low, high].map((y) =>
    path([
      [x - 4, y],
      [x + 4, y],
    ]),
  );
  return element('path', {
    d: `${path([
      [x, low],
      [x, high],
    ])}${ends.join('')}`,
    stroke,
    fill: 'none',
  });
}
