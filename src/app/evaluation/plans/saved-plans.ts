/**
 * The list of saved plans as it is kept: what of it this version can read, and changes to it that
 * leave alone what it cannot, which a later version may have saved.
 */

import { planOf } from '../../../evaluation/plans/plan-reading.ts';
import type { Plan } from '../../../evaluation/plans/plan.ts';
import { keptList } from '../../work/kept-settings.ts';

export interface SavedPlan {
  /** Unique among those that are kept. */
  readonly id: string;
  readonly plan: Plan;
}

interface KeptPlan {
  readonly entry: unknown;
  /** Null where this version cannot read it. */
  readonly saved: SavedPlan | null;
}

/** Newest first. */
export function readablePlans(kept: unknown): SavedPlan[] {
  return keptPlans(kept).flatMap(({ saved }) => saved ?? []);
}

export function withPlan(kept: unknown, added: SavedPlan): unknown[] {
  return [added, ...keptList(kept)];
}

/** Adds it where it was deleted meanwhile. */
export function withPlanReplaced(kept: unknown, newer: SavedPlan): unknown[] {
  const plans = keptPlans(kept);
  if (!plans.some(({ saved }) => saved?.id === newer.id)) return withPlan(kept, newer);
  return plans.map(({ entry, saved }) => (saved?.id === newer.id ? newer : entry));
}

export function withPlanDuplicated(kept: unknown, id: string, newId: string): unknown[] {
  return keptPlans(kept).flatMap(({ entry, saved }) =>
    saved?.id === id ? [{ id: newId, plan: saved.plan }, entry] : [entry],
  );
}

export function withoutPlan(kept: unknown, id: string): unknown[] {
  return keptPlans(kept).flatMap(({ entry, saved }) => (saved?.id === id ? [] : [entry]));
}

/** Two tabs may have changed one plan, and what came of both is kept: each under an id of its own. */
function keptPlans(kept: unknown): KeptPlan[] {
  const ids = new Set<string>();
  return keptList(kept).map((entry) => {
    const saved = readPlanEntry(entry);
    if (!saved) return { entry, saved };
    let { id } = saved;
    while (ids.has(id)) id += '+';
    ids.add(id);
    return { entry, saved: { ...saved, id } };
  });
}

function readPlanEntry(entry: unknown): SavedPlan | null {
  if (typeof entry !== 'object' || entry === null) return null;
  if (!('id' in entry) || typeof entry.id !== 'string' || !('plan' in entry)) return null;
  const reading = planOf(entry.plan);
  return reading.kind === 'plan' ? { id: entry.id, plan: reading.plan } : null;
}
