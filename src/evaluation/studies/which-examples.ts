/**
 * How much it matters which examples are shown: seeds that draw three of the tasks kept for
 * prompts, and what all of them solve together.
 */

import { sanitizedMbpp } from '../../tasks/sets/sanitized-mbpp.ts';
import { splitOf } from '../../tasks/task-sets.ts';
import type { PointSeries, ReferenceLine } from '../charts/points-chart.ts';
import { drawn } from '../plans/task-selection.ts';
import { plansOver, usualSizes } from './protocol.ts';
import { placeOf } from './rates.ts';
import type { LineName, SeriesName, Study, StudyGroup, StudyRun } from './study.ts';
import type { StudyFinding } from './study-finding.ts';

const seeds = [1, 2, 3, 4, 5, 6];
const examplesShown = 3;
/** Of MBPP the tasks that are for prompts; of a set without such, its first ten. */
const firstIds = Array.from({ length: 10 }, (_, at) => String(at + 1));
/** The best seed of the paper solves about 60% of the tasks (arXiv 2108.07732). */
const reportedBest = 0.6;

export const whichExamples: Study = {
  id: 'which-examples',
  needsPrompt: true,
  hasManyModels: false,
  readsSamples: false,
  namesTasks: false,
  sizes: usualSizes,
  plansFor: (choices) =>
    plansOver(choices, seeds, (plan, seed) => ({
      ...plan,
      prompt: { ...plan.prompt, exampleIds: examplesOf(plan.tasks.source, seed) },
    })).map(({ value, plan }) => ({ key: String(value), value, plan })),
  figuresOf(groups) {
    const sorted = groups.map((group) => ({ ...group, runs: bestFirst(group.runs) }));
    const most = Math.max(0, ...sorted.map(({ runs }) => runs.length));
    return [
      {
        kind: 'points',
        name: 'seeds',
        // Several groups have an order each: then places are ranks.
        places:
          groups.length === 1
            ? (sorted[0]?.runs.map(placeOf) ?? [])
            : Array.from({ length: most }, (_, at) => String(at + 1)),
        series: sorted.map(sortedSeries),
        lines: [...sorted.flatMap(anySeed), { name: paperLine, rate: reportedBest }],
        reported: [],
      },
    ];
  },
  findingsOf: ensemble,
};

const paperLine: LineName = { kind: 'paper', what: 'best-seed' };

/** Three ids in the order drawn; the same seed draws the same ones everywhere. */
export function examplesOf(source: string, seed: number): string[] {
  return [...drawn(examplePool(source), examplesShown, seed)];
}

/** What seeds draw from, which is not to be graded. */
export function examplePool(source: string): readonly string[] {
  const kept = firstIds.filter((id) => splitOf({ source, id }) === 'prompt');
  // The sanitized set has seven of the ten.
  if (source === sanitizedMbpp.id) return sanitizedPromptIds;
  return kept.length > 0 ? kept : firstIds;
}

const sanitizedPromptIds = ['2', '3', '4', '6', '7', '8', '9'];

function bestFirst(runs: readonly StudyRun[]): StudyRun[] {
  return runs.toSorted((left, right) => rateOf(right) - rateOf(left));
}

function rateOf({ results }: StudyRun): number {
  return results.solvedTasks?.value ?? 0;
}

function sortedSeries({ name: group, runs }: StudyGroup): PointSeries<SeriesName> {
  const points = runs.flatMap(({ results }, at) =>
    results.solvedTasks ? [{ at, rate: results.solvedTasks }] : [],
  );
  return { name: { group, metric: 'solved-tasks' }, isJoined: false, points };
}

function anySeed(group: StudyGroup): ReferenceLine<LineName>[] {
  const [found] = ensemble(group);
  if (found?.kind !== 'ensemble') return [];
  const rate = found.solvedByAny / found.tasks;
  return [{ name: { kind: 'any-seed', group: group.name }, rate }];
}

/** On the tasks that every seed has samples for. */
function ensemble({ name: group, runs }: StudyGroup): StudyFinding[] {
  if (runs.length < 2) return [];
  const solved = runs.map(({ name, results }) => {
    const counted = results.rows.filter(({ n }) => n > 0);
    const tasks = new Set(counted.map(({ task }) => task));
    return { name, tasks, solved: counted.filter(({ c }) => c > 0).map(({ task }) => task) };
  });
  const common = [...(solved[0]?.tasks ?? [])].filter((id) =>
    solved.every(({ tasks }) => tasks.has(id)),
  );
  if (common.length === 0) return [];
  const sets = solved.map((each) => ({
    name: each.name,
    solved: new Set(each.solved.filter((id) => common.includes(id))),
  }));
  const bySize = sets.toSorted((left, right) => right.solved.size - left.solved.size);
  const [best, worst] = [bySize[0], bySize.at(-1)];
  if (!best || !worst) return [];
  const pairs = sets.flatMap((left, at) => sets.slice(at + 1).map((right) => [left, right]));
  const isUnnested = ([left, right]: (typeof sets)[number][]) =>
    [...(left?.solved ?? [])].some((id) => !right?.solved.has(id)) &&
    [...(right?.solved ?? [])].some((id) => !left?.solved.has(id));
  const solvers = (id: string) => sets.filter((set) => set.solved.has(id));
  const solvedByOne = sets.flatMap((set) => {
    const tasks = [...set.solved].filter((id) => solvers(id).length === 1);
    return tasks.length === 0 ? [] : [{ name: set.name, tasks }];
  });
  return [
    {
      ...{ kind: 'ensemble', group, seeds: sets.length, tasks: common.length },
      solvedByAny: common.filter((id) => solvers(id).length > 0).length,
      solvedByAll: common.filter((id) => solvers(id).length === sets.length).length,
      best: { name: best.name, solved: best.solved.size },
      worst: { name: worst.name, solved: worst.solved.size },
      ...{ unnestedPairs: pairs.filter(isUnnested).length, pairs: pairs.length },
      solvedByOne,
    },
  ];
}
