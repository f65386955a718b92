import { expect, test } from 'vitest';
import { StopStrings } from '../../../src/synthesis/stop-strings.ts';

function run(stops: readonly string[], pieces: readonly string[]) {
  const stream = new StopStrings(stops);
  const shown = pieces.map((piece) => stream.push(piece));
  return { shown, rest: stream.flush(), isStopped: stream.isStopped };
}

test('text is cut before the stop string, and what follows is dropped', () => {
  expect(run(['[DONE]'], ['a[DONE]b', 'c'])).toEqual({
    shown: ['a', ''],
    rest: '',
    isStopped: true,
  });
});

test('a stop string is recognised across pieces, and no part of it is shown', () => {
  expect(run(['[DONE]'], ['a[', 'DO', 'NE', ']b'])).toEqual({
    shown: ['a', '', '', ''],
    rest: '',
    isStopped: true,
  });
});

test('the beginning of a stop string that does not go on is shown after all', () => {
  expect(run(['[DONE]'], ['a[', 'DOG]', '['])).toEqual({
    shown: ['a', '[DOG]', ''],
    rest: '[',
    isStopped: false,
  });
});

test('the first of several stop strings counts', () => {
  expect(run(['two', 'one'], ['zero one two'])).toEqual({
    shown: ['zero '],
    rest: '',
    isStopped: true,
  });
});

test('without stop strings everything passes, and an empty one stops nothing', () => {
  expect(run([''], ['a', 'b'])).toEqual({ shown: ['a', 'b'], rest: '', isStopped: false });
});
