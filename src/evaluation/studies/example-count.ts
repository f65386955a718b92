/** How much solved examples in the prompt help: none to three of them. */

import { placesOf, rateSeries, solvedMore } from './rates.ts';
import { plansOver, usualSizes } from './protocol.ts';
import type { Study } from './study.ts';

export const exampleCount: Study = {
  id: 'example-count',
  needsPrompt: true,
  hasManyModels: false,
  readsSamples: false,
  namesTasks: false,
  sizes: usualSizes,
  plansFor: (choices) =>
    plansOver(choices, [0, 1, 2, 3], (plan, count) => ({
      ...plan,
      prompt: { ...plan.prompt, exampleCount: count },
    })).map(({ value, plan }) => ({ key: String(value), value, plan })),
  figuresOf(groups) {
    const places = placesOf(groups);
    const series = rateSeries(groups, places);
    return [{ kind: 'points', name: 'examples', places, series, lines: [], reported: [] }];
  },
  findingsOf: (group) => [...solvedMore(group, '0', '3'), ...solvedMore(group, '0', '1')],
};
