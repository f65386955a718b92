/**
 * Plans that run MBPP as another harness does: its prompt and reading of replies, and the sampling,
 * samples and time limit that it has unless told otherwise. bigcode's sampling and samples are those
 * that its documentation runs MBPP with. Versions are in `harness-styles`.
 */

import { usualExtraction } from '../../synthesis/extraction-way.ts';
import { type HarnessStyle, harnessSettings } from '../../synthesis/harness-styles.ts';
import { mbpp } from '../../tasks/sets/mbpp.ts';
import { anyOwnSet, isOwnSet } from '../../tasks/own-set-id.ts';
import type { TaskSetId } from '../../tasks/task.ts';
import type { Plan, TaskSelection } from './plan.ts';

export const harnessPresetIds = ['lm-eval', 'lm-eval-instruct', 'evalplus', 'bigcode'] as const;

export type HarnessPresetId = (typeof harnessPresetIds)[number];

/** What a harness says of a plan; the model and the seeds are the person's. */
type HarnessPlan = Omit<Plan, 'writer' | 'baseSeed' | 'seedRule' | 'asks'>;

/** MBPP+ is a person's own file: `ownSet`, or else whichever is open. */
export function harnessPlan(id: HarnessPresetId, ownSet: TaskSetId = anyOwnSet): HarnessPlan {
  switch (id) {
    case 'lm-eval':
      return {
        ...asked(id, 'lm-eval mbpp'),
        ...{ tasks: testSplit, samplesPerTask: 1, checking: inThreeSeconds },
        sampling: { ...greedy, maxTokens: 256 },
      };
    case 'lm-eval-instruct':
      return {
        ...asked(id, 'lm-eval mbpp_instruct'),
        ...{ tasks: testSplit, samplesPerTask: 1, checking: inThreeSeconds },
        sampling: { ...greedy, maxTokens: 256 },
      };
    case 'evalplus':
      return {
        ...asked(id, 'EvalPlus MBPP+'),
        tasks: { source: ownSet, which: { kind: 'all' } },
        ...{ samplesPerTask: 1, checking: asPublished },
        sampling: { ...greedy, maxTokens: 768 },
      };
    case 'bigcode':
      return {
        ...asked(id, 'bigcode mbpp'),
        ...{ tasks: testSplit, samplesPerTask: 15, checking: inThreeSeconds },
        // Untold, it takes one sample at 0.2. There 512 tokens are prompt and reply together.
        sampling: { temperature: 0.1, topP: 0.95, maxTokens: 512 },
      };
  }
}

/** The own file in view, else the one opened last; `sets` in the order of their opening. */
export function ownSetInUse(inView: TaskSetId, sets: readonly TaskSetId[]): TaskSetId | undefined {
  return isOwnSet(inView) ? inView : sets.findLast(isOwnSet);
}

const testSplit: TaskSelection = { source: mbpp.id, which: { kind: 'split', split: 'test' } };

const greedy = { temperature: 0, topP: 1 } as const;

/** MBPP+'s limits and rules of comparison come with its inputs. */
const asPublished: Plan['checking'] = {
  limitMs: null,
  floatTolerance: null,
  isOrderInsensitive: false,
};

/** Those two end a program after it, asserts and all. */
const inThreeSeconds: Plan['checking'] = { ...asPublished, limitMs: 3000 };

function asked(style: HarnessStyle, name: string) {
  return { name, prompt: harnessSettings(style), extraction: usualExtraction(style) };
}
