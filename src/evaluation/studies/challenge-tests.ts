/** What passes the three asserts and fails the harder ones: over-credit, on the 11 tasks with any. */

import { paperPlan, usualSizes } from './protocol.ts';
import { countHeldOut, heldOutKind } from './sample-facts.ts';
import {
  onlyRunKey,
  type Study,
  type StudyFinding,
  type StudyGroup,
  type StudySize,
} from './study.ts';

/** The tasks of MBPP that have challenge tests. */
const ids = ['11', '16', '20', '23', '25', '26', '28', '42', '43', '44', '47'];
const tasks: StudySize['tasks'] = { source: 'mbpp', which: { kind: 'ids', ids } };

export const challengeTests: Study = {
  id: 'challenge-tests',
  needsPrompt: false,
  hasManyModels: false,
  readsSamples: true,
  namesTasks: false,
  sizes: {
    small: { ...usualSizes.small, tasks, samplesPerTask: 10 },
    paper: { ...usualSizes.paper, tasks },
  },
  plansFor: ({ writers: [writer], ...size }) =>
    writer ? [{ key: onlyRunKey, value: null, plan: paperPlan(size, writer) }] : [],
  figuresOf: (groups) => [
    {
      kind: 'held-out',
      name: 'held-out',
      stacks: groups.flatMap(({ name: group, runs }) =>
        runs.map(({ name, samples }) => ({
          name: group === '' ? name : group,
          counts: countHeldOut(samples),
        })),
      ),
    },
  ],
  findingsOf: overCredit,
};

function overCredit({ name: group, runs }: StudyGroup): StudyFinding[] {
  return runs.flatMap(({ samples }): StudyFinding[] => {
    const known = samples.flatMap((each) => {
      const kind = heldOutKind(each);
      return kind ? [{ task: each.task, kind }] : [];
    });
    if (known.length === 0) return [];
    const tasksWith = (of: readonly { readonly task: string }[]) =>
      new Set(of.map(({ task }) => task)).size;
    const passed = known.filter(({ kind }) => kind !== 'failed');
    const held = known.filter(({ kind }) => kind === 'held');
    return [
      {
        ...{ kind: 'over-credit', group, samples: known.length, passedShown: passed.length },
        overCredited: passed.length - held.length,
        ...{ tasks: tasksWith(known), tasksSolved: tasksWith(passed), tasksHeld: tasksWith(held) },
      },
    ];
  });
}
