/** Whether what the built-in search finds is right: it is given three asserts and judged on others. */

import { mbpp } from '../../tasks/sets/mbpp.ts';
import { challengeTaskIds } from './challenge-tests.ts';
import { overCredit } from './over-credit.ts';
import { paperPlan } from './protocol.ts';
import { countHeldOut } from './sample-facts.ts';
import {
  type HeldOutStack,
  onlyRunKey,
  type Study,
  type StudyGroup,
  type StudyRun,
} from './study.ts';

const heldOut = ['challenge', 'hidden'] as const;

export const searchOverfit: Study = {
  id: 'search-overfit',
  needsPrompt: false,
  hasManyModels: false,
  writer: { kind: 'search', seconds: 10 },
  namesTasks: false,
  readsSamples: true,
  isLargeOurs: true,
  // Its samples differ little: one of each task says what there is to say.
  sizes: {
    small: {
      tasks: { source: mbpp.id, which: { kind: 'ids', ids: challengeTaskIds } },
      ...{ samplesPerTask: 1, maxTokens: 512 },
    },
    paper: {
      tasks: { source: mbpp.id, which: { kind: 'split', split: 'test' } },
      ...{ samplesPerTask: 1, maxTokens: 512 },
    },
  },
  plansFor: ({ writers: [writer], ...size }) =>
    writer ? [{ key: onlyRunKey, value: null, plan: paperPlan(size, writer) }] : [],
  figuresOf: (groups) => [
    { kind: 'held-out', name: 'search-overfit', stacks: groups.flatMap(stacksOf) },
  ],
  findingsOf: ({ name, runs }) =>
    heldOut.flatMap((by) => {
      const known = runs.map((run) => ({ ...run, samples: judgedBy(run, by) }));
      return overCredit({ name, runs: known }, by);
    }),
};

/** One for each kind of test that any of the tasks has. */
function stacksOf({ name, runs }: StudyGroup): HeldOutStack[] {
  return runs.flatMap((run) =>
    heldOut.flatMap((by) => {
      const counts = countHeldOut(judgedBy(run, by), by);
      return counts.length === 0 ? [] : [{ name, by, counts }];
    }),
  );
}

/** The samples of tasks that have such tests: of the others, nothing is known. */
function judgedBy({ samples, results }: StudyRun, by: (typeof heldOut)[number]) {
  const having =
    by === 'hidden'
      ? samples.filter(({ passesHeldOut }) => passesHeldOut.hidden !== null)
      : results.rows.filter(({ asked }) => asked && asked.challengeTests.length > 0);
  const ids = new Set(having.map(({ task }) => task));
  return samples.filter(({ task }) => ids.has(task));
}
