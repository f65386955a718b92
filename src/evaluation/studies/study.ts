/**
 * What a study is: an experiment of the paper as plans over one choice of models, tasks and
 * samples, and as pure functions from its runs' results to figures and findings. Owns the shapes;
 * each study is a file of its own, and its sentences are in `texts/study-texts`.
 */

import type { Plan, PlannedModel, TaskSelection } from '../plans/plan.ts';
import type { RunResults } from '../results/run-results.ts';
import type { RunTask } from '../runs/run.ts';
import type { Difference } from '../statistics/paired.ts';
import type { Proportion } from '../statistics/proportion.ts';
import type { PassCurve } from '../charts/pass-at-k-chart.ts';
import type { SizedRun } from '../charts/size-chart.ts';
import type { ClassCounts } from '../charts/status-chart.ts';
import type { Stack } from '../charts/stack-chart.ts';
import type { PointSeries, ReferenceLine, ReportedPoints } from '../charts/points-chart.ts';
import type { ScatterSeries } from '../charts/scatter-chart.ts';
import type { RankCorrelation } from '../statistics/rank-correlation.ts';
import type { HeldOutKind, HeldOutTests, SampleFacts } from './sample-facts.ts';

export const studyIds = [
  'shown-asserts',
  'example-count',
  'temperature',
  'model-size',
  'which-examples',
  'challenge-tests',
  'search-overfit',
  'difficulty',
  'bleu',
  'edited-text',
] as const;

export type StudyId = (typeof studyIds)[number];

/** What a person decides; the rest of each plan is the study's protocol. */
export interface StudyChoices {
  /** At least one. Only a study of several models looks beyond the first. */
  readonly writers: readonly PlannedModel[];
  readonly tasks: TaskSelection;
  readonly samplesPerTask: number;
  readonly maxTokens: number;
}

export type StudySize = Omit<StudyChoices, 'writers'>;

/** The key of a study's run where it has only one. */
export const onlyRunKey = 'run';

export interface StudyPlan {
  /** Names the run within its study, in files too: "3". */
  readonly key: string;
  /** A number that it stands for on an axis; null where it has none. */
  readonly value: number | null;
  readonly plan: Plan;
}

export interface StudyRun extends Omit<StudyPlan, 'plan'> {
  /** As a person reads it: "3 asserts". */
  readonly name: string;
  readonly results: RunResults;
  /** [] unless the study reads samples. */
  readonly samples: readonly SampleFacts[];
}

/** The runs of one started study that have results, in the order of its plans. */
export interface StudyGroup {
  /** "" where it is the only one in view. */
  readonly name: string;
  readonly runs: readonly StudyRun[];
}

/** `by` where a figure tells kinds of held-out tests apart. */
export interface HeldOutStack extends Stack<HeldOutKind> {
  readonly by?: HeldOutTests;
}

/** What a figure shows, but for its words: those go by its name. */
export type StudyFigure =
  | {
      readonly kind: 'points';
      readonly name: FigureName;
      /** On the x axis, in order. */
      readonly places: readonly string[];
      readonly series: readonly PointSeries<SeriesName>[];
      readonly lines: readonly ReferenceLine<LineName>[];
      readonly reported: readonly ReportedPoints<ReportedName>[];
    }
  | { readonly kind: 'pass'; readonly name: FigureName; readonly curves: readonly PassCurve[] }
  | {
      readonly kind: 'size';
      readonly name: FigureName;
      readonly runs: readonly SizedRun[];
      /** Of a model that the paper reports: no part of the fit. */
      readonly reported: { readonly parameters: number; readonly rate: number };
    }
  | { readonly kind: 'classes'; readonly name: FigureName; readonly counts: readonly ClassCounts[] }
  | {
      readonly kind: 'held-out';
      readonly name: FigureName;
      readonly stacks: readonly HeldOutStack[];
    }
  | {
      readonly kind: 'scatter';
      readonly name: FigureName;
      readonly series: readonly ScatterSeries[];
    };

/** Each has its title, description and axes in `texts/study-figure-texts`. */
export type FigureName =
  | 'asserts'
  | 'examples'
  | 'pass-by-temperature'
  | 'solved-by-size'
  | 'seeds'
  | 'held-out'
  | 'search-overfit'
  | 'lengths'
  | 'errors'
  | 'bleu'
  | 'versions';

/** `group` is "" for the only one. */
export interface SeriesName {
  readonly group: string;
  readonly metric: 'solved-tasks' | 'passing-samples';
}

export type LineName =
  | { readonly kind: 'any-seed'; readonly group: string }
  | { readonly kind: 'paper'; readonly what: 'best-seed' };

/** Of points that the paper reports. */
export type ReportedName = 'versions';

/** What the numbers say, for a sentence each. `group` is "" for the only one. */
export type StudyFinding = { readonly group: string } & (
  | {
      /** Tasks solved in one of two runs only, on the tasks that both have. */
      readonly kind: 'solved-more';
      readonly from: string;
      readonly to: string;
      readonly tasks: number;
      readonly onlyFrom: readonly string[];
      readonly onlyTo: readonly string[];
      readonly pValue: number;
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
);

export interface Study {
  readonly id: StudyId;
  /** The search reads no prompt: it cannot take part where only the prompt is varied. */
  readonly needsPrompt: boolean;
  readonly hasManyModels: boolean;
  /** Where the study is of one writer and leaves no choice. */
  readonly writer?: PlannedModel;
  readonly readsSamples: boolean;
  /** What takes long about its samples, in steps: after it, figures and findings take none. */
  readonly prepare?: (
    samples: readonly SampleFacts[],
    tasks: readonly RunTask[],
  ) => Generator<void>;
  /** Its plans are of several sets, whose first tasks are not the same: they name tasks by id. */
  readonly namesTasks: boolean;
  /** What a browser can do in an evening, and what the paper did. */
  readonly sizes: { readonly small: StudySize; readonly paper: StudySize };
  /** In the order in which they run. */
  plansFor(choices: StudyChoices): readonly StudyPlan[];
  figuresOf(groups: readonly StudyGroup[]): readonly StudyFigure[];
  findingsOf(group: StudyGroup): readonly StudyFinding[];
}
