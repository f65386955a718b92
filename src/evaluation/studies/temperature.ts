/** Which temperature is best for how many samples: pass@k at several, each from one pool. */

import { sameTasks } from '../results/pass-curve.ts';
import { plansOver, usualSizes } from './protocol.ts';
import type { Study, StudyGroup } from './study.ts';
import type { StudyFinding } from './study-finding.ts';

const temperatures = [0.2, 0.5, 0.8, 1.1];

export const temperature: Study = {
  id: 'temperature',
  needsPrompt: true,
  hasManyModels: false,
  readsSamples: false,
  namesTasks: false,
  sizes: { ...usualSizes, small: { ...usualSizes.small, samplesPerTask: 10 } },
  plansFor: (choices) =>
    plansOver(choices, temperatures, (plan, value) => ({
      ...plan,
      sampling: { ...plan.sampling, temperature: value },
    })).map(({ value, plan }) => ({ key: String(value), value, plan })),
  figuresOf: (groups) => [
    {
      kind: 'pass',
      name: 'pass-by-temperature',
      curves: groups.flatMap(({ name: group, runs }) =>
        runs.flatMap(({ name, results }) => {
          const points = sameTasks(results.passAt);
          const curve = { name: group === '' ? name : `${group}: ${name}`, points };
          return points.length === 0 ? [] : [curve];
        }),
      ),
    },
  ],
  findingsOf(group) {
    const most = mostSamplesOfAll(group);
    return [1, most].flatMap((k, at) => (at === 1 && k <= 1 ? [] : bestAt(group, k)));
  },
};

/** The largest k that every curve reaches. */
function mostSamplesOfAll({ runs }: StudyGroup): number {
  const ends = runs.map(({ results }) => sameTasks(results.passAt).at(-1)?.k ?? 0);
  return ends.length === 0 ? 0 : Math.min(...ends);
}

/** Nothing to choose from below two runs. */
function bestAt({ name: group, runs }: StudyGroup, k: number): StudyFinding[] {
  const rates = runs.flatMap(({ name, results }) => {
    const point = sameTasks(results.passAt).find((each) => each.k === k);
    return point ? [{ name, rate: point }] : [];
  });
  const [best, next] = rates.toSorted((left, right) => right.rate.value - left.rate.value);
  if (!best || !next) return [];
  const { value, low, high } = best.rate;
  const isApart = rates.every((each) => each === best || each.rate.high < low);
  const others = { next: next.name, nextRate: next.rate.value };
  return [
    { kind: 'best-at', group, k, name: best.name, rate: { value, low, high }, isApart, ...others },
  ];
}
