import { expect, test } from 'vitest';
import { RecordingReader } from '../../../src/checking/recording/recording-reader.ts';
import type { Recording } from '../../../src/checking/recording.ts';

/** The recording in a report of these entries. */
function readAll(entries: readonly unknown[]): Recording {
  const reader = new RecordingReader();
  reader.add(entries.map((entry) => JSON.stringify(entry)).join('\n'));
  const reading = reader.read({ kind: 'crashed' });
  for (;;) {
    const { done, value } = reading.next();
    if (done) return value;
  }
}

test('a name that is told of twice has the first value', () => {
  const told = [
    ['x', '1'],
    ['x', '2'],
    [3, '3'],
    [4, '4'],
  ];
  const { steps } = readAll([
    { places: [], open: 1 },
    { kind: 'line', line: 1, since: 0, stack: [[1, 'f', 1]], variables: { 1: told, 0: told } },
  ]);
  const values = (variables: (typeof steps)[number]['globals'] | null | undefined) =>
    variables?.map(({ name, value }) => `${name} ${value.text}`);
  expect(values(steps[0]?.stack[0]?.variables)).toEqual(['x 1', ' 3']);
  expect(values(steps[0]?.globals)).toEqual(['x 1', ' 3']);
});

test('variables of a call far out, which a step does not tell of, are not taken from an earlier one', () => {
  const { steps } = readAll([
    { places: [], open: 1 },
    { kind: 'line', line: 1, since: 0, stack: [[1, 'f', 1]], variables: { 1: [['x', '1']] } },
    { kind: 'call', line: 5, since: 1, stack: [[2, 'g', 5]], variables: { 2: [] } },
    { kind: 'line', line: 2, since: 0, stack: [[1, 'f', 2]] },
  ]);
  const told = steps.map(({ stack }) => stack.map(({ variables }) => variables?.length ?? null));
  expect(told).toEqual([[1], [null, 0], [1]]);
});

test('a stack is told from where it is another than before, and its innermost calls are shown', () => {
  const { steps } = readAll([
    { places: [], open: 3 },
    { kind: 'call', line: 1, since: 0, stack: [[1, 'f', 1]] },
    ...Array.from({ length: 60 }, (_, index) => ({
      ...{ kind: 'call', line: 2, since: index + 1, stack: [[index + 2, 'g', 2]] },
    })),
    { kind: 'line', line: 3, since: 2, stack: [] },
    { kind: 'line', line: 4, since: 10 ** 9, stack: [[99, 'h', 4]] },
    { kind: 'line', line: 5, since: -1 },
  ]);
  const numbers = steps.map(({ stack }) => stack.map((frame) => frame.number));
  expect(numbers[60]).toEqual(Array.from({ length: 50 }, (_, index) => index + 12));
  expect(numbers.slice(61)).toEqual([[1, 2], [1, 2, 99], []]);
});

test('what a text leaves out has a number, or is not known', () => {
  const variables = [
    ['whole', '1'],
    ['known', ['[1, …]', 7, 123]],
    ['large', ['[2, …]', null, null]],
  ];
  const { steps } = readAll([
    { places: [], open: 3 },
    { kind: 'line', line: 1, since: 0, stack: [[1, 'f', 1]], variables: { 1: variables } },
  ]);
  expect(steps[0]?.stack[0]?.variables?.map(({ value }) => value)).toEqual([
    { text: '1', object: null },
    { text: '[1, …]', object: 7, digest: 123 },
    { text: '[2, …]', object: null, digest: null },
  ]);
});
