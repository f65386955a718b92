/** A fine-tuned model against its base: the plans, the pairing by task, and which tasks are fit. */

import * as v from 'valibot';
import { expect, test } from 'vitest';
import { planSchema } from '../../../../src/evaluation/plans/plan.ts';
import { runResults } from '../../../../src/evaluation/results/run-results.ts';
import type { RunTask } from '../../../../src/evaluation/runs/run.ts';
import {
  fineTuned as study,
  pairedModels,
  pairedTable,
} from '../../../../src/evaluation/studies/fine-tuned.ts';
import { unfitFor } from '../../../../src/evaluation/studies/fit-tasks.ts';
import { mcnemarExact } from '../../../../src/evaluation/statistics/paired.ts';
import type { StudyChoices, StudyRun } from '../../../../src/evaluation/studies/study.ts';
import { findingText } from '../../../../src/texts/study-finding-texts.ts';
import { outcomesOf, runOfLetters } from '../../../support/made-up-runs.ts';
import { taskOf } from '../../../support/tasks.ts';

const base = { kind: 'gguf-address', address: 'https://models.example/a-1B.gguf' } as const;
const server = { kind: 'server', address: 'http://localhost:1', model: 'm', parallel: 4 } as const;
const adapter = {
  kind: 'gguf-adapter',
  base: { address: base.address },
  adapter: { fileName: 'lora.gguf', sizeBytes: 7 },
  scale: 1,
} as const;
const choices: StudyChoices = {
  writers: [adapter, base],
  tasks: { source: 'mbpp', which: { kind: 'split', split: 'test' } },
  samplesPerTask: 2,
  maxTokens: 99,
};

test('both models are asked the same with the same seeds, the tuned one first', () => {
  for (const writers of [
    [adapter, base],
    [{ kind: 'web-llm', modelId: 'tuned' }, server],
  ] as const) {
    const plans = study.plansFor({ ...choices, writers });
    expect(plans.map(({ key, plan }) => [key, plan.writer])).toEqual([
      ['tuned', writers[0]],
      ['base', writers[1]],
    ]);
    const [tuned, other] = plans.map(({ plan }) => ({ ...plan, writer: null }));
    expect(tuned).toEqual(other);
    for (const { plan } of plans) expect(v.parse(planSchema, plan)).toEqual(plan);
  }
  expect(study.plansFor({ ...choices, writers: [adapter] })).toEqual([]);
});

test('the prompt is the paper’s, or for chat models the instruction, whose programs are searched for', () => {
  const [paper] = study.plansFor(choices);
  expect(paper?.plan).toMatchObject({
    ...{ prompt: { style: 'paper', exampleCount: 3, shownTestCount: 3 }, extraction: 'paper' },
    sampling: { temperature: 0.5 },
  });
  const [chat] = study.plansFor({ ...choices, prompt: 'instruction' });
  expect(chat?.plan).toMatchObject({
    ...{ prompt: { style: 'instruction', shownTestCount: 3 }, extraction: 'reply' },
    sampling: { temperature: 0.5 },
  });
});

function runWith(key: string, letters: Readonly<Record<string, string>>): StudyRun {
  const ids = Object.keys(letters);
  const tasks = ids.map((id): RunTask => ({
    ...{ run: key, task: taskOf(['assert f(1) == 1'], { id }), prompt: null, functionName: null },
  }));
  const results = runResults(runOfLetters(key, letters), outcomesOf(key, letters), tasks);
  return { ...{ key, value: null, name: key, samples: [] }, results };
}

test('each task counts for both models, one or neither, and the test is that of all comparisons', () => {
  const runs = [
    runWith('tuned', { 1: 'pf', 2: 'fp', 3: 'pp', 4: 'ff', 5: 'ff', 6: 'pf' }),
    runWith('base', { 1: 'fp', 2: 'ff', 3: 'ff', 4: 'pf', 5: 'ff', 7: 'pp' }),
  ];
  const group = { name: '', runs };
  const pair = pairedModels(group);
  const counts = { both: 1, onlyFirst: 1, onlySecond: 2, neither: 1 };
  expect(pair).toMatchObject({ tasks: 5, counts, solvedPValue: mcnemarExact(counts) });
  expect(pair?.solvedTasks?.value).toBeCloseTo(1 / 5);
  expect(pair && pairedTable(pair).rows[0]?.slice(2, 7)).toEqual([5, 1, 1, 2, 1]);
  const [finding] = study.findingsOf(group);
  expect(finding && findingText(finding)).toMatch(
    /^With tuned, 1 more task is solved than with base, of 5: 2 only with tuned, 1 only with base/,
  );
  // The base stands before what was made of it.
  expect(study.figuresOf([group])).toMatchObject([{ kind: 'points', places: ['base', 'tuned'] }]);
  expect(pairedModels({ name: '', runs: runs.slice(0, 1) })).toBeNull();
});

test('tasks that a model may have been trained on are refused', () => {
  const task = (id: string) => taskOf(['assert f(1) == 1'], { source: 'mbpp', id });
  expect(unfitFor(study, [task('11'), task('510')])).toBeNull();
  expect(unfitFor(study, [task('11'), task('511')])).toBe('for-training');
  expect(unfitFor(study, [task('974')])).toBe('for-training');
});
