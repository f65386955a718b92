import { expect, test } from 'vitest';
import { failingStep, lastChange, variablesAt } from '../../../../src/app/stepping/step-changes.ts';
import { listOf, recordingOf, stepOf } from '../../../support/made-up-recordings.ts';

const steps = [
  stepOf('call', 1, { n: '1' }),
  stepOf('line', 2, { n: '1' }),
  stepOf('line', 3, { n: '1', total: '0' }),
  stepOf('call', 9, { x: '1' }, { depth: 2 }),
  stepOf('return', 9, { x: '1' }, { depth: 2 }),
  stepOf('line', 4, { n: '1', total: '7' }),
  stepOf('return', 4, { n: '1', total: '7' }),
];

test('variables are compared with the step before in the same call', () => {
  const changes = (at: number) =>
    variablesAt(steps, at, (steps[at]?.stack.length ?? 0) - 1).map(
      ({ name, change, before }) => `${name} ${change} ${before}`,
    );
  expect(changes(0)).toEqual(['n new null']);
  expect(changes(2)).toEqual(['n same null', 'total new null']);
  expect(changes(3)).toEqual(['x new null']);
  expect(changes(5)).toEqual(['n same null', 'total changed 0']);
  expect(changes(6)).toEqual(['n same null', 'total same null']);
});

test('a name leads to where its value came to be, and from there to the value before', () => {
  expect(lastChange(steps, 6, 0, 'total')).toBe(5);
  expect(lastChange(steps, 5, 0, 'total')).toBe(2);
  expect(lastChange(steps, 2, 0, 'total')).toBeNull();
  expect(lastChange(steps, 6, 0, 'n')).toBe(0);
});

test('a list that changed beyond what its text tells has changed', () => {
  const long = (last: string) => new Map([[5, listOf('1', last)]]);
  const [before, after] = [long('2'), long('3')];
  const [first, second] = [
    stepOf('line', 2, { a: ['[1, …]', 5] }, { objects: before }),
    stepOf('line', 3, { a: ['[1, …]', 5] }, { objects: after }),
  ];
  expect(variablesAt([first, second], 1, 0)[0]?.change).toBe('changed');
  expect(variablesAt([first, first], 1, 0)[0]?.change).toBe('same');
});

test('the failing step is where the exception that ended the call was raised', () => {
  const raised = recordingOf(
    [
      stepOf('line', 2),
      stepOf('exception', 2),
      stepOf('line', 3),
      stepOf('exception', 9, {}, { depth: 2 }),
      stepOf('unwind', 9, {}, { depth: 2 }),
      stepOf('exception', 3),
      stepOf('unwind', 3),
    ],
    { kind: 'raised', value: 'ValueError: no' },
  );
  expect(failingStep(raised)).toBe(3);
  expect(failingStep({ ...raised, end: { kind: 'returned', value: '1' } })).toBeNull();
});
