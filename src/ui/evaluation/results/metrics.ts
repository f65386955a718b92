/** The paper's two metrics of a run, where they are numbers of their own. */

import type { RunResults } from '../../../evaluation/results/run-results.ts';
import type { Proportion } from '../../../evaluation/statistics/proportion.ts';
import { solvedTasksMeaning, solvingSamplesMeaning } from '../../../texts/result-texts.ts';
import { summaryTexts } from '../../../texts/result-view-texts.ts';

export interface Metric {
  readonly term: string;
  readonly share: Proportion;
  /** Which tasks it is over, in words. */
  readonly over: string;
  readonly about: string;
}

/**
 * With as many samples of each task they are the two ends of the curve of pass@k, and named there.
 * While samples are still to be made, tasks that were asked more often are the first ones of the set:
 * the share of all samples would be theirs, and pass@1 says what can be said.
 */
export function metricsOf(results: RunResults): Metric[] {
  const { rows, passAt, solvedTasks, solvingSamples, countedTasks, isSoFar } = results;
  const numbers = rows.map(({ n }) => n).filter((n) => n > 0);
  const [fewest, most] = [Math.min(...numbers), Math.max(...numbers)];
  if (passAt.length < 2 || fewest === most || !solvedTasks || !solvingSamples) return [];
  const tasks = summaryTexts.overTasks(countedTasks, rows.length, 1, isSoFar);
  const over = summaryTexts.withSamples(tasks, fewest, most);
  return [
    { term: summaryTexts.solvedTasks, share: solvedTasks, over, about: solvedTasksMeaning },
    ...(isSoFar
      ? []
      : [
          {
            ...{ term: summaryTexts.solvingSamples, share: solvingSamples },
            ...{ over, about: solvingSamplesMeaning },
          },
        ]),
  ];
}
