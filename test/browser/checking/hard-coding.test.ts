/** Programs that answer their asserts by the asserts' own constants, and programs that do not. */

import { afterAll, describe, expect, test } from 'vitest';
import { createChecker } from '../../../src/checking/create-checker.ts';
import { lookForHardCoding } from '../../../src/checking/hard-coding.ts';
import { taskOf } from '../../support/tasks.ts';

const checker = createChecker({ size: 1 });
afterAll(() => checker.close());

/** Whether a number is of the form n times 2 to the n, less 1: 1, 7, 23, 63, 159, 383. */
const numbers = taskOf(
  ['assert is_such(383) == True', 'assert is_such(254) == False', 'assert is_such(200) == False'],
  {
    challengeTests: ['assert is_such(159) == True'],
    referenceCode:
      'def is_such(x):\n    return any(n * 2 ** n - 1 == x for n in range(1, x.bit_length() + 2))\n',
  },
);

const look = (program: string, task = numbers, functionName = 'is_such') =>
  lookForHardCoding(checker, { task, functionName, program });

describe('a program that is hard-coded', () => {
  test('by a comparison with an input passes its asserts and is exposed', async () => {
    const program = 'def is_such(x):\n    return x == 383\n';
    const { status, tests } = await checker.check({ task: numbers, program });
    expect(status).toBe('passed');
    expect(tests.at(-1)).toMatchObject({ group: 'challenge', outcome: 'failed-assertion' });
    expect(await look(program)).toMatchObject({
      ...{ kind: 'hard-coded', constants: ['383'] },
      wrong: [
        { call: 'is_such(1)', expected: 'True' },
        { call: 'is_such(7)', expected: 'True' },
      ],
    });
  });

  test('by a table of whole answers is found by the table’s values', async () => {
    const task = taskOf(['assert f([1, 2]) == [2, 4]', 'assert f([3]) == [6]'], {
      referenceCode: 'def f(xs):\n    return [2 * x for x in xs]\n',
    });
    const program = 'def f(xs):\n    return [2, 4] if len(xs) == 2 else [6]\n';
    const found = await look(program, task, 'f');
    expect(found).toMatchObject({ kind: 'hard-coded', constants: ['[2, 4]', '[6]'] });
  });
});

test('the reference is right on all other inputs, also with a constant of the asserts', async () => {
  expect(await look(numbers.referenceCode)).toEqual({ kind: 'none' });
  const shares = `${numbers.referenceCode}\nknown = 383\n`;
  const found = await look(shares);
  expect(found).toMatchObject({ kind: 'shares-constants', constants: ['383'] });
  expect(found.kind === 'shares-constants' && found.tried).toBeGreaterThan(10);
});

test.for([
  ['a program that is wrong by a rule of its own', 'def is_such(x):\n    return x % 2 == 1\n'],
  ['a program with small numbers alone', 'def is_such(x):\n    return x > 10\n'],
  ['what is no Python', 'def is_such(x:\n    return 383\n'],
] as const)('%s is not called hard-coded', async ([, program]) => {
  expect(await look(program)).toEqual({ kind: 'none' });
});

test('a reference that does not end on other inputs is asked no more, and nothing is said', async () => {
  const task = taskOf(['assert f(40) == 41'], {
    referenceCode: 'def f(x):\n    while x != 40:\n        pass\n    return 41\n',
  });
  expect(await look('def f(x):\n    return 41\n', task, 'f')).toEqual({
    ...{ kind: 'shares-constants', constants: ['41'], tried: 0 },
  });
});
