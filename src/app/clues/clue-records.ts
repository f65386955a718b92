/**
 * How many of a task's hints a person has opened, as it is stored and exported. The code calls what
 * the page gives a person a clue: a hint is what a person gives a model.
 */

import { keptFields } from '../work/kept-settings.ts';

/** From what kind of thing it is to the whole reference: see `tasks/reference-clues`. */
export const clueCount = 5;

/** By the key of their task: 1 for the first alone, `clueCount` for the whole reference. */
export type SeenClues = Readonly<Record<string, number>>;

/** What is stored may be from another version of the page. */
export function readSeenClues(kept: unknown): SeenClues {
  const known = Object.entries(keptFields(kept)).filter(
    (entry): entry is [string, number] => Number.isInteger(entry[1]) && Number(entry[1]) > 0,
  );
  return Object.fromEntries(known.map(([key, seen]) => [key, Math.min(seen, clueCount)]));
}

/** How many of these were not open here. */
export function newClueCount(kept: unknown, arriving: SeenClues): number {
  const here = readSeenClues(kept);
  const added = Object.entries(arriving).map(([key, seen]) => Math.max(0, seen - (here[key] ?? 0)));
  return added.reduce((total, each) => total + each, 0);
}

/** The kept counts with these: who has seen a hint has seen it. */
export function withSeenClues(kept: unknown, arriving: SeenClues): unknown {
  const here = readSeenClues(kept);
  const added = Object.entries(arriving).filter(([key, seen]) => seen > (here[key] ?? 0));
  return added.length === 0 ? kept : { ...keptFields(kept), ...Object.fromEntries(added) };
}
