import { expect, test } from 'vitest';
import {
  expectedOfCall,
  isAsExpected,
  stepTarget,
} from '../../../../src/app/stepping/step-target.ts';

test.for([
  ['assert f(1) == 2', 'f(1)', 'f(1)'],
  ['assert all(f(x) == x for x in [1, 2])', 'f(x)', 'all(f(x) == x for x in [1, 2])'],
  ['assert [f(k, v) for k, v in p] == [3]', 'f(k, v)', '[f(k, v) for k, v in p] == [3]'],
  ['assert list(map(lambda n: f(n), [1])) == [2]', 'f(n)', 'list(map(lambda n: f(n), [1])) == [2]'],
  ['assert sum(x for x in f(3)) == 6', 'f(3)', 'f(3)'],
] as const)('of %s is stepped through what can run', ([source, call, stepped]) => {
  expect(stepTarget({ source, call, group: 'shown' })).toEqual({ kind: 'source', source: stepped });
});

test('a hidden test is stepped through unless only its beginning is known', () => {
  const hidden = { call: null, group: 'hidden' } as const;
  expect(stepTarget({ ...hidden, source: 'f([1])' })).toEqual({ kind: 'source', source: 'f([1])' });
  expect(stepTarget({ ...hidden, source: 'f([1, …' })).toEqual({ kind: 'none', why: 'too-long' });
});

test('a test without a call of the program has nothing to step through', () => {
  const target = stepTarget({ source: 'assert True', call: null, group: 'shown' });
  expect(target).toEqual({ kind: 'none', why: 'no-call' });
});

test.for([
  ['assert f(1) == 2', 'f(1)', '2'],
  ['assert  f(1)==2', 'f(1)', '2'],
  ['assert set(f(1)) == 2', 'f(1)', null],
  ['assert f(1)[0] == 2', 'f(1)', null],
] as const)(
  'of %s the call is expected to return what it is compared with',
  ([source, call, expected]) => {
    expect(expectedOfCall({ source, call, group: 'shown' }, '2')).toBe(expected);
  },
);

test.for([
  ['passed', null, true],
  ['failed-assertion', '3', false],
  ['failed-assertion', null, null],
  ['runtime-error', null, null],
  ['timeout', null, null],
  ['not-run', null, null],
  ['sandbox-fault', null, null],
] as const)('a test that ended as %s with %s says of its call: %s', ([outcome, got, isRight]) => {
  expect(isAsExpected({ outcome, got })).toBe(isRight);
});
