/** The keys of the projector view, and the size of its type. */
import { expect, test } from 'vitest';
import { largestFitting } from '../../../../src/app/classroom/fitting-size.ts';
import { nextMarked, projectorCommand } from '../../../../src/app/classroom/projector-steps.ts';

test('the largest size that fits is found, whichever it is', () => {
  for (let largest = 20; largest <= 54; largest++) {
    expect(largestFitting(19.98, 54, (size) => size <= largest)).toBe(largest);
  }
});

test('what fits at the largest size is tried once, and what fits nowhere has the least', () => {
  const tried: number[] = [];
  expect(largestFitting(20, 54.9, (size) => tried.push(size) > 0)).toBe(54);
  expect(tried).toEqual([54]);
  expect(largestFitting(20, 54, () => false)).toBe(20);
  expect(largestFitting(20.5, 20.6, () => false)).toBe(21);
});

const arrows = ['ArrowRight', 'ArrowLeft', 'ArrowDown', 'ArrowUp'];
const others = ['PageDown', 'PageUp', 'Escape'];

test('arrows and a clicker go through the steps, and other keys are let through', () => {
  expect(arrows.map((key) => projectorCommand(key, 'view'))).toEqual([
    ...['next', 'previous', 'line-down', 'line-up'],
  ]);
  expect(others.map((key) => projectorCommand(key, 'view'))).toEqual([
    ...['next', 'previous', 'leave'],
  ]);
  expect(projectorCommand('g', 'view')).toBe(null);
});

test('what the arrows move keeps them, and a clicker goes on', () => {
  expect(arrows.map((key) => projectorCommand(key, 'arrows'))).toEqual([null, null, null, null]);
  expect(others.map((key) => projectorCommand(key, 'arrows'))).toEqual([
    ...['next', 'previous', 'leave'],
  ]);
});

test('a text that is typed in keeps all keys but the one that leaves it', () => {
  expect([...arrows, ...others].map((key) => projectorCommand(key, 'text'))).toEqual([
    ...[null, null, null, null, null, null, 'leave'],
  ]);
});

test('the marked line stays within the program', () => {
  expect([nextMarked(null, 1, 3), nextMarked(null, -1, 3), nextMarked(null, 1, 0)]).toEqual([
    ...[1, 3, null],
  ]);
  expect([nextMarked(1, -1, 3), nextMarked(1, 1, 3), nextMarked(3, 1, 3)]).toEqual([1, 2, 3]);
  expect(nextMarked(9, 1, 3)).toBe(3);
});
