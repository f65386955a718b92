/**
 * Charts as SVG text, for the page, for a report and for a file of its own. Colours are the page's
 * variables with a fallback each, so that a chart is light or dark as its place is and still
 * whole without the page.
 */

import { paletteColour } from '../../platform/palette.ts';
import { type Attributes, element, escapeText } from '../markup.ts';

export const ink = paletteColour('ink');
export const inkSoft = paletteColour('ink-soft');
export const grid = paletteColour('line');
export const axis = paletteColour('line-strong');
export const ground = paletteColour('surface');

/** What every chart is given besides its numbers. The caller supplies the sentences. */
export interface ChartFrame {
  /** In pixels; a chart is drawn for its width, so that its text is never scaled. */
  readonly width: number;
  /** Unique in the document. */
  readonly id: string;
  readonly title: string;
  /** What there is to see, for those who do not see it. */
  readonly description: string;
}

export function chart(frame: ChartFrame, height: number, ...content: readonly string[]): string {
  const { width, id, title, description } = frame;
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      ...{ width, height, viewBox: `0 0 ${width} ${height}`, role: 'img' },
      'aria-labelledby': `${id}-title ${id}-about`,
      'font-family': "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif",
      ...{ 'font-size': fontSize, fill: ink },
    },
    element('title', { id: `${id}-title` }, escapeText(title)),
    element('desc', { id: `${id}-about` }, escapeText(description)),
    ...content,
  );
}

const fontSize = 12;
export const lineHeight = 16;

export interface TextPlace {
  readonly x: number;
  /** Of the middle of the line. */
  readonly y: number;
}

export function text({ x, y }: TextPlace, content: string, attributes: Attributes = {}): string {
  return element('text', { x, y: y + fontSize * 0.35, ...attributes }, escapeText(content));
}

/** An estimate that is rather too wide: no text may run into its neighbour. */
export function widthOf(content: string): number {
  return [...content].reduce((sum, letter) => sum + widthOfLetter(letter), 0) * fontSize;
}

/** In font sizes, going by the widest of the usual sans-serif fonts. */
function widthOfLetter(letter: string): number {
  if ("iljtfrI.,:;'|!()[] -".includes(letter)) return 0.4;
  return /[a-z0-9_/]/.test(letter) ? 0.64 : letter < '\u0300' ? 0.9 : 1.1;
}

/** For text above lines: they are covered where they would run through its letters. */
export const halo: Attributes = {
  ...{ stroke: ground, 'stroke-width': 4, 'stroke-linejoin': 'round', 'paint-order': 'stroke' },
};

/** As much as there is room for, ending in an ellipsis where that is not all. */
export function fitted(content: string, room: number): string {
  if (widthOf(content) <= room) return content;
  const letters = [...content];
  while (letters.length > 1 && widthOf(`${letters.join('')}…`) > room) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}

/** The same chart as a file that no page's variables reach: their fallbacks, on white. */
export function standalone(svg: string): string {
  const resolved = svg.replace(/var\(--[\w-]+, ([^)]+)\)/g, '$1');
  return resolved.replace(/<desc/, '<rect width="100%" height="100%" fill="#ffffff"/><desc');
}
