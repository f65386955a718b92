/** Studies that read tests which were not shown: samples that pass the shown ones alone. */

import { expect, test } from 'vitest';
import { runResults } from '../../../../src/evaluation/results/run-results.ts';
import { countHeldOut, factsOf } from '../../../../src/evaluation/studies/sample-facts.ts';
import { studyOf } from '../../../../src/evaluation/studies/studies.ts';
import { outcomesOf, runOf, sampleOf, verdictOn } from '../../../support/made-up-runs.ts';
import type { RunTask } from '../../../../src/evaluation/runs/run.ts';
import { taskOf } from '../../../support/tasks.ts';
import { groupOf, runWith, writer } from '../../../support/study-runs.ts';

test('challenge tests: a sample that passes the shown asserts alone is over-credited', () => {
  const shown = (outcome: 'passed' | 'failed-assertion') =>
    ['shown', 'assert f(1) == 1', outcome] as const;
  const challenge = (outcome: 'passed' | 'failed-assertion' | 'not-run') =>
    ['challenge', 'assert f(2) == 2', outcome] as const;
  const sample = (index: number, task: string, verdict: ReturnType<typeof verdictOn>) =>
    factsOf(sampleOf('run', task, index, 'program', { verdict }));
  const samples = [
    sample(0, 'a', verdictOn('passed', [shown('passed'), challenge('passed')])),
    sample(1, 'a', verdictOn('passed', [shown('passed'), challenge('failed-assertion')])),
    sample(0, 'b', verdictOn('passed', [shown('passed'), challenge('not-run')])),
    sample(1, 'b', verdictOn('failed-assertion', [shown('failed-assertion'), challenge('passed')])),
    sample(0, 'c', verdictOn('syntax-error')),
    sample(0, 'd', verdictOn('sandbox-fault', [shown('passed'), challenge('passed')])),
    // Without challenge tests nothing is known.
    sample(0, 'e', verdictOn('passed', [shown('passed')])),
  ];
  expect(countHeldOut(samples, 'challenge')).toEqual([
    { key: 'held', count: 1 },
    { key: 'over-credited', count: 2 },
    { key: 'failed', count: 2 },
  ]);
  const group = groupOf(runWith('1', { a: 'pp', b: 'pf', c: 's' }, { samples }));
  expect(studyOf('challenge-tests').findingsOf(group)).toEqual([
    {
      ...{
        kind: 'over-credit',
        by: 'challenge',
        group: '',
        samples: 5,
        passedShown: 3,
        overCredited: 2,
      },
      ...{ tasks: 3, tasksSolved: 2, tasksHeld: 1 },
    },
  ]);
});

test('what the search overfits: challenge tests and hidden inputs are told apart', () => {
  const study = studyOf('search-overfit');
  const [plan] = study.plansFor({ writers: [study.writer ?? writer], ...study.sizes.small });
  expect(plan?.plan).toMatchObject({ writer: { kind: 'search' }, prompt: { shownTestCount: 3 } });
  const tasks = ['a', 'b', 'c'].map((id): RunTask => ({
    ...{ run: '1', prompt: null, functionName: 'f' },
    task: taskOf(['assert f(1) == 1'], {
      id,
      challengeTests: id === 'c' ? [] : ['assert f(2) == 2'],
    }),
  }));
  const groups: Record<string, readonly ['shown' | 'challenge' | 'hidden', boolean][]> = {
    a: [
      ['shown', true],
      ['challenge', true],
      ['hidden', false],
    ],
    b: [
      ['shown', true],
      ['challenge', false],
      ['hidden', false],
    ],
    // Without challenge tests, right by the hidden inputs.
    c: [
      ['shown', true],
      ['hidden', true],
    ],
  };
  const samples = Object.entries(groups).map(([task, tests]) => {
    const verdict = verdictOn(
      'failed-assertion',
      tests.map(([group, passes]) => [group, '', passes ? 'passed' : 'failed-assertion'] as const),
    );
    return factsOf(sampleOf('run', task, 0, 'program', { verdict }));
  });
  const results = runResults(
    runOf('1', ['a', 'b', 'c']),
    outcomesOf('1', { a: 'f', b: 'f', c: 'p' }),
    tasks,
  );
  const group = groupOf({ key: 'run', value: null, name: 'All', samples, results });
  expect(study.findingsOf(group)).toMatchObject([
    { by: 'challenge', samples: 2, passedShown: 2, overCredited: 1, tasksHeld: 1 },
    { by: 'hidden', samples: 3, passedShown: 3, overCredited: 2, tasksHeld: 1 },
  ]);
  const [figure] = study.figuresOf([group]);
  expect(figure).toMatchObject({
    stacks: [
      {
        by: 'challenge',
        counts: [
          { key: 'held', count: 1 },
          { key: 'over-credited', count: 1 },
        ],
      },
      {
        by: 'hidden',
        counts: [
          { key: 'held', count: 1 },
          { key: 'over-credited', count: 2 },
        ],
      },
    ],
  });
});
