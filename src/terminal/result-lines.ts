/** The results of a run as lines: the page's numbers, and what the page says beside them. */

import type { RunResults } from '../evaluation/results/run-results.ts';
import { caveatsOf, sharedCaveatsOf } from '../texts/caveat-texts.ts';
import { overlapText } from '../texts/overlap-texts.ts';
import { distinctProgramsText } from '../texts/result-texts.ts';
import { summaryTexts } from '../texts/result-view-texts.ts';
import { terminalTexts } from '../texts/terminal-texts.ts';

/** [] where there is no sample yet. */
export function resultLines(results: RunResults): string[] {
  const { passAt, rows, isSoFar, sampleCount } = results;
  if (sampleCount === 0) return [];
  const [first, last] = [passAt[0], passAt.at(-1)];
  const points = first === last ? [first] : [first, last];
  const distinct = distinctProgramsText(results);
  return [
    ...points.flatMap((point) =>
      point
        ? terminalTexts.rate(
            terminalTexts.passAt(point.k),
            point,
            summaryTexts.overTasks(point.tasks, rows.length, point.k, isSoFar),
          )
        : [],
    ),
    ...(distinct === null ? [] : [`${distinct}.`]),
    ...caveatsOf(results),
    ...(first ? [...sharedCaveatsOf([results]), overlapText(results)] : []),
  ].filter((line) => line !== null);
}
