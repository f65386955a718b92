/** Which results of a check a replay tells one by one. */

import { firstFailed } from '../../checking/verdict-facts.ts';
import type { TestResult } from '../../checking/verdict.ts';

/** Of hundreds of tests, as many are enough. */
export const mostTold = 12;

export interface ToldResults {
  readonly results: readonly TestResult[];
  readonly firstFailing: TestResult | null;
}

/** The first, and always the first that fails; of hidden tests only those that do not pass. */
export function toldResults(all: readonly TestResult[]): ToldResults {
  const telling = all.filter(({ group, outcome }) => group !== 'hidden' || outcome !== 'passed');
  const firstFailing = firstFailed(telling);
  const first = telling.slice(0, mostTold);
  if (firstFailing === null || first.includes(firstFailing))
    return { results: first, firstFailing };
  return { results: [...first.slice(0, -1), firstFailing], firstFailing };
}
