/** How much the asserts in the prompt help: none to three of them, graded with all. */

import { placesOf, rateSeries, solvedMore } from './rates.ts';
import { plansOver, usualSizes } from './protocol.ts';
import type { Study } from './study.ts';

export const shownAsserts: Study = {
  id: 'shown-asserts',
  needsPrompt: false,
  hasManyModels: false,
  readsSamples: false,
  namesTasks: false,
  sizes: usualSizes,
  plansFor: (choices) =>
    plansOver(choices, [0, 1, 2, 3], (plan, shownTestCount) => ({
      ...plan,
      prompt: { ...plan.prompt, shownTestCount },
    })).map(({ value, plan }) => ({ key: String(value), value, plan })),
  figuresOf(groups) {
    const places = placesOf(groups);
    const series = rateSeries(groups, places);
    return [{ kind: 'points', name: 'asserts', places, series, lines: [], reported: [] }];
  },
  findingsOf: (group) => [...solvedMore(group, '1', '3'), ...solvedMore(group, '0', '1')],
};
