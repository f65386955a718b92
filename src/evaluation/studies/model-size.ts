/** How the share of solved tasks grows with the size of the model. */

import { logLinearFit } from '../statistics/log-linear-fit.ts';
import type { SizedRun } from '../charts/size-chart.ts';
import type { PlannedModel } from '../plans/plan.ts';
import { canonicalJson } from '../plans/plan-reading.ts';
import { paperPlan, usualSizes } from './protocol.ts';
import type { Study, StudyGroup } from './study.ts';
import type { StudyFinding } from './study-finding.ts';

/** 59.6% of the 500 test tasks, by the 137B model with 80 samples a task (arXiv 2108.07732). */
const reported = { parameters: 137e9, rate: 0.596 };

export const modelSize: Study = {
  id: 'model-size',
  needsPrompt: false,
  hasManyModels: true,
  readsSamples: false,
  namesTasks: false,
  sizes: usualSizes,
  plansFor: ({ writers, ...size }) =>
    writers.map((writer, at) => ({
      key: modelKey(writer),
      value: at,
      plan: paperPlan(size, writer),
    })),
  figuresOf(groups) {
    const runs = groups.flatMap(sizedRuns);
    return runs.length === 0 ? [] : [{ kind: 'size', name: 'solved-by-size', runs, reported }];
  },
  findingsOf(group) {
    const points = sizedRuns({ ...group, name: '' }).map(({ parameters, rate }) => ({
      ...{ parameters, rate: rate.value },
    }));
    const fit = logLinearFit(points);
    if (!fit) return unsized(group);
    const { perDecade, perDecadeInterval: interval, rSquared } = fit;
    const found = { models: points.length, perDecade, interval, rSquared };
    return [{ kind: 'growth', group: group.name, ...found }, ...unsized(group)];
  },
};

/** Two models never share one; the same choice always has the same. */
export function modelKey(writer: PlannedModel): string {
  return canonicalJson(writer);
}

function unsized({ name: group, runs }: StudyGroup): StudyFinding[] {
  const without = runs.filter(({ results }) => !results.run.modelParameters);
  const names = without.map(({ name }) => name);
  return names.length === 0 ? [] : [{ kind: 'unsized', group, names }];
}

/** Without those whose size is not known: a run can be given it. */
function sizedRuns({ name: group, runs }: StudyGroup): SizedRun[] {
  return runs.flatMap(({ name, results: { run, solvedTasks } }) => {
    const { modelParameters } = run;
    if (!modelParameters || !solvedTasks) return [];
    const shown = group === '' ? name : `${group}: ${name}`;
    return [{ name: shown, parameters: modelParameters, rate: solvedTasks }];
  });
}
