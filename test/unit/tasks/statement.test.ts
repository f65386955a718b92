import { expect, test } from 'vitest';
import { statementOf } from '../../../src/tasks/statement.ts';

const text = 'what is half of 5 ? n0 = 5.0 n1 = 31.1';

test('the numbers of a word problem have a line of their own', () => {
  const asks = { kind: 'calculation', answer: 2.5, numbers: [5, 31.1], formula: null } as const;
  expect(statementOf({ text, asks })).toBe('what is half of 5 ?\nn0 = 5.0 n1 = 31.1');
  expect(statementOf({ text })).toBe(text);
});
