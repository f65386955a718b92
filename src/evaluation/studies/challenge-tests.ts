/** What passes the three asserts and fails the harder ones: over-credit, on the 11 tasks with any. */

import { paperPlan, usualSizes } from './protocol.ts';
import { overCredit } from './over-credit.ts';
import { countHeldOut } from './sample-facts.ts';
import { onlyRunKey, type Study, type StudySize } from './study.ts';

/** The tasks of MBPP that have challenge tests. */
export const challengeTaskIds = ['11', '16', '20', '23', '25', '26', '28', '42', '43', '44', '47'];
const tasks: StudySize['tasks'] = { source: 'mbpp', which: { kind: 'ids', ids: challengeTaskIds } };

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
          counts: countHeldOut(samples, 'challenge'),
        })),
      ),
    },
  ],
  findingsOf: (group) => overCredit(group, 'challenge'),
};
