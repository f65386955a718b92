/** Usual slips between two values: named where they are all that differs, and nowhere else. */
import { expect, test } from 'vitest';
import { readPrinted } from '../../../../src/checking/feedback/printed-value.ts';
import { slipBetween } from '../../../../src/checking/feedback/value-slips.ts';

test.for([
  ['3', 'None', 'nothing-returned'],
  ['3', "'3'", 'text-or-value'],
  ["'[1, 2]'", '[1, 2]', 'text-or-value'],
  ["['1', '2']", '[1, 2]', 'text-or-value'],
  ["{'a': 1}", "{'a': '1'}", 'text-or-value'],
  ['(1, 2)', '[1, 2]', 'list-or-tuple'],
  ['(1,)', '[1]', 'list-or-tuple'],
  ['[(1, 2), (3, 4)]', '[[1, 2], [3, 4]]', 'list-or-tuple'],
  ['[1, 2]', '{2, 1}', 'set-or-sequence'],
  ['{1, 2}', '(2, 1)', 'set-or-sequence'],
  ['{(1, 2)}', '{(2, 1)}', 'order'],
  ['3', '[3]', 'wrapped'],
  ['[1, 2]', '([1, 2],)', 'wrapped'],
  ['[(1, 2)]', '(1, 2)', 'unwrapped'],
  ["'abc'", "['a', 'b', 'c']", 'not-joined'],
  ["'a b'", "['a', 'b']", 'not-joined'],
  ["['a', 'b']", "'ab'", 'not-split'],
  ["[('a', 1)]", "{'a': 1}", 'pairs-or-dict'],
  ['0.3', '0.30000000000000004', 'rounding'],
  ['[0.3, 1]', '[0.30000000000000004, 1]', 'rounding'],
  ['1000000.0', '1000000.0000001', 'rounding'],
  ['3.14', '3.14159', 'rounded-off'],
  ['3.14159', '3.14', 'rounded-off'],
  ["{'a': 2.25}", "{'a': 2.254}", 'rounded-off'],
  ['-4', '4', 'sign'],
  ["'Abc'", "'abc'", 'letter-case'],
  ["'a b'", "'ab '", 'blanks'],
  ["'a\\n'", "'a'", 'blanks'],
  ["['a', 'b c']", "['a ', 'bc']", 'blanks'],
  ['[1, 2, 3]', '[3, 1, 2]', 'order'],
  ["[(1, 'a, b'), 2]", "[2, (1, 'a, b')]", 'order'],
  ['[1, 2, 3]', '[3, 2, 1]', 'reversed'],
  ["'abc'", "'cba'", 'reversed'],
  ['[1, 2, 2]', '[1, 2]', 'last-missing'],
  ['[1, 1, 2, 2]', '[1, 2]', 'duplicates'],
  ['[1, 2, 3]', '[2, 3]', 'first-missing'],
  ['[1, 2, 3]', '[1, 2, 3, 4]', 'last-extra'],
  ['[1, 2, 3]', '[0, 1, 2, 3]', 'first-extra'],
  ['[5, 5, 5]', '[5, 5]', 'duplicates'],
] as const)('expected %s, got %s: %s', ([expected, got, slip]) => {
  expect(slipBetween(expected, got)).toBe(slip);
});

test.for([
  ['3', '4'],
  ['3', '3'],
  ['1000000', '1000001'],
  ['[1, 2]', '[1, 3]'],
  ['[1]', '[]'],
  ['[]', '[3]'],
  ["'ab'", "'ba'"],
  ['3.0', '3.04'],
  ['3', '3.2'],
  ['1000000.0', '1000001.0'],
  ['2.5', '2.46'],
  ["'abcd'", "'abc'"],
  ["'Found a match!'", "'Found a match'"],
  ['[True, True, False]', '[True, False, False]'],
  ['[1, 1, 2]', '[1, 2, 2]'],
  ["[('a', 1), ('a', 2)]", "{'a': 2}"],
  ["['1', 2]", '[1, 3]'],
  ["['A', 1.0]", "['a', 1.00000000001]"],
  ["{'a': 1}", "{'b': 1}"],
  ['True', '[False]'],
  ['[[1, 2], [3, 4]]', '[[2, 1], [3, 5]]'],
  ['< 3', '4'],
  ['[1, 2, 3…', '[1, 2, 4…'],
] as const)('expected %s, got %s: no slip', ([expected, got]) => {
  expect(slipBetween(expected, got)).toBe(null);
});

test.for([
  ['[1, (2,), {3: [4]}, set(), {5}, frozenset({6}), (1+2j)]', 'list'],
  [`("it's", 'a\\'b', b'c', "x, [")`, 'tuple'],
  ["Decimal('1.5')", 'atom'],
  ["[datetime.date(2020, 1, 1), Counter({'a': 2})]", 'list'],
  ['-1e-07', 'atom'],
  ['()', 'tuple'],
] as const)('%s is read as a %s, and has all of its text', ([printed, kind]) => {
  expect(readPrinted(printed)).toMatchObject({ kind, text: printed });
});

test.for(['', '[1', '1, 2', '[1, 2, …', '<function f>', '{1: }', '('.repeat(500)])(
  '%s is no value',
  (printed) => expect(readPrinted(printed)).toBe(null),
);
