/**
 * What has to be taken out of one text and put in to get another: the shortest such change. Values as
 * Python prints them are compared in `value-diff`.
 */

// Not from its index, which brings every other kind of diff into the first view.
import { diffArrays } from 'diff/lib/diff/array.js';

/** Neighbouring pieces differ in kind; `removed` comes before `added`. */
export interface DiffPiece {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** Beyond this many changed parts two texts are told apart as a whole: the search is quadratic. */
const maxEditLength = 400;

/** Words and the spaces between them are parts of their own. */
export function diffWords(before: string, after: string): DiffPiece[] {
  return diffParts(before.match(words) ?? [], after.match(words) ?? []);
}

/** Lines keep their line ends. */
export function diffLines(before: string, after: string): DiffPiece[] {
  return diffParts(before.match(lines) ?? [], after.match(lines) ?? []);
}

const words = /\s+|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu;
const lines = /[^\n]*\n|[^\n]+$/g;

function diffParts(before: string[], after: string[]): DiffPiece[] {
  const changes = diffArrays(before, after, { maxEditLength });
  if (!changes) {
    return [
      { kind: 'removed', text: before.join('') },
      { kind: 'added', text: after.join('') },
    ];
  }
  return changes.map(({ added, removed, value }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value.join(''),
  }));
}
