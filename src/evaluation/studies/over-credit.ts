/** How many samples pass the shown asserts and fail what was held out, and how many tasks so. */

import { type HeldOutTests, heldOutKind } from './sample-facts.ts';
import type { StudyGroup } from './study.ts';
import type { StudyFinding } from './study-finding.ts';

/** [] of runs in which no sample says anything about these tests. */
export function overCredit({ name: group, runs }: StudyGroup, by: HeldOutTests): StudyFinding[] {
  return runs.flatMap(({ samples }): StudyFinding[] => {
    if (samples.every(({ passesHeldOut }) => passesHeldOut[by] === null)) return [];
    const known = samples.flatMap((each) => {
      const kind = heldOutKind(each, by);
      return kind ? [{ task: each.task, kind }] : [];
    });
    if (known.length === 0) return [];
    const tasksWith = (of: readonly { readonly task: string }[]) =>
      new Set(of.map(({ task }) => task)).size;
    const passed = known.filter(({ kind }) => kind !== 'failed');
    const held = known.filter(({ kind }) => kind === 'held');
    return [
      {
        ...{ kind: 'over-credit', by, group, samples: known.length, passedShown: passed.length },
        overCredited: passed.length - held.length,
        ...{ tasks: tasksWith(known), tasksSolved: tasksWith(passed), tasksHeld: tasksWith(held) },
      },
    ];
  });
}
