/** Plans as text: read from files with the fault named, and told apart by their hash. */

import * as v from 'valibot';
import { sha256 } from '../../tasks/sha256.ts';
import { extractionOf, planSchema, samplingOf, type Plan } from './plan.ts';

export type PlanFault =
  | { readonly kind: 'not-json'; readonly detail: string }
  /** `field` as a path, "sampling.temperature"; "" for the whole. */
  | { readonly kind: 'wrong-field'; readonly field: string; readonly detail: string };

export type PlanReading =
  | { readonly kind: 'plan'; readonly plan: Plan }
  | { readonly kind: 'fault'; readonly fault: PlanFault };

/** Never throws. What the plan does not know of is dropped. */
export function readPlan(text: string): PlanReading {
  try {
    return planOf(JSON.parse(text.replace(/^\uFEFF/, '')));
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { kind: 'fault', fault: { kind: 'not-json', detail } };
  }
}

/** A plan that was parsed already, from a link or from storage. */
export function planOf(value: unknown): PlanReading {
  const parsed = v.safeParse(planSchema, value, { abortEarly: true });
  if (parsed.success) return { kind: 'plan', plan: parsed.output };
  const [issue] = parsed.issues;
  const field = v.getDotPath(issue) ?? '';
  return { kind: 'fault', fault: { kind: 'wrong-field', field, detail: issue.message } };
}

/**
 * The same for two plans that ask for the same samples, whatever they are called and in whatever
 * order their fields were written, by this version or an earlier one.
 */
export function planHash(plan: Plan): Promise<string> {
  return sha256(new TextEncoder().encode(canonicalPlan(plan)));
}

/** What `planHash` is the hash of: as good a key, and there at once. */
export function canonicalPlan(plan: Plan): string {
  const way = extractionOf(plan);
  return canonicalJson({
    ...plan,
    name: undefined,
    sampling: samplingOf(plan),
    extraction: way === 'reply' ? undefined : way,
  });
}

/** JSON without spaces, the keys of every object sorted. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, each]) => `${JSON.stringify(key)}:${canonicalJson(each)}`);
  return `{${fields.join(',')}}`;
}
