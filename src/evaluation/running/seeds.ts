/** Which seed a sample is made with: anybody who has the plan can work it out again. */

import { sha256 } from '../../tasks/sha256.ts';
import type { Plan } from '../plans/plan.ts';

/** Engines take whole numbers from 0 below this. */
const seedCount = 2 ** 31;

/**
 * `by-task`: the first 32 bits of the SHA-256 of "BASE/TASK/INDEX" (UTF-8), without the last one.
 * Samples of different tasks share nothing, as intervals over tasks take for granted: where sample
 * i of every task had one seed, and 5% of what it decides were shared, intervals for 500 tasks with
 * one sample each held the true rate half as often as they say. Where a plan names no rule, it is
 * of that kind: `baseSeed + index`, beginning again at 0.
 */
export async function seedOf(
  { seedRule, baseSeed }: Pick<Plan, 'seedRule' | 'baseSeed'>,
  task: string,
  index: number,
): Promise<number> {
  if (seedRule === undefined) return (baseSeed + index) % seedCount;
  const digest = await sha256(new TextEncoder().encode(`${baseSeed}/${task}/${index}`));
  return Math.floor(parseInt(digest.slice(0, 8), 16) / 2);
}
