/** A plan as a link: it comes back as it was, and one that is too long is not made. */

import { expect, test } from 'vitest';
import {
  isPlanFragment,
  readPlanFragment,
  writePlanFragment,
} from '../../../../src/app/evaluation/plans/plan-link.ts';
import { planOf } from '../../../support/plans.ts';

test('a plan comes back from its link', async () => {
  const plan = planOf({ name: 'From a friend – für alle' });
  const fragment = (await writePlanFragment(plan)) ?? '';
  expect(isPlanFragment(fragment)).toBe(true);
  expect(await readPlanFragment(fragment)).toEqual({ kind: 'plan', plan });
});

test('of a plan that browsers would cut on its way, no link is made', async () => {
  const ids = Array.from({ length: 20_000 }, () => crypto.randomUUID());
  const tasks = { source: 'mbpp', which: { kind: 'ids' as const, ids } };
  expect(await writePlanFragment(planOf({ tasks }))).toBeNull();
});
