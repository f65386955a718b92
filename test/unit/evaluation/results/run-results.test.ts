import { expect, test } from 'vitest';
import { runResults } from '../../../../src/evaluation/results/run-results.ts';
import type { Plan } from '../../../../src/evaluation/plans/plan.ts';
import { remainingWork } from '../../../../src/evaluation/running/remaining.ts';
import { tallyOf } from '../../../../src/evaluation/running/tally.ts';
import type { Run } from '../../../../src/evaluation/runs/run.ts';
import {
  contaminationText,
  distinctProgramsText,
  leftOutText,
  sharedSeedsText,
} from '../../../../src/texts/result-texts.ts';
import { caveatsAmongOthers, caveatsOfAll } from '../../../../src/texts/caveat-texts.ts';
import { overlapText } from '../../../../src/texts/overlap-texts.ts';
import { wilson } from '../../../../src/evaluation/statistics/proportion.ts';
import { compareRuns } from '../../../../src/evaluation/results/run-comparison.ts';
import { taskOf } from '../../../support/tasks.ts';
import { outcomesOf, runOf, runOfLetters, withSamples } from '../../../support/made-up-runs.ts';

function resultsOf(tasks: Readonly<Record<string, string>>) {
  return runResults(runOfLetters('a', tasks), outcomesOf('a', tasks));
}

test('samples that say nothing about the model are left out, and listed', () => {
  const results = resultsOf({ 2: 'pf!', 3: 'x-p', 4: '!!', 5: 'ff' });
  expect(
    results.rows.map(({ task, position, n, c, rate }) => [task, position, n, c, rate]),
  ).toEqual([
    ['2', 0, 2, 1, 0.5],
    ['3', 1, 1, 1, 1],
    ['4', 2, 0, 0, null],
    ['5', 3, 2, 0, 0],
  ]);
  const samples = { failed: 3, unchecked: 1, sandboxFaults: 1 };
  expect(results.leftOut).toEqual({ ...samples, tasks: 1, tasksToDo: 0 });
  expect(leftOutText(results)).toBe(
    'Not counted: 3 generation errors, 1 sample not checked yet, 1 sandbox fault and 1 task without a counted sample.',
  );
  expect([results.sampleCount, results.countedSamples, results.countedTasks]).toEqual([10, 5, 3]);
});

test('pass@k is the mean over the tasks that have k samples, and says over how many', () => {
  const { passAt } = resultsOf({ 2: 'ppfff', 3: 'fffff', 4: 'pf' });
  expect(passAt.map(({ k, tasks, value }) => [k, tasks, Math.round(value * 1e6) / 1e6])).toEqual([
    [1, 3, 0.3],
    [2, 3, Math.round(((0.7 + 0 + 1) / 3) * 1e6) / 1e6],
    [3, 2, 0.45],
    [4, 2, 0.5],
    [5, 2, 0.5],
  ]);
});

test('the calls of one task are no independent ones', () => {
  const calls = { '2#1': 'p', '2#2': 'p', '2#3': 'p', '3#1': 'f', '3#2': 'f', '3#3': 'f' };
  const run = runOf('a', Object.keys(calls));
  const asks = { kind: 'output', shows: 'code' } as const;
  const predicted = { ...run, plan: { ...run.plan, asks } };
  const { passAt, solvedTasks } = runResults(predicted, outcomesOf('a', calls));
  // As wide as for two tasks, and not as for six.
  for (const share of [passAt[0], solvedTasks]) {
    expect(share?.value).toBe(0.5);
    expect(share?.low).toBeLessThan(wilson(0.5, 2).low + 1e-12);
  }
  // An own file may have such ids.
  expect(runResults(run, outcomesOf('a', calls)).passAt[0]?.low).toBeCloseTo(
    wilson(0.5, 6).low,
    12,
  );
  const other = { ...predicted, id: 'b' };
  const flipped = Object.fromEntries(Object.keys(calls).map((id) => [id, 'p']));
  const runs = [predicted, other].map((each, at) =>
    runResults(each, outcomesOf(each.id, at === 0 ? calls : flipped)),
  );
  expect(compareRuns(runs).pairs[0]).toMatchObject({ differingTasks: 1, pValue: 1 });
});

test('every point of the curve says whether tasks of the run are missing in it', () => {
  const { passAt } = resultsOf({ 2: 'ppf', 3: 'ff', 4: 'pf' });
  expect(passAt.map(({ k, isPartial }) => [k, isPartial])).toEqual([
    [1, false],
    [2, false],
    [3, true],
  ]);
});

test('what is left out bounds the pass rate from both sides', () => {
  const { bounds, passAt } = resultsOf({ 2: 'pf!', 3: 'x-p', 4: '!!', 5: 'ff', 6: '' });
  expect(bounds?.low).toBeCloseTo((1 / 3 + 1 / 3 + 0 + 0) / 4, 14);
  expect(bounds?.high).toBeCloseTo((2 / 3 + 1 + 1 + 0) / 4, 14);
  expect(passAt[0]?.value).toBeCloseTo((1 / 2 + 1 + 0) / 3, 14);
  expect(resultsOf({ 2: 'pf', 3: '' }).bounds).toBeNull();
});

test('a prompt that the model cannot take counts against it, but not in runs of before', () => {
  const outcomes = outcomesOf('a', { 2: 'pL', 3: 'LL' });
  const run = withSamples(2, runOf('a', ['2', '3']));
  const today = runResults({ ...run, countsPromptsTooLong: true }, outcomes);
  expect([today.countedSamples, today.passAt[0]?.value, today.promptsTooLong]).toEqual([
    4, 0.25, 3,
  ]);
  expect([today.leftOut.failed, today.bounds]).toEqual([0, null]);
  const before = runResults(run, outcomes);
  expect([before.countedSamples, before.passAt[0]?.value, before.promptsTooLong]).toEqual([
    1, 1, 0,
  ]);
  expect(before.leftOut).toMatchObject({ failed: 3, tasks: 1 });
});

test('samples beyond those that the plan asks for count nowhere', () => {
  const run = runOf('a', ['2', '3']);
  const stored = outcomesOf('a', { 2: 'fpp', 3: 'p-' });
  const planned = outcomesOf('a', { 2: 'f', 3: 'p' });
  expect(runResults(run, stored)).toEqual(runResults(run, planned));
  expect(runResults(run, outcomesOf('a', { 2: 'fp', 3: '' })).isSoFar).toBe(true);
  expect(tallyOf(run, stored)).toEqual(tallyOf(run, planned));
  expect(remainingWork(run, stored, false)).toEqual({ toWrite: [], toCheck: [] });
  // A re-check copies what is stored.
  const again = { ...run, revisedFrom: 'b' };
  expect(tallyOf(again, stored)).toMatchObject({ total: 2, done: 2 });
});

test('a run with samples still to make says so', () => {
  expect(resultsOf({ 2: 'p', 3: 'f' }).isSoFar).toBe(false);
  expect(resultsOf({ 2: 'p', 3: '' }).isSoFar).toBe(true);
});

test('a run that was ended early is not complete, nor is its re-check, and neither goes on', () => {
  const writer = { kind: 'imported', from: 'a.jsonl' } as const;
  const plan = { ...runOf('a', []).plan, samplesPerTask: 2 };
  const said = (letters: Readonly<Record<string, string>>, fields: Partial<Run>) => {
    const run = runOf('a', ['2', '3', '4'], { plan, ...fields });
    const results = runResults(run, outcomesOf('a', letters));
    return [results.isSoFar, results.canGrow, leftOutText(results)];
  };
  const part = { 2: 'pf', 3: 'p' };
  expect(said(part, {})).toEqual([true, true, '1 of 3 tasks still to do.']);
  expect(said(part, { stoppedAt: 9 })).toEqual([
    ...[true, false, '1 of 3 tasks not begun before the run was stopped.'],
  ]);
  expect(said(part, { revisedFrom: 'b' })).toEqual([
    ...[true, false, '1 of 3 tasks without a reply in the first run.'],
  ]);
  expect(said({ 2: 'pf', 3: 'p-' }, { revisedFrom: 'b' }).slice(0, 2)).toEqual([true, true]);
  expect(said(part, { plan: { ...plan, writer } }).slice(0, 2)).toEqual([false, false]);
  // Tasks count the same, because the first ones were asked more often.
  const revised = runOf('a', ['2', '3', '4'], { plan, revisedFrom: 'b' });
  expect(runResults(revised, outcomesOf('a', part)).solvingSamples?.value).toBe(0.75);
});

test('different programs are counted once a task, where they are known of every sample', () => {
  const outcomes = outcomesOf('a', { 2: 'pppf', 3: 'fL!' });
  const hashes = [7, 7, 8, null, 7, null, undefined];
  const known = outcomes.map((each, at) => {
    const programHash = hashes[at];
    return programHash === undefined ? each : { ...each, programHash };
  });
  const run = withSamples(4, runOf('a', ['2', '3'], { countsPromptsTooLong: true }));
  expect(runResults(run, known).distinctPrograms).toBe(3);
  expect(distinctProgramsText(runResults(run, known))).toBe('6 samples, 3 distinct programs');
  expect(runResults(run, outcomes).distinctPrograms).toBeNull();
});

test('how much of the reference solutions is in the samples is told where it is known of all', () => {
  const shared = [4, 2, 3, 5];
  const known = outcomesOf('a', { 2: 'pf', 3: 'p-', 4: '!s' }).map((each, at) =>
    at === 5
      ? { ...each, programHash: null, referenceLines: null }
      : { ...each, programHash: at, referenceLines: { of: 4, shared: shared[at] ?? 0 } },
  );
  const run = withSamples(2, runOf('a', ['2', '3', '4']));
  // The fourth is not checked, the fifth failed, the last one has no program.
  const results = runResults(run, known);
  expect(results.referenceOverlap).toEqual({ samples: 3, share: 0.75, aboveHalf: 2 });
  expect(overlapText(results)).toMatch(
    /has 75\.0% of its reference’s lines on average, and 2 of 3 programs more than half of them\./,
  );
  // Of an own set nobody knows who has read it.
  const own = { ...run.plan, tasks: { ...run.plan.tasks, source: 'starter' } };
  expect(overlapText(runResults({ ...run, plan: own }, known))).toBeNull();
  const earlier = known.map((each, at) =>
    at === 0 ? { ...each, referenceLines: undefined } : each,
  );
  expect(runResults(run, earlier).referenceOverlap).toBeNull();
});

test('a search that was given every test is not said to be right', () => {
  const tasks = (tests: number) => [
    {
      ...{ run: 'a', prompt: null, functionName: 'f' },
      task: taskOf(Array<string>(tests).fill('assert f(1) == 1'), { id: '2' }),
    },
  ];
  const isFitted = (
    shownTestCount: number,
    tests: number,
    kind: 'search' | 'web-llm' = 'search',
  ) => {
    const run = runOf('a', ['2']);
    const writer =
      kind === 'search' ? ({ kind, seconds: 1 } as const) : ({ kind, modelId: 'm' } as const);
    const prompt = { ...run.plan.prompt, shownTestCount };
    const searched = { ...run, plan: { ...run.plan, writer, prompt } };
    return runResults(searched, outcomesOf('a', { 2: 'p' }), tasks(tests)).isFittedToTests;
  };
  expect([isFitted(3, 3), isFitted(2, 3), isFitted(2, 2), isFitted(3, 3, 'web-llm')]).toEqual([
    ...[true, false, true, false],
  ]);
});

test('shared seeds are told of wherever they are drawn, and of nothing else', () => {
  const said = (plan: Partial<Plan>, fields: Partial<Run> = {}) => {
    const run = runOf('a', ['2'], fields);
    return sharedSeedsText(runResults({ ...run, plan: { ...run.plan, ...plan } }, []));
  };
  const sampling = { temperature: 0.5, topP: 1, maxTokens: 9 };
  const text = /same seed in every task, so intervals are too narrow/;
  expect(said({ sampling })).toMatch(text);
  // Of today's runs too: the plan may be an earlier one, or ask for it.
  expect(said({ sampling }, { countsPromptsTooLong: true })).toMatch(text);
  expect(said({ sampling }, { revisedFrom: 'b' })).toMatch(text);
  expect(said({ sampling, seedRule: 'by-task' })).toBeNull();
  expect(said({})).toBeNull();
  expect(said({ sampling, writer: { kind: 'search', seconds: 1 } })).toBeNull();
  expect(said({ sampling, writer: { kind: 'imported', from: 'a.jsonl' } })).toBeNull();
});

test('among others a run is told of with all that stands beside its numbers alone', () => {
  const outcomes = outcomesOf('a', { 2: 'pp' }).map((each) => ({
    ...{ ...each, programHash: 7, referenceLines: { of: 4, shared: 3 } },
  }));
  const results = runResults(withSamples(2, runOf('a', ['2'])), outcomes);
  const [own, all] = [caveatsAmongOthers(results).join(' '), caveatsOfAll([results, results])];
  expect(own).toContain('2 samples, 1 distinct program.');
  expect(own).toContain('has 75.0% of its reference’s lines on average');
  expect(all).toHaveLength(2);
  expect(all.join(' ')).toMatch(/MBPP was published in 2021.*overlap alone does not show/);
});

test('a published set is said to be known to models, and to no search', () => {
  const said = (source: string, writer?: Plan['writer']) => {
    const run = runOf('a', ['2']);
    const tasks = { ...run.plan.tasks, source };
    return contaminationText({ ...run, plan: { ...run.plan, tasks, ...(writer && { writer }) } });
  };
  expect(said('mbpp')).toMatch(/^MBPP was published in 2021 and is probably in the training data/);
  expect(said('cruxeval')).toMatch(/published in 2024/);
  expect(said('starter')).toBeNull();
  expect(said('mbpp', { kind: 'search', seconds: 1 })).toBeNull();
});

test("the paper's two metrics: tasks any sample solves, and samples that solve", () => {
  const results = resultsOf({ 2: 'pf', 3: 'ff', 4: 'pp', 5: 'fr' });
  expect(results.solvedTasks).toEqual({ value: 0.5, ...wilson(0.5, 4) });
  expect(results.solvingSamples?.value).toBe(3 / 8);
});

test('a task that was asked more often so far counts as much as any other', () => {
  const outcomes = outcomesOf('a', { 2: 'pppp', 3: 'f', 4: 'f' });
  const run = withSamples(4, runOf('a', ['2', '3', '4']));
  const sharesOf = (of: Run) => {
    const { solvingSamples, passAt } = runResults(of, outcomes);
    return [solvingSamples?.value, passAt[0]?.value];
  };
  expect(sharesOf(run)).toEqual([1 / 3, 1 / 3]);
  // Of a file from elsewhere it is all there is.
  const writer = { kind: 'imported', from: 'a.jsonl' } as const;
  expect(sharesOf({ ...run, plan: { ...run.plan, writer } })).toEqual([4 / 6, 1 / 3]);
});

test('statuses and the four classes of the paper add up to what was checked', () => {
  const results = resultsOf({ 2: 'ppfrst', 3: 'x-!' });
  expect(results.statuses).toEqual([
    { status: 'passed', count: 2 },
    { status: 'failed-assertion', count: 1 },
    { status: 'runtime-error', count: 1 },
    { status: 'syntax-error', count: 1 },
    { status: 'timeout', count: 1 },
    { status: 'sandbox-fault', count: 1 },
  ]);
  expect(results.classes).toEqual({
    solved: 2,
    'failed assertion': 1,
    'runtime error': 2,
    'syntax error': 1,
  });
});

test('cost is summed over every sample, and speed over those that were timed', () => {
  expect(resultsOf({ 2: 'pp!' }).cost).toEqual({
    promptTokens: 300,
    replyTokens: 100,
    generateMs: 4000,
    checkMs: 30,
    tokensPerSecond: 25,
    thought: null,
  });
});

test('thoughts are told apart from the rest of the replies, in tokens where each was counted', () => {
  const thought = (tokens: readonly (number | undefined)[]) => {
    const outcomes = outcomesOf('a', { 2: 'ppp' }).map((each, at) => ({
      ...each,
      thoughtTokens: tokens[at],
      thoughtCharacters: at === 0 ? undefined : 40,
    }));
    return runResults(withSamples(3, runOf('a', ['2'])), outcomes).cost.thought;
  };
  expect(thought([undefined, 10, 20])).toEqual({ replies: 2, characters: 80, tokens: 30 });
  expect(thought([undefined, 10])).toEqual({ replies: 2, characters: 80, tokens: null });
});

test('a run without samples has its tasks and no numbers', () => {
  const results = runResults(runOf('a', ['2', '3']), []);
  expect(results).toMatchObject({
    ...{ sampleCount: 0, countedTasks: 0, passAt: [], solvedTasks: null, solvingSamples: null },
    ...{ statuses: [], leftOut: { failed: 0, unchecked: 0, sandboxFaults: 0, tasks: 0 } },
    cost: { promptTokens: null, replyTokens: null, tokensPerSecond: null },
  });
  expect(results.rows.map((row) => row.task)).toEqual(['2', '3']);
  expect(leftOutText(results)).toBe('2 of 2 tasks still to do.');
});

test('a task that an imported file has no completion of is not still to do', () => {
  const run = runOf('a', ['2', '3']);
  const imported = {
    ...run.plan,
    writer: { kind: 'imported' as const, from: 'completions.jsonl' },
  };
  const results = runResults({ ...run, plan: imported }, outcomesOf('a', { 2: 'p' }));
  expect(results.leftOut).toMatchObject({ tasks: 1, tasksToDo: 0 });
});

test('a curve over thousands of samples keeps its ends and a few hundred points', () => {
  const { passAt } = resultsOf({ 2: `p${'f'.repeat(4999)}` });
  expect(passAt.length).toBeLessThan(300);
  expect(passAt.slice(0, 3).map(({ k }) => k)).toEqual([1, 2, 3]);
  expect(passAt.at(-1)).toMatchObject({ k: 5000, value: 1 });
});

test('samples of no task of the run are in no figure', () => {
  const strays = outcomesOf('a', { 9: 'p', 2: 'f' });
  const results = runResults(runOf('a', ['2']), strays);
  expect(results).toMatchObject({ sampleCount: 1, statuses: [{ status: 'failed-assertion' }] });
  expect(results.cost.replyTokens).toBe(50);
});

test('figures are so far while samples are to be checked, of completions from elsewhere too', () => {
  const run = runOf('a', ['2', '3']);
  const imported = {
    ...run,
    plan: { ...run.plan, writer: { kind: 'imported', from: 'x' } as const },
  };
  const isSoFar = (of: typeof run, tasks: Record<string, string>) =>
    runResults(of, outcomesOf('a', tasks)).isSoFar;
  expect(isSoFar(imported, { 2: 'p' })).toBe(false);
  expect(isSoFar(imported, { 2: 'p', 3: '-' })).toBe(true);
  expect(isSoFar(run, { 2: 'p', 3: '-' })).toBe(true);
  expect(isSoFar(run, { 2: 'p', 3: '!' })).toBe(false);
});
