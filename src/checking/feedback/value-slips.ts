/**
 * The usual slip behind a wrong value: two values, as Python prints them, that are the same but for
 * one kind of thing. Says nothing where more than that differs.
 */

import { type PrintedItems, type PrintedValue, readPrinted, unquoted } from './printed-value.ts';

/**
 * - `nothing-returned`: the function returned None where something else was expected.
 * - `text-or-value`: one is the text of the other.
 * - `list-or-tuple`: the same items in the other kind of brackets.
 * - `set-or-sequence`: the same members, in a set here and in a list or tuple there.
 * - `wrapped`, `unwrapped`: the right value as the only item of a container, and the reverse.
 * - `not-joined`, `not-split`: the parts of the text that was expected, and the reverse.
 * - `pairs-or-dict`: the same keys and values, as pairs here and as a dictionary there.
 * - `rounding`: numbers, not two whole ones, that differ in their last digits.
 * - `rounded-off`: one is the other rounded to fewer digits.
 * - `sign`: numbers that differ in their sign alone.
 * - `letter-case`, `blanks`: texts that differ in nothing else.
 * - `reversed`, `order`: the same items in another order.
 * - `duplicates`: the same items, some more often than they should be, or less.
 * - `first-missing`, `last-missing`, `first-extra`, `last-extra`: one item at an end, of a list or
 *   tuple: characters of a text come from no loop or slice as often as not.
 */
export const valueSlips = [
  ...(['nothing-returned', 'text-or-value', 'list-or-tuple', 'set-or-sequence'] as const),
  ...(['wrapped', 'unwrapped', 'not-joined', 'not-split', 'pairs-or-dict'] as const),
  ...(['rounding', 'rounded-off', 'sign', 'letter-case', 'blanks'] as const),
  ...(['reversed', 'order', 'duplicates'] as const),
  ...(['first-missing', 'last-missing', 'first-extra', 'last-extra'] as const),
] as const;

export type ValueSlip = (typeof valueSlips)[number];

/** Null where none shows, or the two print alike. */
export function slipBetween(expected: string, got: string): ValueSlip | null {
  if (expected === got) return null;
  if (got === 'None') return 'nothing-returned';
  const [wanted, given] = [readPrinted(expected), readPrinted(got)];
  if (!wanted || !given) return null;
  return slipOf(wanted, given) ?? wrapping(wanted, given);
}

/** Of two that print differently. */
function slipOf(wanted: PrintedValue, given: PrintedValue): ValueSlip | null {
  if (wanted.kind === 'text' && given.kind === 'text') {
    return textSlip(unquoted(wanted), unquoted(given));
  }
  if (wanted.kind === 'text') return textOrParts(unquoted(wanted), given, 'not-joined');
  if (given.kind === 'text') return textOrParts(unquoted(given), wanted, 'not-split');
  if (wanted.kind === 'atom' || given.kind === 'atom') return numberSlip(wanted.text, given.text);
  if (wanted.kind === 'dict' || given.kind === 'dict') return dictSlip(wanted, given);
  if (wanted.kind !== given.kind) return otherBrackets(wanted, given);
  return wanted.kind === 'set'
    ? pairedSlip(sorted(wanted.items), sorted(given.items))
    : itemsSlip(wanted.items, given.items);
}

function textSlip(wanted: string, given: string): ValueSlip | null {
  if (wanted.toLowerCase() === given.toLowerCase()) return 'letter-case';
  if (withoutBlanks(wanted) === withoutBlanks(given)) return 'blanks';
  return isReversed([...wanted], [...given]) ? 'reversed' : null;
}

/** The text of a value, or the parts that make it up. */
function textOrParts(
  text: string,
  other: PrintedValue,
  parted: 'not-joined' | 'not-split',
): ValueSlip | null {
  if (text === other.text) return 'text-or-value';
  if (other.kind !== 'list' && other.kind !== 'tuple') return null;
  const parts = other.items.map((each) => (each.kind === 'text' ? unquoted(each) : null));
  if (parts.length < 2 || parts.includes(null)) return null;
  return ['', ' ', ', ', ','].some((between) => parts.join(between) === text) ? parted : null;
}

function numberSlip(wanted: string, given: string): ValueSlip | null {
  if (!isNumber(wanted) || !isNumber(given)) return null;
  if (wanted === `-${given}` || given === `-${wanted}`) return 'sign';
  if (areClose(wanted, given)) return 'rounding';
  return isRoundedTo(wanted, given) || isRoundedTo(given, wanted) ? 'rounded-off' : null;
}

function dictSlip(wanted: PrintedValue, given: PrintedValue): ValueSlip | null {
  const [ours, theirs] = [pairsOf(wanted), pairsOf(given)];
  if (!ours || !theirs || ours.size !== theirs.size || ours.size === 0) return null;
  const keys = [...ours.keys()];
  if (!keys.every((key) => theirs.has(key))) return null;
  const values = (pairs: ReadonlyMap<string, PrintedValue>) =>
    keys.flatMap((key) => pairs.get(key) ?? []);
  if (wanted.kind === given.kind) return pairedSlip(values(ours), values(theirs));
  return isSameAll(values(ours), values(theirs)) ? 'pairs-or-dict' : null;
}

/** By the text of the key; null of what is neither a dictionary nor a list of pairs. */
function pairsOf(value: PrintedValue): ReadonlyMap<string, PrintedValue> | null {
  if (value.kind === 'dict') {
    return new Map(value.entries.map(({ key, value: kept }) => [key.text, kept] as const));
  }
  if (value.kind !== 'list' && value.kind !== 'tuple') return null;
  const pairs = new Map<string, PrintedValue>();
  for (const item of value.items) {
    if (item.kind !== 'list' && item.kind !== 'tuple') return null;
    const [key, kept, ...rest] = item.items;
    // A dictionary would have lost one of two with the same key.
    if (!key || !kept || rest.length > 0 || pairs.has(key.text)) return null;
    pairs.set(key.text, kept);
  }
  return pairs;
}

function otherBrackets(wanted: PrintedItems, given: PrintedItems): ValueSlip | null {
  if (wanted.kind !== 'set' && given.kind !== 'set') {
    return isSameAll(wanted.items, given.items) ? 'list-or-tuple' : null;
  }
  return isSameAll(sorted(wanted.items), sorted(given.items)) ? 'set-or-sequence' : null;
}

function itemsSlip(
  wanted: readonly PrintedValue[],
  given: readonly PrintedValue[],
): ValueSlip | null {
  const texts = (items: readonly PrintedValue[]) => items.map(({ text }) => text);
  return orderOrEnds(texts(wanted), texts(given)) ?? pairedSlip(wanted, given);
}

function orderOrEnds(wanted: readonly string[], given: readonly string[]): ValueSlip | null {
  if (isReversed(wanted, given)) return 'reversed';
  if (areEqual(wanted.toSorted(), given.toSorted())) return 'order';
  if (wanted.length === given.length) return null;
  if (given.length >= leastInCommon && given.length + 1 === wanted.length) {
    const end = endOf(wanted, given);
    if (end) return `${end}-missing`;
  }
  if (wanted.length >= leastInCommon && wanted.length + 1 === given.length) {
    const end = endOf(given, wanted);
    if (end) return `${end}-extra`;
  }
  const members = (some: readonly string[]) => [...new Set(some)].sort();
  return wanted.length >= 2 && areEqual(members(wanted), members(given)) ? 'duplicates' : null;
}

/** With fewer items in common, one more or less is no slip. */
const leastInCommon = 2;

/** Where the longer one has its one item more; null where that cannot be told. */
function endOf(longer: readonly string[], shorter: readonly string[]): 'first' | 'last' | null {
  const isFirst = areEqual(longer.slice(1), shorter);
  const isLast = areEqual(longer.slice(0, -1), shorter);
  if (isFirst === isLast) return null;
  return isFirst ? 'first' : 'last';
}

function isReversed(wanted: readonly string[], given: readonly string[]): boolean {
  return wanted.length >= 3 && areEqual(wanted, given.toReversed());
}

function areEqual(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((each, at) => each === others[at]);
}

/** One and the same slip wherever the two differ. */
function pairedSlip(
  wanted: readonly PrintedValue[],
  given: readonly PrintedValue[],
): ValueSlip | null {
  if (wanted.length !== given.length) return null;
  const slips = new Set<ValueSlip | null>();
  wanted.forEach((each, at) => {
    const other = given[at];
    if (other && other.text !== each.text) slips.add(slipOf(each, other));
  });
  const [only = null, ...others] = slips;
  return others.length === 0 ? only : null;
}

function wrapping(wanted: PrintedValue, given: PrintedValue): ValueSlip | null {
  if ('items' in given && given.items.length === 1 && given.items[0]?.text === wanted.text) {
    return 'wrapped';
  }
  if ('items' in wanted && wanted.items.length === 1 && wanted.items[0]?.text === given.text) {
    return 'unwrapped';
  }
  return null;
}

function isSameAll(wanted: readonly PrintedValue[], given: readonly PrintedValue[]): boolean {
  return (
    wanted.length === given.length && wanted.every((each, at) => each.text === given[at]?.text)
  );
}

function sorted(items: readonly PrintedValue[]): PrintedValue[] {
  return items.toSorted((left, right) => (left.text < right.text ? -1 : 1));
}

function isNumber(text: string): boolean {
  return /^-?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?$/.test(text);
}

function areClose(wanted: string, given: string): boolean {
  if (isWhole(wanted) && isWhole(given)) return false;
  const [first, second] = [Number(wanted), Number(given)];
  const scale = Math.max(Math.abs(first), Math.abs(second));
  return Number.isFinite(scale) && Math.abs(first - second) <= scale * 1e-9;
}

/** By the digits after the point: with a single one, too many other numbers would be near enough. */
function isRoundedTo(long: string, short: string): boolean {
  const digits = /^-?\d+\.(\d+)$/.exec(short)?.[1];
  const all = /^-?\d+\.(\d+)$/.exec(long)?.[1];
  if (!digits || !all || digits.length < 2 || digits.length >= all.length) return false;
  return Math.abs(Number(long) - Number(short)) <= 0.5000001 * 10 ** -digits.length;
}

function isWhole(text: string): boolean {
  return /^-?\d+$/.test(text);
}

function withoutBlanks(text: string): string {
  return text.replace(/\s|\\[nt]/g, '');
}
