import { expect, test } from 'vitest';
import { diffLines, diffWords, type DiffPiece } from '../../../../src/ui/problem/text-diff.ts';

const sign = { same: '', removed: '-', added: '+' };
const told = (pieces: DiffPiece[]) => pieces.map(({ kind, text }) => sign[kind] + text);

test('words change as a whole', () => {
  const before = 'Write a function to find the item.';
  const after = 'Write a python function to find an item.';
  expect(told(diffWords(before, after))).toEqual([
    'Write a ',
    '+python ',
    'function to find ',
    '-the',
    '+an',
    ' item.',
  ]);
});

test('lines change as a whole', () => {
  expect(told(diffLines('a\nb\nc', 'a\nB\nc\n'))).toEqual(['a\n', '-b\nc', '+B\nc\n']);
});

test('either text comes back from its pieces, whatever the texts', () => {
  let seed = 7;
  const random = (below: number) => (seed = (seed * 48271) % 2147483647) % below;
  const textOf = () => Array.from({ length: random(30) }, () => 'abc '[random(4)]).join('');
  for (let round = 0; round < 500; round++) {
    const [before, after] = [textOf(), textOf()];
    const pieces = diffWords(before, after);
    const without = (kind: DiffPiece['kind']) =>
      pieces.flatMap((piece) => (piece.kind === kind ? [] : [piece.text])).join('');
    expect([without('added'), without('removed')]).toEqual([before, after]);
  }
});

test('texts with too little in common are told apart as a whole, and quickly', () => {
  const [before, after] = ['a '.repeat(2500), 'b,'.repeat(2500)];
  expect(diffWords(before, after)).toEqual([
    { kind: 'removed', text: before },
    { kind: 'added', text: after },
  ]);
});
