/** How far a run is: counted at once or sample by sample, the same. */

import { expect, test } from 'vitest';
import { outcomeOf, type Run } from '../../../../src/evaluation/runs/run.ts';
import {
  isPartOfPlan,
  judgedOf,
  passedOf,
  speedOfTally,
  tallyOf,
  withStored,
} from '../../../../src/evaluation/running/tally.ts';
import { runStateText } from '../../../../src/texts/run-page-texts.ts';
import { planOf, runOf, sampleOf, verdictOf } from '../../../support/plans.ts';

const unchecked = { extraction: null, verdict: null };
const failure = { kind: 'engine-crashed', detail: 'x' } as const;
const samples = [
  sampleOf(),
  sampleOf({ index: 1, verdict: verdictOf('timeout') }),
  sampleOf({ task: '2', ...unchecked }),
  sampleOf({ task: '2', index: 1, ...unchecked, reply: null, failure }),
];

test('what is stored is counted the same at once and as it comes', () => {
  const run = runOf();
  const atOnce = tallyOf(run, samples.map(outcomeOf));
  expect(atOnce).toEqual({
    ...{ total: 4, written: 4, done: 3, failed: 1 },
    byStatus: { passed: 1, timeout: 1 },
    timed: { replies: 3, tokens: 27, ms: 240.75 },
  });
  const events = samples.flatMap((sample) => {
    const written = outcomeOf({ ...sample, ...unchecked });
    return sample.verdict ? [written, outcomeOf(sample)] : [written];
  });
  expect(events.reduce(withStored, tallyOf(run, []))).toEqual(atOnce);
  expect(passedOf(atOnce)).toBe(1);
  expect(speedOfTally(atOnce)).toEqual({ tokensPerSecond: 27_000 / 240.75, replyTokens: 9 });
  expect(speedOfTally(tallyOf(run, []))).toBe(null);
});

test('of completions from elsewhere there are as many as there are', () => {
  const plan = planOf({ writer: { kind: 'imported', from: 'samples.jsonl' } });
  expect(tallyOf(runOf({ plan }), samples.map(outcomeOf)).total).toBe(4);
});

test('a re-check of a run that was ended early is of a part of the plan, and says so at its end', () => {
  const of = (run: Run) => isPartOfPlan(run, tallyOf(run, samples.slice(1).map(outcomeOf)));
  const plan = planOf({ writer: { kind: 'imported', from: 'samples.jsonl' } });
  const revisedFrom = 'first';
  expect([of(runOf({ revisedFrom })), of(runOf()), of(runOf({ plan, revisedFrom }))]).toEqual([
    ...[true, false, false],
  ]);
  expect(runStateText({ kind: 'finished' }, true)).not.toBe(runStateText({ kind: 'finished' }));
});

test('what failed is neither passed nor judged', () => {
  expect(judgedOf(tallyOf(runOf(), samples.map(outcomeOf)))).toBe(2);
});

test('tokens of thoughts are told from those of answers', () => {
  const thought = { ...outcomeOf(sampleOf()), thoughtTokens: 4 };
  const all = [thought, outcomeOf(sampleOf({ index: 1 }))];
  const run = runOf();
  const atOnce = tallyOf(run, all);
  const unjudged = all.map((each) => ({ ...each, status: null }));
  const asItComes = [...unjudged, ...all].reduce(withStored, tallyOf(run, []));
  expect(asItComes).toEqual(atOnce);
  expect(speedOfTally(atOnce)).toMatchObject({ replyTokens: 9, thoughtTokens: 2 });
});
