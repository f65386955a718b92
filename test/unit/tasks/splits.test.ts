import { expect, test } from 'vitest';
import { splitOf } from '../../../src/tasks/task-sets.ts';

test.for([
  ['1', 'prompt'],
  ['10', 'prompt'],
  ['11', 'test'],
  ['510', 'test'],
  ['511', 'validation'],
  ['600', 'validation'],
  ['601', 'train'],
  ['974', 'train'],
  ['0', null],
  ['975', null],
  ['x', null],
] as const)('MBPP task %s is in split %s', ([id, split]) => {
  expect(splitOf({ source: 'mbpp', id })).toBe(split);
  expect(splitOf({ source: 'mbpp-sanitized', id })).toBe(split);
});

test('other sources have no splits', () => {
  expect(splitOf({ source: 'starter', id: '1' })).toBeNull();
  expect(splitOf({ source: 'own-file', id: '1' })).toBeNull();
});
