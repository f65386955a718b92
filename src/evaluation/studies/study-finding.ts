/** What a study's numbers say: its findings, each of which `texts/study-finding-texts` puts into words. */

import type { Difference } from '../statistics/paired.ts';
import type { Proportion } from '../statistics/proportion.ts';
import type { RankCorrelation } from '../statistics/rank-correlation.ts';
import type { HeldOutTests } from './sample-facts.ts';

/** `group` is "" for the only one. */
export type StudyFinding = {
  readonly group: string;
  /** A run of the group is under way: what is found can change, and nothing is tested yet. */
  readonly isSoFar?: boolean;
} & (
  | {
      /** Tasks solved in one of two runs only, on the tasks that both have. */
      readonly kind: 'solved-more';
      readonly from: string;
      readonly to: string;
      readonly tasks: number;
      readonly onlyFrom: readonly string[];
      readonly onlyTo: readonly string[];
      readonly pValue: number;
      /** The same, corrected for all such comparisons of the study in view, and how many these are. */
      readonly corrected?: { readonly pValue: number; readonly comparisons: number };
      readonly difference: Difference | null;
    }
  | {
      readonly kind: 'best-at';
      readonly k: number;
      readonly name: string;
      readonly rate: Proportion;
      /** Whether its interval lies above those of all others. */
      readonly isApart: boolean;
      readonly next: string;
      readonly nextRate: number;
    }
  | {
      readonly kind: 'growth';
      readonly models: number;
      readonly perDecade: number;
      /** Null below three models, where a line says nothing of its own uncertainty. */
      readonly interval: { readonly low: number; readonly high: number } | null;
      readonly rSquared: number | null;
    }
  /** Models of which nothing says how large they are: the chart is without them. */
  | { readonly kind: 'unsized'; readonly names: readonly string[] }
  | {
      readonly kind: 'ensemble';
      readonly seeds: number;
      readonly tasks: number;
      readonly solvedByAny: number;
      readonly solvedByAll: number;
      readonly best: { readonly name: string; readonly solved: number };
      readonly worst: { readonly name: string; readonly solved: number };
      /** Pairs of seeds of which each solves a task that the other does not. */
      readonly unnestedPairs: number;
      readonly pairs: number;
      /** Tasks that a single seed solves, of each seed that has such. */
      readonly solvedByOne: readonly { readonly name: string; readonly tasks: readonly string[] }[];
    }
  | {
      readonly kind: 'error-share';
      readonly name: string;
      readonly samples: number;
      readonly failures: number;
      readonly assertions: number;
    }
  | {
      readonly kind: 'over-credit';
      /** The tests that were held out. */
      readonly by: HeldOutTests;
      readonly samples: number;
      readonly passedShown: number;
      readonly overCredited: number;
      readonly tasks: number;
      readonly tasksSolved: number;
      /** Tasks that a sample solves which passes the held-out tests too. */
      readonly tasksHeld: number;
    }
  | {
      /** Of a task's mean BLEU and its share of samples that pass, over tasks with a reference. */
      readonly kind: 'correlation';
      readonly tasks: number;
      /** Null where one of the two is the same for all tasks. */
      readonly found: RankCorrelation | null;
      readonly samples: number;
      /** Samples of the same tokens as their reference, and those of them that pass. */
      readonly exact: number;
      readonly exactPassing: number;
    }
  | {
      /** Tasks that two runs have in two versions, and how many of them differ in what. */
      readonly kind: 'edits';
      readonly tasks: number;
      readonly texts: number;
      readonly tests: number;
    }
  | ({ readonly kind: 'predictions'; readonly name: string } & PredictionShares)
);

/** Of one run, on tasks with a sample that counts for each of their calls. */
export interface PredictionShares {
  readonly tasks: number;
  readonly calls: number;
  /** MAX1 and ALL3: tasks of which any call, or each, is predicted right. */
  readonly 'any-call': Proportion;
  readonly 'all-calls': Proportion;
  readonly 'right-calls': Proportion;
  /** Right calls, and those of them that are right to the character. */
  readonly right: number;
  readonly sameText: number;
  /** Calls for which another assert of their task has the right value. */
  readonly copied: number;
}
