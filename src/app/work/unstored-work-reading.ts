/** Reads what an earlier page has set aside, which may have been another version's. */

import * as v from 'valibot';
import type { HeldRecord } from './held-records.ts';
import { attemptSchema, programSchema } from './record-schemas.ts';

const heldSchema: v.GenericSchema<unknown, HeldRecord> = v.variant('store', [
  v.object({
    store: v.literal('programs'),
    value: programSchema,
    before: v.nullable(v.string()),
  }),
  v.object({ store: v.literal('attempts'), value: attemptSchema }),
  v.object({
    store: v.literal('settings'),
    value: v.object({ name: v.string(), value: v.unknown() }),
  }),
]);

/** What is no such record is left out. */
export function readUnstored(text: string): HeldRecord[] {
  return parsed(text).flatMap((entry) => {
    const record = v.safeParse(heldSchema, entry);
    return record.success ? [record.output] : [];
  });
}

function parsed(text: string): unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
