/**
 * What two values differ in, each as it is printed: lists by their items, dictionaries by their keys,
 * sets by their members, texts by their words. Values with little in common are left whole.
 */

import { diffArrays } from 'diff/lib/diff/array.js';
import {
  type PrintedDict,
  type PrintedItems,
  type PrintedText,
  type PrintedValue,
  readPrinted,
} from '../../checking/feedback/printed-value.ts';
import { slipBetween } from '../../checking/feedback/value-slips.ts';
import { diffTexts } from './words-in-values.ts';

export interface ValuePiece {
  readonly text: string;
  readonly isMarked: boolean;
}

export interface ValueDiff {
  readonly expected: readonly ValuePiece[];
  readonly got: readonly ValuePiece[];
}

/** `share`: how much of the larger one both have, from 0 to 1. */
export interface SharedDiff extends ValueDiff {
  readonly share: number;
}

/** Of containers, and of texts: with less in common, marks would be splinters. */
const leastShare = 1 / 3;
const leastShareOfText = 1 / 2;
const maxEditLength = 400;

export function diffValues(expected: string, got: string): ValueDiff {
  const [wanted, given] = [readPrinted(expected), readPrinted(got)];
  const found = wanted && given ? diffOf(wanted, given) : diffTexts(expected, got);
  const least = wanted && wanted.kind !== 'text' ? leastShare : leastShareOfText;
  return found.share >= least
    ? { expected: joined(found.expected), got: joined(found.got) }
    : { expected: plain(expected), got: plain(got) };
}

function diffOf(wanted: PrintedValue, given: PrintedValue): SharedDiff {
  if (wanted.text === given.text) return same(wanted.text);
  if (wanted.kind === 'text' && given.kind === 'text') return diffOfTexts(wanted, given);
  if (wanted.kind === 'dict' && given.kind === 'dict') return diffOfDicts(wanted, given);
  if ('items' in wanted && 'items' in given) {
    const isUnordered = wanted.kind === 'set' || given.kind === 'set';
    return isUnordered ? diffOfMembers(wanted, given) : diffOfItems(wanted, given);
  }
  return isRounded(wanted, given) ? lastDigits(wanted.text, given.text) : different(wanted, given);
}

function diffOfTexts(wanted: PrintedText, given: PrintedText): SharedDiff {
  const found = diffTexts(wanted.text, given.text);
  return found.share >= leastShareOfText ? found : different(wanted, given);
}

function diffOfItems(wanted: PrintedItems, given: PrintedItems): SharedDiff {
  const sides = new Sides(wanted.open, given.open);
  const changes = diffArrays(
    wanted.items.map(({ text }) => text),
    given.items.map(({ text }) => text),
    { maxEditLength },
  );
  if (!changes) return different(wanted, given);
  let [shared, at, other] = [0, 0, 0];
  for (const [index, { added, removed, value }] of changes.entries()) {
    const { length } = value;
    if (removed) {
      const next = changes[index + 1];
      // As many for as many: each stands for the one in its place.
      const isPaired = next?.added === true && next.value.length === length;
      for (let step = 0; isPaired && step < length; step++) {
        shared += sides.pair(wanted.items[at + step], given.items[other + step]);
      }
      if (!isPaired) sides.addExpected(wanted.items.slice(at, at + length));
      else other += length;
      at += length;
    } else if (added) {
      const before = changes[index - 1];
      if (before?.removed === true && before.value.length === length) continue;
      sides.addGot(given.items.slice(other, other + length));
      other += length;
    } else {
      for (const text of value) sides.addSame(text);
      shared += length;
      at += length;
      other += length;
    }
  }
  return sides.closed(wanted.close, given.close, shared, [wanted.items.length, given.items.length]);
}

function diffOfMembers(wanted: PrintedItems, given: PrintedItems): SharedDiff {
  const sides = new Sides(wanted.open, given.open);
  const [ours, theirs] = [wanted, given].map(
    ({ items }) => new Set(items.map(({ text }) => text)),
  ) as [Set<string>, Set<string>];
  for (const item of wanted.items) sides.addExpected([item], !theirs.has(item.text));
  for (const item of given.items) sides.addGot([item], !ours.has(item.text));
  const shared = [...ours].filter((text) => theirs.has(text)).length;
  return sides.closed(wanted.close, given.close, shared, [wanted.items.length, given.items.length]);
}

/** Each in its own order. */
function diffOfDicts(wanted: PrintedDict, given: PrintedDict): SharedDiff {
  const sides = new Sides('{', '{');
  const theirs = new Map(given.entries.map(({ key, value }) => [key.text, value] as const));
  // Each key once: twice at every depth would never come to an end.
  const found = new Map<string, SharedDiff>();
  for (const { key, value } of wanted.entries) {
    const other = theirs.get(key.text);
    if (other) found.set(key.text, diffOf(value, other));
    sides.expected.add(key.text, found.get(key.text)?.expected ?? null, value.text);
  }
  for (const { key, value } of given.entries) {
    sides.got.add(key.text, found.get(key.text)?.got ?? null, value.text);
  }
  const shared = [...found.values()].reduce((sum, { share }) => sum + share, 0);
  // A key in both is half of what an entry is.
  const keys = found.size;
  return sides.closed('}', '}', (shared + keys) / 2, [wanted.entries.length, given.entries.length]);
}

/** The pieces of one container, with what stands between its items. */
class Side {
  readonly pieces: ValuePiece[] = [];
  #isFirst = true;

  part(...pieces: readonly ValuePiece[]): void {
    if (!this.#isFirst) this.pieces.push({ text: ', ', isMarked: false });
    this.#isFirst = false;
    this.pieces.push(...pieces);
  }

  /** An entry: all of it is marked where the other side lacks the key. */
  add(key: string, value: readonly ValuePiece[] | null, whole: string): void {
    if (value) this.part({ text: `${key}: `, isMarked: false }, ...value);
    else this.part({ text: `${key}: ${whole}`, isMarked: true });
  }
}

class Sides {
  readonly expected = new Side();
  readonly got = new Side();
  readonly #isOtherKind: boolean;

  constructor(open: string, otherOpen: string) {
    this.#isOtherKind = open !== otherOpen;
    this.expected.pieces.push({ text: open, isMarked: this.#isOtherKind });
    this.got.pieces.push({ text: otherOpen, isMarked: this.#isOtherKind });
  }

  addSame(text: string): void {
    this.expected.part({ text, isMarked: false });
    this.got.part({ text, isMarked: false });
  }

  addExpected(items: readonly PrintedValue[], isMarked = true): void {
    for (const { text } of items) this.expected.part({ text, isMarked });
  }

  addGot(items: readonly PrintedValue[], isMarked = true): void {
    for (const { text } of items) this.got.part({ text, isMarked });
  }

  /** How much the two items have in common. */
  pair(wanted: PrintedValue | undefined, given: PrintedValue | undefined): number {
    if (!wanted || !given) return 0;
    const found = diffOf(wanted, given);
    this.expected.part(...found.expected);
    this.got.part(...found.got);
    return found.share;
  }

  closed(
    close: string,
    otherClose: string,
    shared: number,
    lengths: readonly [number, number],
  ): SharedDiff {
    this.expected.pieces.push({ text: close, isMarked: this.#isOtherKind });
    this.got.pieces.push({ text: otherClose, isMarked: this.#isOtherKind });
    const most = Math.max(...lengths);
    const share = most === 0 ? 1 : shared / most;
    return { expected: this.expected.pieces, got: this.got.pieces, share };
  }
}

function isRounded(wanted: PrintedValue, given: PrintedValue): boolean {
  const slip = slipBetween(wanted.text, given.text);
  return slip === 'rounding' || slip === 'rounded-off';
}

function lastDigits(wanted: string, given: string): SharedDiff {
  let at = 0;
  while (at < wanted.length && wanted[at] === given[at]) at++;
  const parted = (text: string) =>
    [
      { text: text.slice(0, at), isMarked: false },
      { text: text.slice(at), isMarked: true },
    ].filter((piece) => piece.text !== '');
  return { expected: parted(wanted), got: parted(given), share: 1 };
}

function different(wanted: PrintedValue, given: PrintedValue): SharedDiff {
  const marked = (text: string) => [{ text, isMarked: true }];
  return { expected: marked(wanted.text), got: marked(given.text), share: 0 };
}

function same(text: string): SharedDiff {
  return { expected: plain(text), got: plain(text), share: 1 };
}

function plain(text: string): ValuePiece[] {
  return [{ text, isMarked: false }];
}

/** Neighbours of one kind as one piece. */
function joined(pieces: readonly ValuePiece[]): ValuePiece[] {
  const all: ValuePiece[] = [];
  for (const piece of pieces) {
    const last = all.at(-1);
    if (last?.isMarked === piece.isMarked) {
      all[all.length - 1] = { ...piece, text: last.text + piece.text };
    } else if (piece.text !== '') {
      all.push(piece);
    }
  }
  return all;
}
