/** What is marked of two values: items, members, entries and words, and nothing where little is shared. */
import { expect, test } from 'vitest';
import { diffValues, type ValuePiece } from '../../../../src/ui/problem/value-diff.ts';

const told = (pieces: readonly ValuePiece[]) =>
  pieces.map(({ text, isMarked }) => (isMarked ? `‹${text}›` : text)).join('');

test.for([
  ['[1, 2, 3]', '[1, 3]', '[1, ‹2›, 3]', '[1, 3]'],
  ['[1, 12, 3]', '[1, 13, 3]', '[1, ‹12›, 3]', '[1, ‹13›, 3]'],
  ['[1, 2]', '(1, 2)', '‹[›1, 2‹]›', '‹(›1, 2‹)›'],
  ['[[1, 2], [3, 4]]', '[[1, 2], [3, 5]]', '[[1, 2], [3, ‹4›]]', '[[1, 2], [3, ‹5›]]'],
  ["{'a': 1, 'b': 2}", "{'b': 3, 'a': 1}", "{'a': 1, 'b': ‹2›}", "{'b': ‹3›, 'a': 1}"],
  ["{'a': 1, 'b': 2}", "{'a': 1}", "{'a': 1, ‹'b': 2›}", "{'a': 1}"],
  ['{1, 2, 3}', '{3, 2, 4}', '{‹1›, 2, 3}', '{3, 2, ‹4›}'],
  ["'the cat sat'", "'the dog sat'", "'the ‹cat› sat'", "'the ‹dog› sat'"],
  ["'python'", "'Python'", "'‹p›ython'", "'‹P›ython'"],
  ["'a b'", "'ab '", "'a‹ ›b'", "'ab‹ ›'"],
  ["'matching'", "'matchings'", "'matching'", "'matching‹s›'"],
  ["['one two', 'x']", "['one too', 'x']", "['one ‹two›', 'x']", "['one ‹too›', 'x']"],
  ['0.3', '0.30000000000000004', '0.3', '0.3‹0000000000000004›'],
  ["(True, 'Yes', 3)", "(True, 'No', 3)", "(True, ‹'Yes'›, 3)", "(True, ‹'No'›, 3)"],
  ['[1, 2]', '[1, 2]', '[1, 2]', '[1, 2]'],
] as const)('expected %s, got %s', ([expected, got, marked, other]) => {
  const found = diffValues(expected, got);
  expect([told(found.expected), told(found.got)]).toEqual([marked, other]);
});

test.for([
  ['3', '4'],
  ['127', '128'],
  ["'abc'", "'xyz'"],
  ["'Found a match!'", "'Not matched!'"],
  ['[1, 2, 3, 4]', '[5, 6, 7]'],
  ["['the', 'cat']", "['some', 'other', 'words']"],
  ['[1]', 'None'],
  ["'hello'", '5'],
  ['< 3', '7'],
] as const)('%s and %s have little in common, and are left whole', ([expected, got]) => {
  expect(diffValues(expected, got)).toEqual({
    expected: [{ text: expected, isMarked: false }],
    got: [{ text: got, isMarked: false }],
  });
});

test('dictionaries in dictionaries are compared once at each depth', () => {
  const nested = (inner: string) => `${"{'a': ".repeat(60)}${inner}${'}'.repeat(60)}`;
  const found = diffValues(nested('1'), nested('2'));
  expect(found.got.map(({ text }) => text).join('')).toBe(nested('2'));
});

test('values that are shown shortened are compared by their words', () => {
  const [expected, got] = ["['one', 'two', 'three…", "['one', 'too', 'three…"];
  const found = diffValues(expected, got);
  expect(told(found.got)).toBe("['one', '‹too›', 'three…");
});

test('either value comes back from its pieces, whatever the values', () => {
  let seed = 7;
  const random = (below: number) => (seed = (seed * 48271) % 2147483647) % below;
  const some = (of: () => string) => Array.from({ length: random(4) }, of);
  const valueOf = (depth: number): string => {
    const inner = () => valueOf(depth - 1);
    switch (depth > 0 ? random(7) : random(3)) {
      case 0:
        return String(random(9));
      case 1:
        return `'${some(() => ['a', 'b c', ' ', "\\'"][random(4)] ?? '').join('')}'`;
      case 2:
        return ['True', 'None', '1.5'][random(3)] ?? '';
      case 3:
        return `[${some(inner).join(', ')}]`;
      case 4:
        return `(${inner()}, ${inner()})`;
      case 5:
        return `{${['1', ...some(inner)].join(', ')}}`;
      default:
        return `{${[...new Set(some(() => String(random(4))))].map((key) => `${key}: ${inner()}`).join(', ')}}`;
    }
  };
  for (let round = 0; round < 2000; round++) {
    const [expected, got] = [valueOf(3), valueOf(3)];
    const found = diffValues(expected, got);
    const whole = (pieces: readonly ValuePiece[]) => pieces.map(({ text }) => text).join('');
    expect([whole(found.expected), whole(found.got)]).toEqual([expected, got]);
  }
});
