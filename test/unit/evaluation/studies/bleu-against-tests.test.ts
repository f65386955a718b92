/** BLEU against tests: made-up samples, and what they come to worked out by hand. */

import { expect, test } from 'vitest';
import { runResults } from '../../../../src/evaluation/results/run-results.ts';
import { factsOf } from '../../../../src/evaluation/studies/sample-facts.ts';
import { studyOf } from '../../../../src/evaluation/studies/studies.ts';
import { findingText } from '../../../../src/texts/study-finding-texts.ts';
import { outcomesOf, runOf, sampleOf, verdictOn } from '../../../support/made-up-runs.ts';
import type { Status } from '../../../../src/checking/verdict.ts';
import type { RunTask } from '../../../../src/evaluation/runs/run.ts';
import { taskOf } from '../../../support/tasks.ts';
import { groupOf, runWith } from '../../../support/study-runs.ts';

test('BLEU: each task at its mean and its share, rho over them, and samples equal to the reference', () => {
  const references = { a: 'x = 1', b: 'y = 1', c: 'f(2)', d: '' };
  const tasks = Object.entries(references).map(([id, referenceCode]): RunTask => ({
    ...{ run: '1', prompt: null, functionName: 'f' },
    task: taskOf([], { id, referenceCode }),
  }));
  const sample = (task: string, index: number, program: string, status: Status) =>
    factsOf(sampleOf('1', task, index, program, { verdict: verdictOn(status) }));
  const samples = [
    // The same tokens, once with a comment; passed and failed.
    sample('a', 0, 'x=1 # one', 'passed'),
    sample('a', 1, 'x = 1', 'failed-assertion'),
    // Two of three tokens, one of two pairs, not the triple: (2/3 · 2/3 · 1/2 · 1) to the fourth.
    sample('b', 0, 'y = 2', 'passed'),
    // Nothing in common, and nothing at all.
    sample('c', 0, 'pass', 'runtime-error'),
    sample('c', 1, '', 'no-code'),
    // A check that failed says nothing, nor does a task without a reference.
    sample('b', 1, 'y = 1', 'sandbox-fault'),
    sample('d', 0, 'x', 'passed'),
  ];
  const letters = { a: 'pf', b: 'px', c: 'rf', d: 'p' };
  const results = runResults(runOf('1', Object.keys(letters)), outcomesOf('1', letters), tasks);
  const group = groupOf({ key: 'run', value: null, name: 'All', samples, results });
  const near = expect.closeTo((2 / 9) ** 0.25, 12);
  // A step for each sample that is scored, and none for what is known.
  const prepared = () => [...(studyOf('bleu').prepare?.(samples, tasks) ?? [])].length;
  expect([prepared(), prepared()]).toEqual([5, 0]);
  expect(studyOf('bleu').figuresOf([group])).toEqual([
    {
      ...{ kind: 'scatter', name: 'bleu' },
      series: [
        {
          name: 'All',
          points: [
            { name: 'a', x: 1, y: 0.5 },
            { name: 'b', x: near, y: 1 },
            { name: 'c', x: 0, y: 0 },
          ],
        },
      ],
    },
  ]);
  const [finding] = studyOf('bleu').findingsOf(group);
  // Ranks 3, 2, 1 and 2, 3, 1: 1 - 6 · 2 / (3 · 8).
  expect(finding).toEqual({
    ...{ kind: 'correlation', group: '', tasks: 3, samples: 5 },
    ...{ exact: 2, exactPassing: 1, found: { rho: expect.closeTo(0.5, 12), interval: null } },
  });
  expect(finding && findingText(finding)).toBe(
    'Over 3 tasks, Spearman’s rho between mean BLEU and the share of samples that pass is 0.50 (too few tasks for an interval). 2 of 5 samples match the reference token for token, and 1 of these pass.',
  );
});

test('BLEU: where all tasks are alike, that is said instead of a number', () => {
  const run = { ...runWith('1', { a: 'p', b: 'p' }), samples: [] };
  expect(studyOf('bleu').findingsOf(groupOf(run))).toEqual([]);
  const text = findingText({
    ...{ kind: 'correlation', group: '', tasks: 2, found: null },
    ...{ samples: 2, exact: 0, exactPassing: 0 },
  });
  expect(text).toMatch(/^Over 2 tasks there is no rank correlation: all have the same BLEU, or/);
});
