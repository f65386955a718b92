/** The plans of each study, and the tasks that it can use. */

import { describe, expect, test } from 'vitest';
import { canonicalPlan } from '../../../../src/evaluation/plans/plan-reading.ts';
import { planSchema } from '../../../../src/evaluation/plans/plan.ts';
import { studies, studyOf } from '../../../../src/evaluation/studies/studies.ts';
import type { StudyId } from '../../../../src/evaluation/studies/study.ts';
import { examplesOf } from '../../../../src/evaluation/studies/which-examples.ts';
import { unfitFor } from '../../../../src/evaluation/studies/fit-tasks.ts';
import { taskOf } from '../../../support/tasks.ts';
import * as v from 'valibot';
import { choices, writer } from '../../../support/study-runs.ts';

/** What a study changes from plan to plan, and nothing else. */
function varied(id: StudyId): unknown[] {
  const plans = studyOf(id).plansFor(choices);
  return plans.map(({ key, plan }) => {
    const { prompt, sampling, tasks, samplesPerTask, extraction, baseSeed } = plan;
    expect(v.parse(planSchema, plan)).toEqual(plan);
    expect({ tasks, samplesPerTask, extraction, baseSeed }).toEqual({
      ...{ tasks: choices.tasks, samplesPerTask: 3, extraction: 'paper', baseSeed: 1 },
    });
    expect(prompt.style).toBe('paper');
    expect([sampling.topP, sampling.maxTokens]).toEqual([1, 99]);
    return [key, prompt.exampleCount, prompt.shownTestCount, sampling.temperature];
  });
}

describe('the plans of a study', () => {
  test('differ in what it varies, under the paper’s protocol', () => {
    expect(varied('shown-asserts')).toEqual([0, 1, 2, 3].map((n) => [String(n), 3, n, 0.5]));
    expect(varied('example-count')).toEqual([0, 1, 2, 3].map((n) => [String(n), n, 3, 0.5]));
    expect(varied('temperature')).toEqual([0.2, 0.5, 0.8, 1.1].map((t) => [String(t), 3, 3, t]));
    expect(varied('challenge-tests')).toEqual([['run', 3, 3, 0.5]]);
    expect(varied('bleu')).toEqual([['run', 3, 3, 0.5]]);
  });

  test('are of the same ids in two sets where the edited text is compared with the original', () => {
    const tasks = { source: 'mbpp-sanitized', which: { kind: 'ids' as const, ids: ['16', '17'] } };
    const plans = studyOf('edited-text').plansFor({ ...choices, tasks });
    expect(plans.map(({ key, plan }) => [key, plan.tasks])).toEqual([
      ['original', { ...tasks, source: 'mbpp' }],
      ['edited', tasks],
    ]);
    const withAllAsserts = studyOf('shown-asserts')
      .plansFor({ ...choices, tasks })
      .at(-1);
    expect(plans[1]?.plan).toEqual(withAllAsserts?.plan);
  });

  test('are told apart, and shared where two studies ask for the same samples', () => {
    const plansOf = (id: StudyId) =>
      studyOf(id)
        .plansFor(choices)
        .map(({ plan }) => canonicalPlan(plan));
    expect(plansOf('difficulty')).toEqual(plansOf('model-size'));
    for (const { id } of studies) expect(new Set(plansOf(id)).size).toBe(plansOf(id).length);
    expect(plansOf('shown-asserts').at(-1)).toBe(plansOf('challenge-tests')[0]);
    expect(plansOf('example-count').at(-1)).toBe(plansOf('temperature')[1]);
  });

  test('are one for each model where models are compared', () => {
    const other = { kind: 'gguf-file', fileName: 'b.gguf', sizeBytes: 8 } as const;
    const plans = studyOf('model-size').plansFor({ ...choices, writers: [writer, other] });
    expect(plans.map(({ plan }) => plan.writer)).toEqual([writer, other]);
  });

  test('draw other examples for each seed, the same ones every time', () => {
    const drawn = studyOf('which-examples')
      .plansFor(choices)
      .map(({ plan }) => plan.prompt.exampleIds ?? []);
    expect(drawn.length).toBe(6);
    expect(new Set(drawn.map((ids) => ids.join())).size).toBe(6);
    for (const ids of drawn) {
      expect(new Set(ids).size).toBe(3);
      for (const id of ids) expect(Number(id)).toBeLessThanOrEqual(10);
    }
    expect(examplesOf('mbpp', 1)).toEqual(drawn[0]);
    // The sanitized set lacks three of the ten.
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      for (const id of examplesOf('mbpp-sanitized', seed)) {
        expect(['2', '3', '4', '6', '7', '8', '9']).toContain(id);
      }
    }
  });
});

describe('tasks that a study can use', () => {
  const mbppTasks = Array.from({ length: 14 }, (_, at) =>
    taskOf(['assert f(1) == 1'], {
      ...{ source: 'mbpp', id: String(at + 1) },
      challengeTests: at === 10 ? ['assert f(2) == 2'] : [],
    }),
  );
  const predicting = taskOf(['assert f(1) == 1'], {
    ...{ source: 'cruxeval', id: '1' },
    asks: { kind: 'output', call: 'f(1)', value: '1', shows: 'code' },
  });
  const completing = taskOf(['def check(): pass'], {
    ...{ source: 'human-eval', id: '1', codePrompt: 'def f(x):' },
  });

  test('have asserts to be shown', () => {
    const edited = mbppTasks.map((task) => ({ ...task, source: 'mbpp-sanitized' }));
    for (const study of studies.filter(({ id }) => id !== 'mathqa')) {
      const set = study.id === 'edited-text' ? edited : mbppTasks;
      const isHeldOut = study.id === 'challenge-tests' || study.id === 'search-overfit';
      const needed = set.slice(isHeldOut ? 10 : 11);
      expect(unfitFor(study, needed)).toBeNull();
      expect(unfitFor(study, [predicting])).toBe('no-asserts');
      expect(unfitFor(study, [completing, ...needed])).toBe('no-asserts');
    }
  });

  test('are of the edited set where both versions are asked', () => {
    expect(unfitFor(studyOf('edited-text'), mbppTasks)).toBe('not-edited');
  });

  test('have a reference where the study compares with it', () => {
    const without = mbppTasks.map((task) => ({ ...task, referenceCode: '' }));
    expect(unfitFor(studyOf('bleu'), without)).toBe('no-reference');
    expect(unfitFor(studyOf('bleu'), [...without, ...mbppTasks])).toBeNull();
    expect(unfitFor(studyOf('difficulty'), without)).toBeNull();
  });

  test('have challenge tests where the study reads those', () => {
    expect(unfitFor(studyOf('challenge-tests'), mbppTasks.slice(11))).toBe('no-challenge-tests');
    expect(unfitFor(studyOf('shown-asserts'), mbppTasks.slice(11))).toBeNull();
    const search = studyOf('search-overfit');
    expect(unfitFor(search, mbppTasks.slice(11))).toBe('no-held-out-tests');
    const hidden = { kind: 'mbpp-plus', row: '{}' } as const;
    expect(unfitFor(search, [taskOf(['assert f(1) == 1'], { hidden })])).toBeNull();
  });

  test('are none of those that seeds draw as examples', () => {
    expect(unfitFor(studyOf('which-examples'), mbppTasks)).toBe('graded-examples');
    expect(unfitFor(studyOf('which-examples'), mbppTasks.slice(10))).toBeNull();
    expect(unfitFor(studyOf('temperature'), mbppTasks)).toBeNull();
  });
});
