/** What the studies have in common: the paper's own protocol, and how much of it a browser does. */

import { usualExtraction } from '../../synthesis/extraction-way.ts';
import { mbpp } from '../../tasks/sets/mbpp.ts';
import { paperSamples } from '../plans/plan-presets.ts';
import type { Plan, PlannedModel } from '../plans/plan.ts';
import type { StudyChoices, StudySize } from './study.ts';

const firstTestId = 11;
const maxTokens = 512;

/** The first of MBPP's test tasks. */
function testTasks(count: number): StudySize['tasks'] {
  const ids = Array.from({ length: count }, (_, at) => String(firstTestId + at));
  return { source: mbpp.id, which: { kind: 'ids', ids } };
}

/** 20 tasks with 5 samples each, and all 500 with 80. */
export const usualSizes: { readonly small: StudySize; readonly paper: StudySize } = {
  small: { tasks: testTasks(20), samplesPerTask: 5, maxTokens },
  paper: {
    tasks: { source: mbpp.id, which: { kind: 'split', split: 'test' } },
    samplesPerTask: paperSamples,
    maxTokens,
  },
};

/**
 * The paper's: three examples, three asserts, temperature 0.5, replies read as they stand. Two
 * studies that ask for the same samples make equal plans, and share the run.
 */
export function paperPlan(
  { tasks, samplesPerTask, maxTokens: tokens }: StudySize,
  writer: PlannedModel,
): Plan {
  return {
    // Given where it is started: what a study is called is for `texts`.
    name: '',
    writer,
    prompt: { style: 'paper', exampleCount: 3, shownTestCount: 3 },
    extraction: usualExtraction('paper'),
    tasks,
    samplesPerTask,
    sampling: { temperature: 0.5, topP: 1, maxTokens: tokens },
    ...{ baseSeed: 1, seedRule: 'by-task' },
    checking: { limitMs: null, floatTolerance: null, isOrderInsensitive: false },
  };
}

/** [] without a model. */
export function plansOver<Value>(
  { writers: [writer], ...size }: StudyChoices,
  values: readonly Value[],
  planOf: (base: Plan, value: Value) => Plan,
): { readonly value: Value; readonly plan: Plan }[] {
  if (!writer) return [];
  const base = paperPlan(size, writer);
  return values.map((value) => ({ value, plan: planOf(base, value) }));
}
