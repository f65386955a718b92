/** What is said beside a run's numbers, in the order of its weight: on the page, in reports and by commands. */

import type { RunResults } from '../evaluation/results/run-results.ts';
import {
  boundsText,
  contaminationText,
  earlierRulesText,
  fittedMeaning,
  leftOutText,
  promptsTooLongText,
  unisolatedSamplesText,
} from './result-texts.ts';

/** Of this run alone. */
export function caveatsOf(results: RunResults): string[] {
  return [
    leftOutText(results),
    boundsText(results),
    promptsTooLongText(results.promptsTooLong),
    earlierRulesText(results),
    unisolatedSamplesText(results.unisolatedSamples),
    results.isFittedToTests ? fittedMeaning : null,
  ].filter((text) => text !== null);
}

/** Of the tasks, which runs may share: each sentence once. */
export function sharedCaveatsOf(runs: readonly RunResults[]): string[] {
  return [...new Set(runs.map(({ run }) => contaminationText(run)))].filter(
    (text) => text !== null,
  );
}
