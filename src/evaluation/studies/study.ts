/**
 * What a study is: an experiment of the paper as plans over one choice of models, tasks and
 * samples, and as pure functions from its runs' results to figures and findings. Owns the shapes;
 * each study is a file of its own, and its sentences are in `texts/study-texts`.
 */

import type { Plan, PlannedAsk, PlannedModel, TaskSelection } from '../plans/plan.ts';
import type { RunResults } from '../results/run-results.ts';
import type { RunTask } from '../runs/run.ts';
import type { PassCurve } from '../charts/pass-at-k-chart.ts';
import type { SizedRun } from '../charts/size-chart.ts';
import type { ClassCounts } from '../charts/status-chart.ts';
import type { Stack } from '../charts/stack-chart.ts';
import type { PointSeries, ReferenceLine, ReportedPoints } from '../charts/points-chart.ts';
import type { ScatterSeries } from '../charts/scatter-chart.ts';
import type { Table } from '../table.ts';
import type { HeldOutKind, HeldOutTests, SampleFacts } from './sample-facts.ts';
import type { StudyFinding } from './study-finding.ts';

export type StudyId =
  | 'shown-asserts'
  | 'example-count'
  | 'temperature'
  | 'model-size'
  | 'which-examples'
  | 'challenge-tests'
  | 'search-overfit'
  | 'difficulty'
  | 'bleu'
  | 'edited-text'
  | 'predicted-outputs'
  | 'mathqa'
  | 'fine-tuned';

/** What a person decides; the rest of each plan is the study's protocol. */
export interface StudyChoices {
  /** At least one. Only a study of several models, or of a pair, looks beyond the first. */
  readonly writers: readonly PlannedModel[];
  /** Of a study of a pair: another prompt than the paper's. */
  readonly prompt?: 'instruction';
  readonly tasks: TaskSelection;
  readonly samplesPerTask: number;
  readonly maxTokens: number;
}

export type StudySize = Omit<StudyChoices, 'writers' | 'prompt'>;

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
  | 'versions'
  | 'predictions'
  | 'calculations'
  | 'fine-tuned';

/** `group` is "" for the only one. */
export interface SeriesName {
  readonly group: string;
  readonly metric: 'solved-tasks' | 'passing-samples' | 'any-call' | 'all-calls' | 'right-calls';
}

export type LineName =
  | { readonly kind: 'any-seed'; readonly group: string }
  | { readonly kind: 'copied-output'; readonly group: string }
  | { readonly kind: 'paper'; readonly what: 'best-seed' };

/** Of points that the paper reports. */
export type ReportedName = 'versions' | 'calculations';

export interface Study {
  readonly id: StudyId;
  /** The search reads no prompt: it cannot take part where only the prompt is varied. */
  readonly needsPrompt: boolean;
  readonly hasManyModels: boolean;
  /** It is of two models, the second of which the first was made of. */
  readonly pairsModels?: boolean;
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
  /** It takes one sample of each task, at temperature 0: there is no number to choose. */
  readonly isGreedy?: boolean;
  /** What its plans ask of programming tasks in place of programs, as far as that decides how often. */
  readonly asks?: PlannedAsk;
  /** The large size takes the paper's tasks, but not as many samples, or nobody knows how many it took. */
  readonly isLargeOurs?: true;
  /** What a browser can do in an evening, and what the paper did. */
  readonly sizes: { readonly small: StudySize; readonly paper: StudySize };
  /** In the order in which they run. */
  plansFor(choices: StudyChoices): readonly StudyPlan[];
  figuresOf(groups: readonly StudyGroup[]): readonly StudyFigure[];
  findingsOf(group: StudyGroup): readonly StudyFinding[];
  /** Every run as a row; absent where these are the paper's two metrics (`rates`). */
  numbersOf?(groups: readonly StudyGroup[]): Table;
}
