/** Places among results survive the address, and whatever else stands there names none. */

import { expect, test } from 'vitest';
import { runIdsAt } from '../../../../src/app/page/address.ts';
import {
  firstPlace,
  placeAmong,
  type ResultsPlace,
  resultsPlaceAt,
  resultsPlaceText,
} from '../../../../src/ui/evaluation/results/results-place.ts';

const open = { run: 'b', task: 'a b/c&d?=%', index: 4, beside: 'a' };

test.for<ResultsPlace>([
  firstPlace,
  { ...firstPlace, sample: open },
  { ...firstPlace, sample: { run: null, task: '2', index: 0, beside: null } },
  {
    ...{ sample: null, list: 'samples', pairing: 'by-id' },
    filter: { query: 'a list & more?', state: 'timeout', agreement: 'only-other' },
    order: { column: 'run-1', isDescending: true },
  },
])('%j survives an address, which names the same runs', (place) => {
  const address = `#/evaluation/a/b${resultsPlaceText(place)}`;
  expect([runIdsAt(address), resultsPlaceAt(address)]).toEqual([['a', 'b'], place]);
});

test('what names no place is left out', () => {
  const odd = '#/evaluation/a?sample=0&list=all&status=great&runs=x&sort=size.down';
  expect([runIdsAt(odd), resultsPlaceAt(odd)]).toEqual([['a'], firstPlace]);
  expect(resultsPlaceAt('#/evaluation/a?task=2&sample=nine').sample?.index).toBe(0);
});

test('a place among other runs keeps what is there of it', () => {
  const place: ResultsPlace = {
    ...{ sample: open, list: 'tasks', pairing: 'by-id' },
    filter: { query: 'list', state: null, agreement: 'disagree' },
    order: { column: 'run-2', isDescending: true },
  };
  const among = (...after: string[]) => placeAmong(place, ['a', 'b', 'c'], after);
  expect(among('a', 'b', 'c', 'd')).toEqual(place);
  expect(among('b', 'c')).toEqual({
    ...place,
    sample: { ...open, run: null, beside: null },
    order: { column: 'run-1', isDescending: true },
  });
  expect(among('a')).toEqual({
    ...{ ...place, sample: null, order: firstPlace.order },
    filter: { ...place.filter, agreement: null },
  });
  const first = { ...place, sample: { ...open, run: null } };
  expect(placeAmong(first, ['a', 'b'], ['b', 'a']).sample).toMatchObject({ run: 'a', beside: 'a' });
});
