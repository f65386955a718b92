/** What may stand beside the question of a prediction without giving its answer away. */

import { expect, test } from 'vitest';
import { otherTests } from '../../../src/tasks/other-tests.ts';
import { taskOf } from '../../support/tasks.ts';

const output = { kind: 'output', call: 'f(1)', value: "'a'", shows: 'code' } as const;

test.each(['assert f(2) == "b"', 'assert f (2)==("b")', 'assert (f(3)) == "c"'])(
  '%s is another question',
  (other) => {
    expect(otherTests(taskOf([other]), output)).toEqual([other]);
    expect(otherTests(taskOf([other]), { ...output, kind: 'input' })).toEqual([other]);
  },
);

test.each(["assert f(1) == 'a'", "assert f( 1 )==('a')", "assert (f(1)) == 'a'"])(
  '%s is the question',
  (own) => expect(otherTests(taskOf([own]), output)).toEqual([]),
);

test.each([
  "assert f(5) == 'a'",
  "assert f(5)==('a')",
  "assert (f(5) == 'a')",
  "assert f(5)  ==  'a' ",
])('%s answers which call returns the value, and says nothing of what the call returns', (same) => {
  expect(otherTests(taskOf([same]), { ...output, kind: 'input' })).toEqual([]);
  expect(otherTests(taskOf([same]), output)).toEqual([same]);
});
