/**
 * What a run of a benchmark is: who writes, what is asked, of which tasks, how often, and how it
 * is checked. Two equal plans ask for the same samples. Owns the shape and its reading from files
 * and links; which tasks a selection means belongs to `task-selection`.
 */

import * as v from 'valibot';
import { type ExtractionWay, extractionWays } from '../../synthesis/extraction-way.ts';
import { kindOf, modelSpecSchema } from '../../synthesis/model-spec.ts';
import { harnessStyles } from '../../synthesis/harness-styles.ts';
import { promptStyles } from '../../synthesis/prompt-settings.ts';
import { splits } from '../../tasks/splits.ts';
import { mostTasks } from '../../platform/text-limits.ts';
import { calculationKinds, predictionKinds, predictionViews } from '../../tasks/task-kind.ts';
import { taskSetIdSchema } from '../../tasks/task-sets.ts';

const wholeNumber = (min: number, max: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max));

/** The model, or that the completions were made elsewhere: plans of earlier versions call it so. */
const writer = v.variant('kind', [
  modelSpecSchema,
  v.object({ kind: v.literal('imported'), from: v.string() }),
]);

/** Tasks of one source; the order of the set is kept, but for `random`, whose order is drawn. */
const selection = v.object({
  source: taskSetIdSchema,
  which: v.variant('kind', [
    v.object({ kind: v.literal('all') }),
    v.object({ kind: v.literal('split'), split: v.picklist(splits) }),
    v.object({ kind: v.literal('ids'), ids: v.pipe(v.array(v.string()), v.maxLength(mostTasks)) }),
    v.object({ kind: v.literal('first'), count: wholeNumber(1, 1_000_000) }),
    v.object({
      kind: v.literal('random'),
      count: wholeNumber(1, 1_000_000),
      seed: wholeNumber(0, 2 ** 31 - 1),
    }),
  ]),
});

/** A prediction of their references, or a calculation in one of the two languages. */
const planned = v.union([
  v.object({ kind: v.picklist(predictionKinds), shows: v.picklist(predictionViews) }),
  v.object({ kind: v.picklist(calculationKinds) }),
]);

const planSchema = v.object({
  name: v.string(),
  writer,
  prompt: v.object({
    style: v.picklist([...promptStyles, ...harnessStyles]),
    exampleCount: wholeNumber(0, 3),
    shownTestCount: wholeNumber(0, 3),
    /** The solved tasks shown, in this order; absent for those that are usual for the set. */
    exampleIds: v.exactOptional(v.pipe(v.array(v.string()), v.maxLength(3))),
  }),
  /** How a reply becomes a program; absent in plans of before December 2026. */
  extraction: v.exactOptional(v.picklist(extractionWays)),
  /** What is asked of the tasks; absent where it is what they ask for themselves. */
  asks: v.exactOptional(planned),
  tasks: selection,
  samplesPerTask: wholeNumber(1, 10_000),
  sampling: v.object({
    temperature: v.pipe(v.number(), v.minValue(0), v.maxValue(2)),
    topP: v.pipe(v.number(), v.gtValue(0), v.maxValue(1)),
    maxTokens: wholeNumber(1, 100_000),
    /** On top of these, for thinking first; absent where the model is not to think. */
    thinkingTokens: v.exactOptional(wholeNumber(1, 100_000)),
  }),
  /** What the seeds of all samples are worked out from. */
  baseSeed: wholeNumber(0, 2 ** 31 - 1),
  /**
   * How: for each task and sample by itself. Absent in plans of before December 2026, where sample
   * `i` of every task has the seed `baseSeed + i`.
   */
  seedRule: v.exactOptional(v.literal('by-task')),
  checking: v.object({
    /** Wall clock per program; null for the checker's own limit, which allows for slow tasks. */
    limitMs: v.nullable(wholeNumber(1, 3_600_000)),
    floatTolerance: v.nullable(v.pipe(v.number(), v.gtValue(0))),
    isOrderInsensitive: v.boolean(),
  }),
});

export type Plan = v.InferOutput<typeof planSchema>;
/** A choice of model, or where completions that were made elsewhere come from. */
export type PlannedModel = Plan['writer'];
export type TaskSelection = Plan['tasks'];
type Sampling = Plan['sampling'];
/** What a plan asks of tasks in place of what they ask for themselves. */
export type PlannedAsk = NonNullable<Plan['asks']>;
export type PlannedPrediction = Extract<PlannedAsk, { shows: unknown }>;

/** Plans without the field searched every reply. */
export function extractionOf({ extraction }: Pick<Plan, 'extraction'>): ExtractionWay {
  return extraction ?? 'reply';
}

/** Whether its model can go on with a reply that its prompt begins. */
export function canBeginReply({ writer }: Pick<Plan, 'writer'>): boolean {
  return writer.kind === 'imported' || !kindOf(writer).beginsReplies;
}

/**
 * Whether its model may think before it answers. A completion goes to the model as it is, and a
 * harness begins the reply or ends it at strings that a thought may hold.
 */
export function canThink({ prompt: { style } }: Pick<Plan, 'prompt'>): boolean {
  return style === 'instruction' || style === 'dialog';
}

/** As samples are asked for: without thinking where it cannot be. */
export function samplingOf({ prompt, sampling }: Pick<Plan, 'prompt' | 'sampling'>): Sampling {
  if (canThink({ prompt })) return sampling;
  const { temperature, topP, maxTokens } = sampling;
  return { temperature, topP, maxTokens };
}

export { planSchema };
