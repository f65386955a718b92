/** The paper's two metrics of a study's runs, as series of points and as rows of a table. */

import type { PointSeries } from '../charts/points-chart.ts';
import { compareRuns, type Pairing } from '../results/run-comparison.ts';
import { holm } from '../statistics/sign-flip.ts';
import type { Cell, Table } from '../table.ts';
import type { SeriesName, Study, StudyGroup, StudyRun } from './study.ts';
import type { StudyFinding } from './study-finding.ts';

/**
 * Several groups are compared by the first metric alone: twice as many lines would hide it. With one
 * sample a task the two are one number, which is not told twice.
 */
export function rateSeries(
  groups: readonly StudyGroup[],
  places: readonly string[],
): PointSeries<SeriesName>[] {
  const metrics =
    groups.length > 1 || areSingle(groups)
      ? (['solved-tasks'] as const)
      : (['solved-tasks', 'passing-samples'] as const);
  return groups.flatMap(({ name: group, runs }) =>
    metrics.map((metric) => ({
      name: { group, metric },
      isJoined: true,
      points: runs.flatMap((run) => {
        const { solvedTasks, solvingSamples } = run.results;
        const rate = metric === 'solved-tasks' ? solvedTasks : solvingSamples;
        const at = places.indexOf(placeOf(run));
        return rate && at >= 0 ? [{ at, rate }] : [];
      }),
    })),
  );
}

/** The values of all groups' runs, each once, in their order. */
export function placesOf(groups: readonly StudyGroup[]): string[] {
  const runs = groups.flatMap((group) => group.runs);
  const sorted = runs.toSorted((left, right) => (left.value ?? 0) - (right.value ?? 0));
  return [...new Set(sorted.map(placeOf))];
}

/** The axis says what it is of. */
export function placeOf({ name, value }: StudyRun): string {
  return value === null ? name : String(value);
}

/** Whether no run has more than one sample of any task. */
function areSingle(groups: readonly StudyGroup[]): boolean {
  return groups.every(({ runs }) =>
    runs.every(({ results }) => results.countedSamples === results.countedTasks),
  );
}

/** Of every run: as a table to be read on the page, and as a file. */
export function ratesTable(groups: readonly StudyGroup[]): Table {
  const isSingle = areSingle(groups);
  return {
    header: [
      ...(groups.length > 1 ? ['study'] : []),
      ...['run', 'tasks', 'samples', 'solved tasks', 'low', 'high'],
      ...(isSingle ? [] : ['passing samples', 'low', 'high']),
    ],
    rows: groups.flatMap(({ name, runs }) =>
      runs.map((run) => [...(groups.length > 1 ? [name] : []), ...ratesRow(run, isSingle)]),
    ),
  };
}

function ratesRow({ name, results }: StudyRun, isSingle: boolean): Cell[] {
  const { countedTasks, countedSamples, solvedTasks, solvingSamples } = results;
  return [
    ...[name, countedTasks, countedSamples],
    ...(isSingle ? [solvedTasks] : [solvedTasks, solvingSamples]).flatMap((rate) => [
      ...[rate?.value ?? null, rate?.low ?? null, rate?.high ?? null],
    ]),
  ];
}

/** What is found of a group, and whether its runs can still grow. */
export function findingsOf(study: Study, group: StudyGroup): StudyFinding[] {
  const isSoFar = group.runs.some(({ results }) => results.canGrow);
  const found = study.findingsOf(group);
  return isSoFar ? found.map((finding) => ({ ...finding, isSoFar })) : [...found];
}

/** Several comparisons at once claim something false no more often than one does (Holm). */
export function correctedFindings(findings: readonly StudyFinding[]): StudyFinding[] {
  const compared = findings.filter((finding) => finding.kind === 'solved-more');
  const adjusted = holm(compared.map(({ pValue, isSoFar }) => (isSoFar ? 1 : pValue)));
  return findings.map((finding) => {
    if (finding.kind !== 'solved-more') return finding;
    const pValue = adjusted[compared.indexOf(finding)] ?? finding.pValue;
    return { ...finding, corrected: { pValue, comparisons: compared.length } };
  });
}

/** [] where one of the two runs has no results, or they have no task in common. */
export function solvedMore(
  { name: group, runs }: StudyGroup,
  fromKey: string,
  toKey: string,
  pairing: Pairing = 'same',
): StudyFinding[] {
  const from = runs.find(({ key }) => key === fromKey);
  const to = runs.find(({ key }) => key === toKey);
  if (!from || !to) return [];
  const [pair] = compareRuns([from.results, to.results], pairing).pairs;
  if (!pair || pair.tasks === 0) return [];
  const { tasks, onlyFirst, onlySecond, solvedPValue, solvedTasks } = pair;
  const names = { from: from.name, to: to.name, onlyFrom: onlyFirst, onlyTo: onlySecond };
  const numbers = { tasks, pValue: solvedPValue, difference: solvedTasks };
  return [{ kind: 'solved-more', group, ...names, ...numbers }];
}
