/** Plans to begin with. Each is a complete plan for the writer it is given; all of it can change. */

import { usualExtraction } from '../../synthesis/extraction-way.ts';
import { mbpp } from '../../tasks/sets/mbpp.ts';
import { homeSet } from '../../tasks/task-sets.ts';
import type { TaskSetId } from '../../tasks/task.ts';
import { harnessPlan, harnessPresetIds } from './harness-presets.ts';
import type { Plan, TaskSelection, PlannedModel } from './plan.ts';

export const presetIds = ['one-minute', 'fifty-greedy', 'paper', ...harnessPresetIds] as const;

/**
 * - `one-minute`: a few starter tasks, to see that everything works. Needs no download of tasks.
 * - `fifty-greedy`: the first 50 tasks of MBPP's test split, one greedy reply each.
 * - `paper`: the protocol of Austin et al. 2021 (arXiv 2108.07732): the 500 test tasks, three
 *   examples, temperature 0.5, replies read as they stand. The paper took 80 samples a task;
 * - the others: as other harnesses run MBPP (`harness-presets`).
 */
export type PresetId = (typeof presetIds)[number];

/** As many samples a task as the paper took. */
export const paperSamples = 80;

/** Where the speed is unknown, this many starter tasks take about a minute. */
const fewTasks = 6;
const minuteMs = 60_000;
const firstTestId = 11;

const asAsked: Plan['checking'] = {
  limitMs: null,
  floatTolerance: null,
  isOrderInsensitive: false,
};

const greedy: Plan['sampling'] = { temperature: 0, topP: 1, maxTokens: 512 };

export interface PresetOptions {
  /** For `paper`. */
  readonly samplesPerTask?: number;
  /** The person's own file that is open, if any. For `evalplus`, whose tasks come as one. */
  readonly ownSet?: TaskSetId | undefined;
  /** What one sample took so far; null where unknown. For `one-minute`. */
  readonly sampleMs?: number | null;
}

/**
 * What the search finds fits every assert it was given: one is held out to judge it by. A model is
 * given all three, as in the paper.
 */
export function usualShownTests({ kind }: PlannedModel): number {
  return kind === 'search' ? 2 : 3;
}

export function presetPlan(id: PresetId, writer: PlannedModel, options: PresetOptions = {}): Plan {
  const shownTestCount = usualShownTests(writer);
  const common = { writer, baseSeed: 1, seedRule: 'by-task', checking: asAsked } as const;
  switch (id) {
    case 'one-minute':
      return {
        ...common,
        name: 'One minute',
        prompt: { style: 'instruction', exampleCount: 3, shownTestCount },
        extraction: usualExtraction('instruction'),
        tasks: {
          source: homeSet.id,
          which: { kind: 'first', count: inAMinute(writer, options.sampleMs ?? null) },
        },
        samplesPerTask: 1,
        sampling: greedy,
      };
    case 'fifty-greedy':
      return {
        ...common,
        name: '50 tasks, greedy',
        prompt: { style: 'instruction', exampleCount: 3, shownTestCount },
        extraction: usualExtraction('instruction'),
        tasks: firstTestTasks(50),
        samplesPerTask: 1,
        sampling: greedy,
      };
    case 'paper':
      return {
        ...common,
        name: 'Paper protocol',
        prompt: { style: 'paper', exampleCount: 3, shownTestCount },
        extraction: usualExtraction('paper'),
        tasks: { source: mbpp.id, which: { kind: 'split', split: 'test' } },
        samplesPerTask: options.samplesPerTask ?? paperSamples,
        sampling: { temperature: 0.5, topP: 1, maxTokens: 512 },
      };
    default:
      return { ...common, ...harnessPlan(id, options.ownSet) };
  }
}

function inAMinute(writer: PlannedModel, measuredMs: number | null): number {
  const sampleMs = writer.kind === 'search' ? 1000 * writer.seconds : measuredMs;
  return sampleMs === null ? fewTasks : Math.max(1, Math.floor(minuteMs / sampleMs));
}

function firstTestTasks(count: number): TaskSelection {
  const ids = Array.from({ length: count }, (_, index) => String(firstTestId + index));
  return { source: mbpp.id, which: { kind: 'ids', ids } };
}
