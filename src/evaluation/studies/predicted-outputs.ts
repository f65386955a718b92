/**
 * What a program returns, as models predict it: the paper's four ways of asking, each call once and
 * greedily. Calls of one task are no independent trials, so every share here is over tasks.
 */

import { predictionViews } from '../../tasks/task-kind.ts';
import type { ReferenceLine } from '../charts/points-chart.ts';
import { copiedOutputs, countedCalls } from '../results/prediction-scores.ts';
import type { TaskRow } from '../results/run-results.ts';
import { clusteredProportion } from '../statistics/proportion.ts';
import type { Table } from '../table.ts';
import { plansOver, usualSizes } from './protocol.ts';
import { placeOf } from './rates.ts';
import type { LineName, Study, StudyGroup, StudyRun } from './study.ts';
import type { PredictionShares, StudyFinding } from './study-finding.ts';

const kind = 'output';
/** A value is shorter than a program. */
const maxTokens = 128;

export const predictedOutputs: Study = {
  id: 'predicted-outputs',
  needsPrompt: true,
  hasManyModels: false,
  readsSamples: false,
  namesTasks: false,
  isGreedy: true,
  asks: { kind, shows: 'code' },
  sizes: {
    small: { ...usualSizes.small, samplesPerTask: 1, maxTokens },
    paper: { ...usualSizes.paper, samplesPerTask: 1, maxTokens },
  },
  plansFor: (choices) =>
    plansOver(choices, predictionViews, (plan, shows) => ({
      ...plan,
      asks: { kind, shows },
      samplesPerTask: 1,
      sampling: { ...plan.sampling, temperature: 0 },
    })).map(({ value, plan }) => ({ key: value, value: null, plan })),
  figuresOf(groups) {
    const places = placesOf(groups);
    const metrics =
      groups.length > 1
        ? (['right-calls'] as const)
        : (['any-call', 'right-calls', 'all-calls'] as const);
    const series = groups.flatMap(({ name: group, runs }) =>
      metrics.map((metric) => ({
        name: { group, metric },
        isJoined: false,
        points: places.flatMap((place, at) => {
          const run = runs.find((each) => placeOf(each) === place);
          const scores = run ? scoresOf(run) : null;
          return scores ? [{ at, rate: scores[metric] }] : [];
        }),
      })),
    );
    const lines = groups.flatMap(copiedLine);
    return [{ kind: 'points', name: 'predictions', places, series, lines, reported: [] }];
  },
  findingsOf: ({ name: group, runs }) =>
    runs.flatMap((run): StudyFinding[] => {
      const scores = scoresOf(run);
      return scores ? [{ kind: 'predictions', group, name: run.name, ...scores }] : [];
    }),
  numbersOf: scoresTable,
};

/** Null where no task is complete. */
function scoresOf({ results }: StudyRun): PredictionShares | null {
  const tasks = countedCalls(results.rows);
  const calls = tasks.flat();
  const anyCall = shareOf(tasks, (own) => (own.some(isRight) ? 1 : 0));
  const allCalls = shareOf(tasks, (own) => (own.every(isRight) ? 1 : 0));
  const rightCalls = clusteredProportion(
    tasks.map((own) => ({ sum: own.filter(isRight).length, weight: own.length })),
    calls.length,
  );
  if (!anyCall || !allCalls || !rightCalls) return null;
  return {
    ...{ tasks: tasks.length, calls: calls.length },
    ...{ 'any-call': anyCall, 'all-calls': allCalls, 'right-calls': rightCalls },
    right: calls.filter(isRight).length,
    sameText: calls.filter(isSameText).length,
    copied: copiedOutputs(calls.flatMap(({ asked }) => asked ?? [])).right,
  };
}

type CallsOfTask = readonly TaskRow[];

function shareOf(tasks: readonly CallsOfTask[], countOf: (own: CallsOfTask) => number) {
  return clusteredProportion(
    tasks.map((own) => ({ sum: countOf(own), weight: 1 })),
    tasks.length,
  );
}

function isRight({ c }: TaskRow): boolean {
  return c > 0;
}

function isSameText({ counted }: TaskRow): boolean {
  return counted.some(({ status, marks }) => status === 'passed' && marks?.includes('same-text'));
}

/** The names of all groups' runs in the order of the views, each once. */
function placesOf(groups: readonly StudyGroup[]): string[] {
  const runs = groups.flatMap((group) => group.runs);
  const sorted = predictionViews.flatMap((view) => runs.filter(({ key }) => key === view));
  return [...new Set(sorted.map(placeOf))];
}

/** All four runs ask about the same calls: the baseline is that of the run with most of them. */
function copiedLine({ name: group, runs }: StudyGroup): ReferenceLine<LineName>[] {
  const scores = runs.flatMap((run) => scoresOf(run) ?? []);
  const [most] = scores.toSorted((left, right) => right.calls - left.calls);
  return most ? [{ name: { kind: 'copied-output', group }, rate: most.copied / most.calls }] : [];
}

function scoresTable(groups: readonly StudyGroup[]): Table {
  return {
    header: [
      ...(groups.length > 1 ? ['study'] : []),
      ...['run', 'tasks', 'samples', 'MAX1', 'low', 'high', 'ALL3', 'low', 'high'],
      ...['right calls', 'low', 'high', 'copied outputs'],
    ],
    rows: groups.flatMap(({ name: group, runs }) =>
      runs.flatMap((run) => {
        const scores = scoresOf(run);
        if (!scores) return [];
        const rates = [scores['any-call'], scores['all-calls'], scores['right-calls']];
        return [
          [
            ...(groups.length > 1 ? [group] : []),
            ...[run.name, scores.tasks, scores.calls],
            ...rates.flatMap(({ value, low, high }) => [value, low, high]),
            scores.copied / scores.calls,
          ],
        ];
      }),
    ),
  };
}
