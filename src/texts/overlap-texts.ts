/** Texts about how much of the reference solutions is in the samples, beside what is said of training data. */

import type { RunResults } from '../evaluation/results/run-results.ts';
import { count, grouped, percent } from './format.ts';
import { contaminationText } from './result-texts.ts';

/** Null where the set is not known to be published, and where the overlap is not known. */
export function overlapText(results: RunResults): string | null {
  const fact = overlapOfRunText(results);
  return fact && `${fact} ${overlapMeaning}`;
}

/** The same without its meaning, which is one for all runs. */
export function overlapOfRunText({ run, referenceOverlap }: RunResults): string | null {
  if (!referenceOverlap || contaminationText(run) === null) return null;
  const { samples, share, aboveHalf } = referenceOverlap;
  return `Line overlap with the reference solutions: a program has ${percent(share)} of its reference’s lines on average, and ${grouped(aboveHalf)} of ${count(samples, 'program')} more than half of them.`;
}

export const overlapMeaning =
  'Imports, comments, docstrings, asserts and lines of one word are not counted. Short programs for the same task are often alike, so overlap alone does not show that the model knew the solution, and little overlap does not show that it did not.';
