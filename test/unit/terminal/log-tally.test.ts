/** How far a log is, whatever it was resumed from, and the bar that shows it. */

import { afterEach, expect, test, vi } from 'vitest';
import { runLine, sampleLine, taskLine } from '../../../src/evaluation/log/run-log.ts';
import { outcomeOf, type Sample } from '../../../src/evaluation/runs/run.ts';
import { LogTally } from '../../../src/terminal/log-tally.ts';
import { showProgress } from '../../../src/terminal/progress.ts';
import { runOf, runTaskOf, sampleOf } from '../../support/plans.ts';

const failure = { kind: 'engine-crashed', detail: 'x' } as const;
const failed = (fields: Partial<Sample> = {}) =>
  sampleOf({ reply: null, extraction: null, verdict: null, failure, ...fields });
const unchecked = (fields: Partial<Sample> = {}) => sampleOf({ verdict: null, ...fields });

const tasks = ['1', '2'].map((id) => runTaskOf('run-1', id));

/** Of two tasks with two samples each. */
function resumedFrom(samples: readonly Sample[], isFailedAskedAgain = false): LogTally {
  const earlier = { run: runOf(), tasks, outcomes: samples.map(outcomeOf) };
  return new LogTally(earlier, isFailedAskedAgain);
}

const countsOf = ({ done, total, passed, failed: lost }: LogTally) => [done, total, passed, lost];

test('the samples to make are those of the run, whose tasks may be more than those of the plan', () => {
  const tally = new LogTally(null, false);
  expect(tally.total).toBeNull();
  const calls = runOf({ taskIds: ['1#1', '1#2', '1#3'] });
  tally.note(runLine(calls) + ['1#1', '1#2'].map((id) => taskLine(runTaskOf('r', id))).join(''));
  tally.note(sampleLine(sampleOf({ task: '1#1' })));
  expect(countsOf(tally)).toEqual([1, 6, 1, 0]);
});

test('a sample is counted once, as its last line has it', () => {
  const tally = resumedFrom([failed()], true);
  expect(countsOf(tally)).toEqual([0, 4, 0, 0]);
  tally.note(sampleLine(failed()));
  expect(countsOf(tally)).toEqual([1, 4, 0, 1]);
  tally.note(sampleLine(sampleOf()));
  expect(countsOf(tally)).toEqual([1, 4, 1, 0]);
  expect(tally.results()).toMatchObject({ sampleCount: 1, leftOut: { failed: 0 } });
});

test('a failure that is not asked for again counts as done', () => {
  expect(countsOf(resumedFrom([failed(), sampleOf({ index: 1 })]))).toEqual([2, 4, 1, 1]);
});

test('a reply is done once it has its verdict', () => {
  const tally = resumedFrom([unchecked(), sampleOf({ index: 1 })]);
  expect(countsOf(tally)).toEqual([1, 4, 1, 0]);
  tally.note(sampleLine(sampleOf()));
  expect(countsOf(tally)).toEqual([2, 4, 2, 0]);
});

test('of replies that are only checked again there are as many as the log has', () => {
  const run = runOf({ revisedFrom: 'run-0' });
  const outcomes = [unchecked(), unchecked({ index: 1 })].map(outcomeOf);
  const tally = new LogTally({ run, tasks, outcomes }, false);
  expect(countsOf(tally)).toEqual([0, 2, 0, 0]);
});

afterEach(() => vi.restoreAllMocks());

test.each([
  [0, 4, '.'.repeat(30)],
  [2, 4, '#'.repeat(15) + '.'.repeat(15)],
  [4, 4, '#'.repeat(30)],
  [12, 4, '#'.repeat(30)],
  [0, 0, '#'.repeat(30)],
])('%i of %i is a bar, whatever the numbers', (done, total, bar) => {
  const isTerminal = process.stderr.isTTY;
  process.stderr.isTTY = true;
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  showProgress(done, total);
  const [[text] = []] = write.mock.calls;
  process.stderr.isTTY = isTerminal;
  expect(text).toContain(`[${bar}]`);
});
