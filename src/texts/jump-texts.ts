/** The bar at the foot of a phone's page: names of the parts that it leads to. */

import { commonTexts } from './common-texts.ts';

export const jumpTexts = {
  label: 'Parts of the page',
  task: 'Task',
  code: 'Code',
  tests: 'Tests',
  testsPassed: (passed: number, all: number) => `Tests ${commonTexts.amountOf(passed, all)}`,
  attempts: (count: number) => (count > 0 ? `Attempts ${count}` : 'Attempts'),
} as const;
