/** The failing part of a line, as a program's interpreter or a file claims it: read with care. */

import type { FailingPart } from '../verdict.ts';

const longestLine = 500;
const longestValue = 100;
const mostValues = 4;

/** Undefined for anything that cannot be shown. */
export function readFailingPart(value: unknown): FailingPart | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { code, from, to, values } = value as Readonly<Record<string, unknown>>;
  if (typeof code !== 'string' || code.length > longestLine) return undefined;
  if (!isIndex(from) || !isIndex(to) || from >= to || to > code.length) return undefined;
  const known = readValues(values);
  return { code, from, to, ...(known.length > 0 ? { values: known } : {}) };
}

function readValues(values: unknown): (readonly [string, string])[] {
  if (!Array.isArray(values)) return [];
  return values.slice(0, mostValues).flatMap((each: unknown) => {
    const [name, value]: unknown[] = Array.isArray(each) ? each : [];
    if (typeof name !== 'string' || typeof value !== 'string') return [];
    return [[name.slice(0, longestValue), value.slice(0, longestValue)] as const];
  });
}

function isIndex(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
