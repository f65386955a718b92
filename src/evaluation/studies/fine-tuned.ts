/**
 * What fine-tuning does: a model and the one that it was made of, on the same tasks, prompts and seeds.
 * Owns the pairing of the two runs; the numbers and the test are those of every comparison.
 */

import { usualExtraction } from '../../synthesis/extraction-way.ts';
import { compareRuns, isTested, type PairedComparison } from '../results/run-comparison.ts';
import type { Plan } from '../plans/plan.ts';
import type { Table } from '../table.ts';
import { paperPlan, usualSizes } from './protocol.ts';
import { placeOf, rateSeries, solvedMore } from './rates.ts';
import type { Study, StudyChoices, StudyGroup } from './study.ts';

/** The tuned one runs first: a base that is there with its adapter answers by itself too. */
const roles = ['tuned', 'base'] as const;

export const fineTuned: Study = {
  id: 'fine-tuned',
  needsPrompt: true,
  hasManyModels: false,
  pairsModels: true,
  readsSamples: false,
  namesTasks: false,
  sizes: usualSizes,
  plansFor: ({ writers: [tuned, base], prompt, ...size }) =>
    tuned && base
      ? roles.map((key) => ({
          ...{ key, value: null },
          plan: asked(paperPlan(size, key === 'tuned' ? tuned : base), prompt),
        }))
      : [],
  figuresOf(groups) {
    const runs = groups.flatMap((group) => group.runs);
    const begun = ['base', 'tuned'].flatMap((key) => runs.find((run) => run.key === key) ?? []);
    const places = begun.map(placeOf);
    const series = rateSeries(groups, places);
    return [{ kind: 'points', name: 'fine-tuned', places, series, lines: [], reported: [] }];
  },
  findingsOf: (group) => solvedMore(group, 'base', 'tuned'),
};

function asked(plan: Plan, prompt: StudyChoices['prompt']): Plan {
  if (prompt !== 'instruction') return plan;
  return {
    ...plan,
    prompt: { style: prompt, exampleCount: 0, shownTestCount: 3 },
    extraction: usualExtraction(prompt),
  };
}

/** The base first; null where one of the two has no samples yet, or they have no task in common. */
export function pairedModels({ runs }: StudyGroup): PairedComparison | null {
  const [base, tuned] = (['base', 'tuned'] as const).map((key) =>
    runs.find((run) => run.key === key),
  );
  if (!base || !tuned) return null;
  const [pair] = compareRuns([base.results, tuned.results]).pairs;
  return pair && pair.tasks > 0 ? pair : null;
}

export function pairedTable(pair: PairedComparison): Table {
  const { both, onlyFirst, onlySecond, neither } = pair.counts;
  return {
    header: [
      ...['base', 'tuned', 'tasks', 'both', 'only base', 'only tuned', 'neither'],
      ...['difference', 'low', 'high', 'McNemar p'],
    ],
    rows: [
      [
        ...[pair.first.modelName, pair.second.modelName, pair.tasks],
        ...[both, onlyFirst, onlySecond, neither],
        ...[pair.solvedTasks?.value ?? null, pair.solvedTasks?.low ?? null],
        ...[pair.solvedTasks?.high ?? null, isTested(pair) ? pair.solvedPValue : null],
      ],
    ],
  };
}
