import { expect, test } from 'vitest';
import { rowsInView, scrollTopFor } from '../../../../src/ui/pieces/list-window.ts';

const view = { count: 974, rowHeight: 50, scrollTop: 1000, height: 500 };

test('the rows in view and a few around them are on the page', () => {
  expect(rowsInView(view)).toEqual({ first: 12, end: 38 });
});

test('at either end there are no rows beyond', () => {
  expect(rowsInView({ ...view, scrollTop: 0 })).toEqual({ first: 0, end: 18 });
  expect(rowsInView({ ...view, scrollTop: 48_200 })).toEqual({ first: 956, end: 974 });
});

test('a list that became short shows what there is', () => {
  expect(rowsInView({ ...view, count: 3 })).toEqual({ first: 3, end: 3 });
  expect(rowsInView({ ...view, count: 3, scrollTop: 0 })).toEqual({ first: 0, end: 3 });
});

test.for([
  [25, 1000],
  [3, 150],
  [40, 1550],
] as const)('row %d comes into view at %d', ([row, top]) => {
  expect(scrollTopFor(row, view)).toBe(top);
});
