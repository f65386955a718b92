import { expect, test } from 'vitest';
import { firstDifference } from '../../../../src/app/attempts/first-difference.ts';

const program = 'def f(x):\n    return x + 1\n';

test.each([
  [
    program,
    'def f(x):\n    return x - 1\n',
    { line: 2, here: 'return x + 1', there: 'return x - 1' },
  ],
  [program, 'def f(x):', { line: 2, here: 'return x + 1', there: '' }],
  ['', program, { line: 1, here: '', there: 'def f(x):' }],
  [program, program.trimEnd(), null],
])('%j and %j', (here, there, difference) => {
  expect(firstDifference(here, there)).toEqual(difference);
});

test('a long line is shortened', () => {
  const { there } = firstDifference('', 'x'.repeat(100)) ?? {};
  expect(there).toBe(`${'x'.repeat(60)}…`);
});
