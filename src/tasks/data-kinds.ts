/**
 * Which kinds of data a task is about, told from the literals of its tests. A facet to search by,
 * computed without Python; what a test means is never decided from it.
 */

import type { Task } from './task.ts';

export const dataKinds = [
  'numbers',
  'strings',
  'booleans',
  'lists',
  'tuples',
  'dicts',
  'sets',
] as const;

export type DataKind = (typeof dataKinds)[number];

/** In the order of `dataKinds`. */
export function dataKindsOf({ tests }: Pick<Task, 'tests'>): readonly DataKind[] {
  const found = new Set<DataKind>();
  for (const test of tests) scan(test, found);
  return dataKinds.filter((kind) => found.has(kind));
}

interface Bracket {
  readonly open: string;
  /** A call or a subscript: its brackets hold no value of their own. */
  readonly isAfterValue: boolean;
  hasComma: boolean;
  hasColon: boolean;
  isEmpty: boolean;
}

const token = /#[^\n]*|[rbfuRBFU]{0,2}('''|"""|'|")|\d[\w.]*|[A-Za-z_]\w*|\s+|[^]/gy;

function scan(text: string, found: Set<DataKind>): void {
  const brackets: Bracket[] = [];
  let isAfterValue = false;
  token.lastIndex = 0;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    const [piece, quote] = match;
    if (piece.trim() === '' || piece.startsWith('#')) continue;
    const inner = brackets.at(-1);
    if (inner && !isClosing(piece)) inner.isEmpty = false;
    if (quote) {
      found.add('strings');
      token.lastIndex = endOfString(text, token.lastIndex, quote);
      isAfterValue = true;
    } else if (/^\d/.test(piece)) {
      found.add('numbers');
      isAfterValue = true;
    } else if (/^\w/.test(piece)) {
      if (piece === 'True' || piece === 'False') found.add('booleans');
      if (piece === 'set' || piece === 'frozenset') found.add('sets');
      isAfterValue = !keywords.has(piece);
    } else if ('([{'.includes(piece)) {
      brackets.push({ open: piece, isAfterValue, hasComma: false, hasColon: false, isEmpty: true });
      isAfterValue = false;
    } else if (isClosing(piece)) {
      const closed = brackets.pop();
      const kind = closed ? kindOf(closed) : null;
      if (kind) found.add(kind);
      isAfterValue = true;
    } else {
      if (inner && piece === ',') inner.hasComma = true;
      if (inner && piece === ':') inner.hasColon = true;
      isAfterValue = false;
    }
  }
}

/** After these a bracket begins a value: "assert (1, 2) == f()". */
const keywords = new Set(['assert', 'not', 'and', 'or', 'in', 'is', 'if', 'else', 'for', 'lambda']);

function isClosing(piece: string): boolean {
  return piece === ')' || piece === ']' || piece === '}';
}

function kindOf({ open, isAfterValue, hasComma, hasColon, isEmpty }: Bracket): DataKind | null {
  if (isAfterValue) return null;
  if (open === '[') return 'lists';
  if (open === '(') return hasComma || isEmpty ? 'tuples' : null;
  return hasColon || isEmpty ? 'dicts' : 'sets';
}

/** The index behind the closing quote, or the end of the text where there is none. */
function endOfString(text: string, from: number, quote: string): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text.startsWith(quote, at)) return at + quote.length;
  }
  return text.length;
}
