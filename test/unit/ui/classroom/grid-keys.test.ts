/** Where the keys lead in the grid of a class. */
import { expect, test } from 'vitest';
import { placeAfter } from '../../../../src/ui/classroom/work/grid-keys.ts';

const size = { rows: 20, columns: 5, on: 1 } as const;
const plain = { altKey: false, ctrlKey: false, metaKey: false };
const key = (name: string, ctrlKey = false) => ({ ...plain, key: name, ctrlKey });
const at = { row: 10, column: 2 };

test.each([
  ['ArrowDown', { row: 11, column: 2 }],
  ['ArrowUp', { row: 9, column: 2 }],
  ['ArrowRight', { row: 10, column: 3 }],
  ['ArrowLeft', { row: 10, column: 1 }],
  ['PageDown', { row: 18, column: 2 }],
  ['PageUp', { row: 2, column: 2 }],
  ['Home', { row: 10, column: 0 }],
  ['End', { row: 10, column: 4 }],
])('%s', (name, to) => {
  expect(placeAfter(key(name), at, size)).toEqual(to);
});

test('with Control, Home and End go to the corners', () => {
  expect(placeAfter(key('Home', true), at, size)).toEqual({ row: 0, column: 0 });
  expect(placeAfter(key('End', true), at, size)).toEqual({ row: 19, column: 4 });
});

test('nothing leads out of the grid, and other keys mean nothing', () => {
  expect(placeAfter(key('ArrowLeft'), { row: 0, column: 0 }, size)).toEqual({ row: 0, column: 0 });
  expect(placeAfter(key('PageDown'), at, size)?.row).toBe(18);
  expect(placeAfter(key('PageDown'), { row: 18, column: 2 }, size)?.row).toBe(19);
  expect(placeAfter(key('a'), at, size)).toBeNull();
});

test('where words run from right to left, the arrow to the left leads on', () => {
  expect(placeAfter(key('ArrowLeft'), at, { ...size, on: -1 })).toEqual({ row: 10, column: 3 });
});

test('what takes a browser back, and other keys of its own, are left to it', () => {
  for (const held of ['altKey', 'ctrlKey', 'metaKey'] as const) {
    expect(placeAfter({ ...key('ArrowLeft'), [held]: true }, at, size)).toBeNull();
  }
});
