/** Calls that a person kept as tests of their own, as they are stored and exported. */

import { keptFields } from '../work/kept-settings.ts';

/** By the key of their task. */
export type KeptCalls = Readonly<Record<string, readonly string[]>>;

/** What is stored may be from another version of the page. */
export function readKeptCalls(kept: unknown): KeptCalls {
  const lists = Object.entries(keptFields(kept)).map(([key, calls]) => {
    const known = Array.isArray(calls) ? calls.filter((call) => typeof call === 'string') : [];
    return [key, known] as const;
  });
  return Object.fromEntries(lists);
}

/** How many of these are not kept yet. */
export function newCallCount(kept: unknown, arriving: KeptCalls): number {
  const here = readKeptCalls(kept);
  const added = Object.entries(arriving).map(([key, calls]) => {
    const known = new Set(here[key]);
    return new Set(calls.filter((call) => !known.has(call))).size;
  });
  return added.reduce((total, each) => total + each, 0);
}

/** The kept calls with these behind them, each once. */
export function withKeptCalls(kept: unknown, arriving: KeptCalls): unknown {
  const added = Object.entries(arriving);
  if (added.length === 0) return kept;
  const here = readKeptCalls(kept);
  const joined = added.map(([key, calls]) => [key, [...new Set([...(here[key] ?? []), ...calls])]]);
  return { ...keptFields(kept), ...Object.fromEntries(joined) };
}
