/** What is said beside a run's numbers, in the order of its weight: on the page, in reports and by commands. */

import type { RunResults } from '../evaluation/results/run-results.ts';
import type { Run } from '../evaluation/runs/run.ts';
import { listed } from './format.ts';
import {
  boundsText,
  contaminationText,
  distinctProgramsText,
  fittedMeaning,
  leftOutText,
  promptsNotCountedText,
  promptsTooLongText,
  sharedSeedsText,
  unisolatedSamplesText,
} from './result-texts.ts';
import { overlapMeaning, overlapOfRunText } from './overlap-texts.ts';

/** Of this run alone. */
export function caveatsOf(results: RunResults): string[] {
  return [
    partText(results.run),
    leftOutText(results),
    boundsText(results),
    promptsTooLongText(results.promptsTooLong),
    promptsNotCountedText(results),
    sharedSeedsText(results),
    unisolatedSamplesText(results.unisolatedSamples),
    results.isFittedToTests ? fittedMeaning : null,
  ].filter((text) => text !== null);
}

/** Null of a whole run. */
function partText({ shard, missingShards = [] }: Run): string | null {
  if (shard) return `This is a part of its plan: shard ${shard.index} of ${shard.count}.`;
  const [first] = missingShards;
  if (!first) return null;
  const missing = listed(missingShards.map(({ index }) => `${index}`));
  const [noun, verb] = missingShards.length === 1 ? ['shard', 'is'] : ['shards', 'are'];
  return `This is a part of its plan: ${noun} ${missing} of ${first.count} ${verb} missing.`;
}

/** Of the tasks, which runs may share: each sentence once. */
export function sharedCaveatsOf(runs: readonly RunResults[]): string[] {
  return [...new Set(runs.map(({ run }) => contaminationText(run)))].filter(
    (text) => text !== null,
  );
}

/** The same of one of several runs, with what stands elsewhere beside the numbers of a single one. */
export function caveatsAmongOthers(results: RunResults): string[] {
  const distinct = distinctProgramsText(results);
  return [
    ...caveatsOf(results),
    distinct === null ? null : `${distinct}.`,
    overlapBesideOthers(results),
  ].filter((text) => text !== null);
}

/** What is said once below all of them. */
export function caveatsOfAll(runs: readonly RunResults[]): string[] {
  const hasOverlap = runs.some((results) => overlapBesideOthers(results) !== null);
  return [...sharedCaveatsOf(runs), ...(hasOverlap ? [overlapMeaning] : [])];
}

function overlapBesideOthers(results: RunResults): string | null {
  return results.countedSamples > 0 ? overlapOfRunText(results) : null;
}
