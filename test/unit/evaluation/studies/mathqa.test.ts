/** MathQA in two languages: the plans, the pairing of the same problem, and which tasks are fit. */

import { expect, test } from 'vitest';
import * as v from 'valibot';
import { planSchema } from '../../../../src/evaluation/plans/plan.ts';
import {
  compareRuns,
  tasksPairedOnlyById,
} from '../../../../src/evaluation/results/run-comparison.ts';
import { runResults } from '../../../../src/evaluation/results/run-results.ts';
import type { RunTask } from '../../../../src/evaluation/runs/run.ts';
import { unfitFor } from '../../../../src/evaluation/studies/fit-tasks.ts';
import { mathQa as study } from '../../../../src/evaluation/studies/mathqa.ts';
import type { StudyChoices, StudyRun } from '../../../../src/evaluation/studies/study.ts';
import type { CalculationKind } from '../../../../src/tasks/task-kind.ts';
import { findingText } from '../../../../src/texts/study-finding-texts.ts';
import { outcomesOf, runOfLetters } from '../../../support/made-up-runs.ts';
import { taskOf } from '../../../support/tasks.ts';

const choices: StudyChoices = {
  writers: [{ kind: 'gguf-file', fileName: 'a.gguf', sizeBytes: 7 }],
  tasks: { source: 'mathqa-python', which: { kind: 'split', split: 'test' } },
  samplesPerTask: 3,
  maxTokens: 99,
};

test('the large size takes the paper’s problems, and no number of samples for the paper’s', () => {
  const { small, paper } = study.sizes;
  expect([paper.samplesPerTask, small.samplesPerTask, study.isLargeOurs]).toEqual([1, 5, true]);
  expect(paper.tasks).toEqual(choices.tasks);
});

function problemOf(id: string, kind: CalculationKind, formula: string | null = 'add(n0,n1)') {
  const asks = { kind, answer: 3, numbers: [1, 2], formula } as const;
  return taskOf([], { source: 'mathqa-python', id, text: 'what is 1 + 2 ?', asks });
}

function runWith(key: CalculationKind, letters: Readonly<Record<string, string>>): StudyRun {
  const ids = Object.keys(letters);
  const { plan, ...others } = runOfLetters(key, letters);
  const run = { ...others, plan: { ...plan, tasks: choices.tasks, asks: { kind: key } } };
  const tasks = ids.map((id): RunTask => ({
    ...{ run: key, task: problemOf(id, key), prompt: null, functionName: null },
  }));
  const name = key === 'formula' ? 'formulas' : 'Python programs';
  return {
    key,
    value: null,
    name,
    samples: [],
    results: runResults(run, outcomesOf(key, letters), tasks),
  };
}

const programs = runWith('calculation', { 'test-0': 'pf', 'test-1': 'ff', 'test-2': 'pp' });
const formulas = runWith('formula', { 'test-0': 'pp', 'test-1': 'fp', 'test-2': 'ff' });

test('the same problems are asked in both languages, under the paper’s protocol', () => {
  const plans = study.plansFor(choices);
  expect(plans.map(({ key, plan }) => [key, plan.asks])).toEqual([
    ['calculation', { kind: 'calculation' }],
    ['formula', { kind: 'formula' }],
  ]);
  for (const { plan } of plans) {
    expect(v.parse(planSchema, plan)).toEqual(plan);
    expect(plan).toMatchObject({
      prompt: { style: 'paper', exampleCount: 3 },
      ...{ extraction: 'paper', tasks: choices.tasks, samplesPerTask: 3 },
      sampling: { temperature: 0.5, maxTokens: 99 },
    });
  }
});

test('a problem is paired with itself in the other language where tasks are paired by id', () => {
  const both = [programs.results, formulas.results];
  expect(compareRuns(both).tasks).toEqual([]);
  expect(compareRuns(both, 'by-id').tasks).toEqual(['test-0', 'test-1', 'test-2']);
  expect(tasksPairedOnlyById(both)).toBe(3);
});

test('which problems only one language solves is said, and drawn beside the paper’s share', () => {
  const group = { name: '', runs: [programs, formulas] };
  const [finding] = study.findingsOf(group);
  expect(finding).toMatchObject({
    ...{ kind: 'solved-more', tasks: 3, onlyFrom: ['test-2'], onlyTo: ['test-1'] },
  });
  expect(finding && findingText(finding)).toMatch(
    /^With formulas, as many tasks are solved as with Python programs, of 3: 1 only with formulas/,
  );
  expect(study.figuresOf([group])).toMatchObject([
    {
      ...{ kind: 'points', places: ['Python programs', 'formulas'] },
      series: [
        { points: [{ rate: { value: 2 / 3 } }, { rate: { value: 2 / 3 } }] },
        { points: [{ rate: { value: 3 / 6 } }, { rate: { value: 3 / 6 } }] },
      ],
      // The paper's is of Python programs alone.
      reported: [{ points: [{ at: 0, rate: 0.334 }] }],
    },
  ]);
  expect(study.figuresOf([{ name: '', runs: [formulas] }])).toMatchObject([
    { places: ['formulas'], reported: [{ points: [] }] },
  ]);
});

test('tasks are word problems with a formula that examples can show', () => {
  const fit = problemOf('test-0', 'calculation');
  expect(unfitFor(study, [fit])).toBeNull();
  expect(unfitFor(study, [fit, problemOf('test-1', 'calculation', null)])).toBe('no-formulas');
  expect(unfitFor(study, [fit, taskOf(['assert f(1) == 1'])])).toBe('no-calculations');
});
