import { expect, test } from 'vitest';
import { dataKindsOf } from '../../../src/tasks/data-kinds.ts';

test.for([
  ['assert f(1, -2.5) == 3', ['numbers']],
  ["assert f('a (b), [c] {d: 1}') == \"it's\"", ['strings']],
  ['assert f("\\"", 1) == True', ['numbers', 'strings', 'booleans']],
  ['assert f([1, 2]) == [3]', ['numbers', 'lists']],
  ['assert f((1, 2), 3) == ()', ['numbers', 'tuples']],
  ['assert f((1)) == (2)', ['numbers']],
  ["assert f({'a': 1}) == {}", ['numbers', 'strings', 'dicts']],
  ['assert f({1, 2}) == set([1])', ['numbers', 'lists', 'sets']],
  ['assert f(x)[0] == y[1]', ['numbers']],
  ['assert (1, 2) == f()', ['numbers', 'tuples']],
  ['assert f([("a", 1)]) == None', ['numbers', 'strings', 'lists', 'tuples']],
  ['assert f("unclosed', ['strings']],
] as const)('%s is about %j', ([source, kinds]) => {
  expect(dataKindsOf({ tests: [source] })).toEqual(kinds);
});

test('kinds are gathered from all tests', () => {
  expect(dataKindsOf({ tests: ['assert f(1) == 2', 'assert f("a") == 2'] })).toEqual([
    'numbers',
    'strings',
  ]);
});
