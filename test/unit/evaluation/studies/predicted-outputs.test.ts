/** Predicting outputs as plans and as numbers: made-up outcomes, what they come to worked out by hand. */

import { expect, test } from 'vitest';
import * as v from 'valibot';
import { planSchema } from '../../../../src/evaluation/plans/plan.ts';
import { runResults } from '../../../../src/evaluation/results/run-results.ts';
import type { RunTask } from '../../../../src/evaluation/runs/run.ts';
import { unfitFor } from '../../../../src/evaluation/studies/fit-tasks.ts';
import { predictedOutputs as study } from '../../../../src/evaluation/studies/predicted-outputs.ts';
import type { StudyChoices, StudyRun } from '../../../../src/evaluation/studies/study.ts';
import { predictionViews, type PredictionView } from '../../../../src/tasks/task-kind.ts';
import { findingText } from '../../../../src/texts/study-finding-texts.ts';
import { outcomesOf, runOf } from '../../../support/made-up-runs.ts';
import { taskOf } from '../../../support/tasks.ts';

const choices: StudyChoices = {
  writers: [{ kind: 'gguf-file', fileName: 'a.gguf', sizeBytes: 7 }],
  tasks: { source: 'mbpp', which: { kind: 'first', count: 4 } },
  samplesPerTask: 3,
  maxTokens: 99,
};

const values = {
  ...{ '11#1': '2', '11#2': '3', '11#3': '2' },
  ...{ '12#1': 'True', '12#2': 'False', '12#3': 'None' },
  ...{ '13#1': '1', '13#2': '1', '13#3': '1' },
  ...{ '14#1': '5', '14#2': '5', '14#3': '5' },
} as const;

/** Task 14 is not complete, so that nothing is said of it yet. */
const letters = {
  ...{ '11#1': 'p', '11#2': 'p', '11#3': 'f' },
  ...{ '12#1': 'f', '12#2': 's', '12#3': 'f' },
  ...{ '13#1': 'p', '13#2': 'p', '13#3': 'p' },
  ...{ '14#1': 'p', '14#2': '-', '14#3': 'p' },
};

/** All right calls of task 13 are right to the character. */
function runWith(view: PredictionView, outcomes: Readonly<Record<string, string>>): StudyRun {
  const tasks = Object.entries(values).map(([id, value]): RunTask => {
    const asks = { kind: 'output', call: 'f(1)', value, shows: view } as const;
    return { run: view, task: taskOf([], { id, asks }), prompt: null, functionName: 'f' };
  });
  const made = outcomesOf(view, outcomes).map((each) =>
    each.task.startsWith('13#') ? { ...each, marks: ['same-text'] as const } : each,
  );
  const results = runResults(runOf(view, Object.keys(values)), made, tasks);
  return { ...{ key: view, value: null, name: `the ${view}`, samples: [] }, results };
}

const rate = (value: number, low: number, high: number) => ({
  value: expect.closeTo(value, 12),
  low: expect.closeTo(low, 9),
  high: expect.closeTo(high, 9),
});

// Wilson on 3 tasks. Of single outcomes with the normal quantile:
const two = rate(2 / 3, 0.20765960080204765, 0.9385080552796037);
const one = rate(1 / 3, 0.06149194472039615, 0.7923403991979523);
// Of 2, 0 and 3 right calls, which scatter as much as tasks can: so the 9 calls count as 3 trials,
// with the quantile 1.96 + (4.30 - 1.96) * 2/3. On 9 trials it would be 0.27 to 0.81.
const fiveOfNine = rate(5 / 9, 0.06268732890083761, 0.9589538019574071);

test('each way of asking is a plan: greedy, one sample a call, as the plan form makes it', () => {
  const plans = study.plansFor(choices);
  expect(
    plans.map(({ key, value, plan }) => {
      expect(v.parse(planSchema, plan)).toEqual(plan);
      const { asks, prompt, extraction, tasks, samplesPerTask, sampling } = plan;
      expect({ prompt, extraction, tasks, samplesPerTask, sampling, value }).toEqual({
        prompt: { style: 'paper', exampleCount: 3, shownTestCount: 3 },
        ...{ extraction: 'paper', tasks: choices.tasks, samplesPerTask: 1, value: null },
        sampling: { temperature: 0, topP: 1, maxTokens: 99 },
      });
      return [key, asks];
    }),
  ).toEqual([
    ['code', { kind: 'output', shows: 'code' }],
    ['code-and-text', { kind: 'output', shows: 'code-and-text' }],
    ['code-text-and-tests', { kind: 'output', shows: 'code-text-and-tests' }],
    ['text-and-tests', { kind: 'output', shows: 'text-and-tests' }],
  ]);
  expect(plans.map(({ key }) => key)).toEqual([...predictionViews]);
});

test('MAX1, ALL3 and right calls are over tasks that are complete, beside what copying gives', () => {
  const [finding] = study.findingsOf({ name: '', runs: [runWith('code', letters)] });
  expect(finding).toEqual({
    ...{ kind: 'predictions', group: '', name: 'the code', tasks: 3, calls: 9 },
    ...{ 'any-call': two, 'all-calls': one, 'right-calls': fiveOfNine },
    ...{ right: 5, sameText: 3, copied: 5 },
  });
  expect(finding && findingText(finding)).toBe(
    'With the code, 5 of 9 calls are predicted right (55.6%, 95% interval over tasks 6.3% to 95.9%), 3 of them to the character. Of 3 tasks, 66.7% have any call right (MAX1, 95% interval 20.8% to 93.9%) and 33.3% all of them (ALL3, 6.1% to 79.2%). Copying another assert’s output is right for 5 of these calls (55.6%).',
  );
});

test('a run without a complete task says nothing yet', () => {
  const runs = [runWith('code', { '11#1': 'p', '11#2': 'p' })];
  expect(study.findingsOf({ name: '', runs })).toEqual([]);
  expect(study.figuresOf([{ name: '', runs }])).toMatchObject([
    { series: [{ points: [] }, { points: [] }, { points: [] }], lines: [] },
  ]);
  expect(study.numbersOf?.([{ name: '', runs }]).rows).toEqual([]);
});

test('the figure has a place for each way in the paper’s order, and the baseline as a line', () => {
  const right = Object.fromEntries(Object.keys(values).map((id) => [id, 'p']));
  const runs = [runWith('text-and-tests', letters), runWith('code', right)];
  const all = { value: 1, low: expect.any(Number), high: expect.closeTo(1, 9) };
  expect(study.figuresOf([{ name: '', runs }])).toEqual([
    {
      ...{ kind: 'points', name: 'predictions', places: ['the code', 'the text-and-tests'] },
      series: (
        [
          ['any-call', two],
          ['right-calls', fiveOfNine],
          ['all-calls', one],
        ] as const
      ).map(([metric, found]) => ({
        ...{ name: { group: '', metric }, isJoined: false },
        points: [
          { at: 0, rate: all },
          { at: 1, rate: found },
        ],
      })),
      // All 12 calls of the complete run: 2 of task 11, 3 of tasks 13 and 14 each.
      lines: [{ name: { kind: 'copied-output', group: '' }, rate: 8 / 12 }],
      reported: [],
    },
  ]);
  const other = { name: 'Theirs', runs: [runWith('code', letters)] };
  const [both] = study.figuresOf([{ name: 'Mine', runs }, other]);
  expect(both?.kind === 'points' && both.series.map(({ name }) => name)).toEqual([
    { group: 'Mine', metric: 'right-calls' },
    { group: 'Theirs', metric: 'right-calls' },
  ]);
});

test('the numbers of a run are those of tasks, never an interval over calls', () => {
  const table = study.numbersOf?.([{ name: '', runs: [runWith('code', letters)] }]);
  const flat = (share: typeof two) => [share.value, share.low, share.high];
  expect(table).toEqual({
    header: [
      ...['run', 'tasks', 'samples', 'MAX1', 'low', 'high', 'ALL3', 'low', 'high'],
      ...['right calls', 'low', 'high', 'copied outputs'],
    ],
    rows: [['the code', 3, 9, ...flat(two), ...flat(one), ...flat(fiveOfNine), 5 / 9]],
  });
});

test('tasks need a reference that can be run, and asserts that call it', () => {
  const asserts = ['assert f(1) == 1'];
  expect(unfitFor(study, [taskOf(asserts)])).toBeNull();
  expect(unfitFor(study, [taskOf(asserts), taskOf(asserts, { referenceCode: ' \n' })])).toBe(
    'no-function',
  );
  expect(unfitFor(study, [taskOf([])])).toBe('no-asserts');
});
