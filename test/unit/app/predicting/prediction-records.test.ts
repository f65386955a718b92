/** Two records of predictions become one: what is here stays, and what came in is counted. */

import { expect, test } from 'vitest';
import {
  joinedPredictions,
  mostDrafts,
  mostKept,
  newCounts,
  noPredictions,
  type PredictionRecords,
} from '../../../../src/app/predicting/prediction-records.ts';

function numbered<Value>(from: number, to: number, value: Value): Record<string, Value> {
  const names = Array.from({ length: to - from }, (_, at) => `q${from + at}`);
  return Object.fromEntries(names.map((name) => [name, value]));
}

/** As many as are kept of each, of which `shared` ones are here and there, and the others are not. */
function full(from: 'here' | 'there', shared: number): PredictionRecords {
  const isHere = from === 'here';
  const all = <Value>(most: number, value: Value) =>
    isHere ? numbered(0, most, value) : numbered(most - shared, 2 * most - shared, value);
  return {
    person: all(mostKept, isHere),
    models: { tiny: all(mostKept, isHere) },
    drafts: all(mostDrafts, from),
    calls: all(mostDrafts, [from]),
  };
}

test('nothing that is here is dropped for what comes in, however much that is', () => {
  const here = full('here', 0);
  for (const shared of [0, 1, 50]) {
    const joined = joinedPredictions(here, full('there', shared));
    expect({ ...joined, calls: null }).toEqual({ ...here, calls: null });
    expect(Object.keys(joined.calls)).toEqual(Object.keys(here.calls));
  }
});

test('what comes in goes before what is here, so that it is the first to be dropped later', () => {
  const here = { ...noPredictions, drafts: { b: 'here', c: 'here' } };
  const arriving = { ...noPredictions, drafts: { a: 'there', b: 'there', 7: 'there' } };
  const { drafts } = joinedPredictions(here, arriving);
  expect(drafts).toEqual({ 7: 'there', a: 'there', b: 'here', c: 'here' });
  expect(Object.keys(drafts).slice(-3)).toEqual(['a', 'b', 'c']);
});

test('of what came in, answers, typed calls and unfinished guesses are counted', () => {
  const here = {
    ...{ person: { a: true }, models: { tiny: { a: true } } },
    ...{ drafts: { a: '1' }, calls: { t: ['f(1)'] } },
  };
  const arriving = {
    ...{ person: { a: false, b: true }, models: { tiny: { b: true }, large: { a: true } } },
    ...{ drafts: { a: '2', b: '3' }, calls: { t: ['f(1)', 'f(2)'], u: ['g()'] } },
  };
  const joined = joinedPredictions(here, arriving);
  expect(newCounts(here, joined)).toEqual({ answerCount: 3, callCount: 2, draftCount: 1 });
  expect(newCounts(joined, joinedPredictions(joined, arriving))).toEqual({
    ...{ answerCount: 0, callCount: 0, draftCount: 0 },
  });
});
