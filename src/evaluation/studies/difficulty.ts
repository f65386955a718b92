/** Which tasks are hard, by the length of their reference, and which errors models make. */

import { referenceLengthOf, referenceLengths } from '../../tasks/reference-length.ts';
import type { PointSeries } from '../charts/points-chart.ts';
import { clusteredProportion, sumOf } from '../statistics/proportion.ts';
import { modelKey } from './model-size.ts';
import { paperPlan, usualSizes } from './protocol.ts';
import type { SeriesName, Study, StudyGroup, StudyRun } from './study.ts';
import type { StudyFinding } from './study-finding.ts';

export const difficulty: Study = {
  id: 'difficulty',
  needsPrompt: false,
  hasManyModels: true,
  readsSamples: false,
  namesTasks: false,
  sizes: usualSizes,
  // The same as those of the study of model sizes, whose runs count here too.
  plansFor: ({ writers, ...size }) =>
    writers.map((writer, at) => ({
      ...{ key: modelKey(writer), value: at, plan: paperPlan(size, writer) },
    })),
  figuresOf(groups) {
    const runs = bySize(groups.flatMap((group) => group.runs.map((run) => ({ group, run }))));
    return [
      {
        ...{ kind: 'points', name: 'lengths', places: referenceLengths },
        series: runs.map(({ group, run }) => lengthSeries(group, run)),
        ...{ lines: [], reported: [] },
      },
      {
        ...{ kind: 'classes', name: 'errors' },
        counts: runs.map(({ group, run }) => ({
          ...{ name: nameIn(group, run), counts: run.results.classes },
        })),
      },
    ];
  },
  findingsOf: (group) =>
    bySize(group.runs.map((run) => ({ run }))).flatMap(({ run }) => errorShare(group, run)),
};

/** Smallest model first, those of which nothing says how large they are last. */
function bySize<Entry extends { readonly run: StudyRun }>(entries: readonly Entry[]): Entry[] {
  const sizeOf = ({ run: { results } }: Entry) => results.run.modelParameters ?? Infinity;
  return entries.toSorted((left, right) => {
    const [one, other] = [sizeOf(left), sizeOf(right)];
    return one === other ? 0 : one - other;
  });
}

function nameIn({ name: group }: StudyGroup, { name }: StudyRun): string {
  return group === '' ? name : `${group}: ${name}`;
}

/** Samples that pass, of the tasks with a reference of each length; none where there are none. */
function lengthSeries(group: StudyGroup, run: StudyRun): PointSeries<SeriesName> {
  const points = referenceLengths.flatMap((length, at) => {
    const rows = run.results.rows.filter(
      ({ n, asked }) => n > 0 && asked && referenceLengthOf(asked) === length,
    );
    const clusters = rows.map(({ n, c }) => ({ sum: c, weight: n }));
    const rate = clusteredProportion(
      clusters,
      sumOf(rows, ({ n }) => n),
    );
    return rate ? [{ at, rate }] : [];
  });
  const name = { group: nameIn(group, run), metric: 'passing-samples' } as const;
  return { name, isJoined: true, points };
}

function errorShare({ name: group }: StudyGroup, { name, results }: StudyRun): StudyFinding[] {
  const { solved, ...errors } = results.classes;
  const failures = Object.values(errors).reduce((sum, count) => sum + count, 0);
  if (failures === 0) return [];
  const assertions = errors['failed assertion'];
  return [{ kind: 'error-share', group, name, samples: failures + solved, failures, assertions }];
}
