/** What two printed texts differ in, by their words; within a word only where most of it is the same. */

import { diffArrays } from 'diff/lib/diff/array.js';
import type { SharedDiff, ValuePiece } from './value-diff.ts';

const maxEditLength = 400;
/** Escapes, blanks, words, numbers with their point, and signs: parts that mean something. */
const parts = /\\.|\s+|\d+\.\d+|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_\\]|\\/gsu;

export function diffTexts(wanted: string, given: string): SharedDiff {
  // What differs in blanks or in case alone differs in signs, however the words are cut.
  const bare = (text: string) => text.replace(/\s|\\[nt]/g, '');
  const isCase = wanted.toLowerCase() === given.toLowerCase() && wanted.length === given.length;
  const isBySigns = isCase || bare(wanted) === bare(given);
  const cut = (text: string) => (isBySigns ? [...text] : (text.match(parts) ?? []));
  const changes = diffArrays(cut(wanted), cut(given), { maxEditLength });
  const expected: ValuePiece[] = [];
  const got: ValuePiece[] = [];
  let shared = 0;
  if (!changes) return { expected, got, share: 0 };
  for (const [index, { added, removed, value }] of changes.entries()) {
    const text = value.join('');
    if (!added && !removed) {
      expected.push({ text, isMarked: false });
      got.push({ text, isMarked: false });
      shared += weight(text);
    } else if (removed) {
      const next = changes[index + 1];
      const refined = next?.added ? alikeWords(value, next.value) : null;
      expected.push(...(refined?.expected ?? [{ text, isMarked: true }]));
      got.push(...(refined?.got ?? (next?.added ? [marked(next.value)] : [])));
      shared += refined?.shared ?? 0;
    } else if (!changes[index - 1]?.removed) {
      got.push(marked(value));
    }
  }
  const most = Math.max(weight(wanted), weight(given));
  return { expected, got, share: isBySigns || most === 0 ? 1 : shared / most };
}

/** One word for one word: only what lies between what both begin and end with. */
function alikeWords(
  removed: readonly string[],
  added: readonly string[],
): { expected: ValuePiece[]; got: ValuePiece[]; shared: number } | null {
  const [before, ...more] = removed;
  const [after, ...others] = added;
  if (before === undefined || after === undefined || more.length + others.length > 0) return null;
  // Half a number is no part of it.
  if (!/^\p{L}/u.test(before) || !/^\p{L}/u.test(after)) return null;
  const shortest = Math.min(before.length, after.length);
  let start = 0;
  while (start < shortest && before[start] === after[start]) start++;
  let end = 0;
  while (end < shortest - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  const longest = Math.max(before.length, after.length);
  if (longest < 4 || (start + end) * 2 < longest) return null;
  const pieces = (word: string): ValuePiece[] =>
    [
      { text: word.slice(0, start), isMarked: false },
      { text: word.slice(start, word.length - end), isMarked: true },
      { text: word.slice(word.length - end), isMarked: false },
    ].filter(({ text }) => text !== '');
  return { expected: pieces(before), got: pieces(after), shared: start + end };
}

function marked(parted: readonly string[]): ValuePiece {
  return { text: parted.join(''), isMarked: true };
}

/** Blanks and quotes make no two texts alike. */
function weight(text: string): number {
  return text.replace(/[\s'"]/g, '').length;
}
