/** A plan as a link: all of it is in the fragment, which browsers do not send to any server. */

import { readPlan, type PlanReading } from '../../../evaluation/plans/plan-reading.ts';
import type { Plan } from '../../../evaluation/plans/plan.ts';
import { mostLinkLength } from '../../../platform/text-limits.ts';
import { packText, unpackText } from '../../sharing/packed-text.ts';

const prefix = '#/plan/';

export function isPlanFragment(fragment: string): boolean {
  return fragment.startsWith(prefix);
}

/** The fragment, with its "#"; null where it is too long for a link. */
export async function writePlanFragment(plan: Plan): Promise<string | null> {
  const fragment = prefix + (await packText(JSON.stringify(plan)));
  return fragment.length <= mostLinkLength ? fragment : null;
}

/** Never rejects: a link that was cut or changed on its way holds no JSON. */
export async function readPlanFragment(fragment: string): Promise<PlanReading> {
  const text = await unpackText(fragment.slice(prefix.length)).catch(() => '');
  return readPlan(text);
}
