import { expect, test } from 'vitest';
import { titleOf } from '../../../src/tasks/title.ts';

test.for([
  ['Write a function to find the sum.', 'Find the sum.'],
  ['Write a python function to find the sum.', 'Find the sum.'],
  ['Write a function that returns the sum.', 'Returns the sum.'],
  ['write a function which sums', 'Sums'],
  [
    'A robot walks. Write a function that follows it.',
    'A robot walks. Write a function that follows it.',
  ],
  ['', ''],
] as const)('"%s" is listed as "%s"', ([text, title]) => {
  expect(titleOf({ text })).toBe(title);
});
