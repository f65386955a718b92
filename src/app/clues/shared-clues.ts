/** A page's hints: one for all views that show them or turn them off, made when first needed. */

import { Clues, type CluesParts } from './clues.svelte.ts';

const known = new WeakMap<CluesParts, Clues>();

export function cluesOf(parts: CluesParts): Clues {
  const clues = known.get(parts) ?? new Clues(parts);
  known.set(parts, clues);
  return clues;
}
