/** Studies as plans and as numbers: made-up outcomes, and what they come to worked out by hand. */
import { describe, expect, test } from 'vitest';
import { runResults } from '../../../../src/evaluation/results/run-results.ts';
import { canonicalPlan } from '../../../../src/evaluation/plans/plan-reading.ts';
import { planSchema } from '../../../../src/evaluation/plans/plan.ts';
import { countHeldOut, factsOf } from '../../../../src/evaluation/studies/sample-facts.ts';
import { studies, studyOf } from '../../../../src/evaluation/studies/studies.ts';
import { ratesTable } from '../../../../src/evaluation/studies/rates.ts';
import type {
  StudyChoices,
  StudyGroup,
  StudyId,
  StudyRun,
} from '../../../../src/evaluation/studies/study.ts';
import { examplesOf } from '../../../../src/evaluation/studies/which-examples.ts';
import {
  oneVersionTable,
  solvedInOneVersion,
} from '../../../../src/evaluation/studies/edited-text.ts';
import { unfitFor } from '../../../../src/evaluation/studies/fit-tasks.ts';
import { findingText } from '../../../../src/texts/study-finding-texts.ts';
import { outcomesOf, runOf, sampleOf, verdictOn } from '../../../support/made-up-runs.ts';
import type { Status } from '../../../../src/checking/verdict.ts';
import type { RunTask } from '../../../../src/evaluation/runs/run.ts';
import { taskOf } from '../../../support/tasks.ts';
import * as v from 'valibot';

const writer = { kind: 'gguf-file', fileName: 'a.gguf', sizeBytes: 7 } as const;
const choices: StudyChoices = {
  writers: [writer],
  tasks: { source: 'mbpp', which: { kind: 'first', count: 4 } },
  samplesPerTask: 3,
  maxTokens: 99,
};

function runWith(
  key: string,
  letters: Readonly<Record<string, string>>,
  fields: Partial<StudyRun> & { readonly modelParameters?: number } = {},
): StudyRun {
  const run = runOf(key, Object.keys(letters), { modelParameters: fields.modelParameters ?? null });
  return {
    ...{ key, value: Number(key), name: `run ${key}`, samples: [] },
    results: runResults(run, outcomesOf(key, letters)),
    ...fields,
  };
}

const groupOf = (...runs: StudyRun[]): StudyGroup => ({ name: '', runs });

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

test('asserts: which tasks one run alone solves, and both metrics for each', () => {
  const group = groupOf(
    runWith('1', { a: 'pf', b: 'ff', c: 'ff', d: 'pp' }),
    runWith('3', { a: 'pf', b: 'fp', c: 'pp', d: 'ff' }),
  );
  const [finding] = studyOf('shown-asserts').findingsOf(group);
  expect(finding).toMatchObject({
    ...{ kind: 'solved-more', from: 'run 1', to: 'run 3', tasks: 4 },
    ...{ onlyFrom: ['d'], onlyTo: ['b', 'c'] },
    // Three tasks that one alone solves, one of them by the first: 2 (1 + 3) / 8, capped at 1.
    pValue: 1,
  });
  const [figure] = studyOf('shown-asserts').figuresOf([group]);
  const values = figure?.kind === 'points' ? figure.series : [];
  expect(
    values.map(({ name, points }) => [name.metric, points.map(({ rate }) => rate.value)]),
  ).toEqual([
    ['solved-tasks', [0.5, 0.75]],
    ['passing-samples', [3 / 8, 4 / 8]],
  ]);
  expect(ratesTable([group]).rows.map((row) => [row[0], row[1], row[2], row[3], row[6]])).toEqual([
    ['run 1', 4, 8, 0.5, 0.375],
    ['run 3', 4, 8, 0.75, 0.5],
  ]);
});

test('two groups are compared by solved tasks, at the places of both', () => {
  const mine = { name: 'Mine', runs: [runWith('0', { a: 'p' }), runWith('1', { a: 'f' })] };
  const theirs = { name: 'Theirs', runs: [runWith('1', { a: 'p' })] };
  const [figure] = studyOf('example-count').figuresOf([mine, theirs]);
  expect(figure).toMatchObject({
    places: ['0', '1'],
    series: [
      { name: { group: 'Mine' }, points: [{ at: 0 }, { at: 1 }] },
      { name: { group: 'Theirs' }, points: [{ at: 1, rate: { value: 1 } }] },
    ],
  });
});

test('temperature: the best for one sample, and for as many as all have', () => {
  const group = groupOf(
    // pass@1 is 3/8 and pass@4 is 1/2.
    runWith('0.2', { a: 'pppf', b: 'ffff' }),
    // pass@1 is 2/8 and pass@4 is 1.
    runWith('0.8', { a: 'pfff', b: 'pfff' }),
  );
  expect(studyOf('temperature').findingsOf(group)).toMatchObject([
    { kind: 'best-at', k: 1, name: 'run 0.2', rate: { value: 3 / 8 } },
    { kind: 'best-at', k: 4, name: 'run 0.8', rate: { value: 1 } },
  ]);
  expect(studyOf('temperature').findingsOf(groupOf(runWith('0.2', { a: 'p' })))).toEqual([]);
});

test('temperature: of equal rates, and of rates that few tasks tell apart, none is the best', () => {
  const { findingsOf } = studyOf('temperature');
  const even = groupOf(runWith('0.2', { a: 'p', b: 'f' }), runWith('0.8', { a: 'p', b: 'f' }));
  expect(findingsOf(even)).toMatchObject([{ kind: 'best-at', k: 1, isApart: false }]);
  const close = groupOf(runWith('0.2', { a: 'p', b: 'p' }), runWith('0.8', { a: 'p', b: 'f' }));
  const [finding] = findingsOf(close);
  expect(finding).toMatchObject({ kind: 'best-at', name: 'run 0.2', isApart: false });
  expect(finding && findingText(finding)).toMatch(/^For 1 sample, no difference is seen/);
  const tasks = (letter: string) =>
    Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`t${at}`, letter]));
  const apart = groupOf(runWith('0.2', tasks('p')), runWith('0.8', tasks('f')));
  expect(findingsOf(apart)).toMatchObject([{ kind: 'best-at', name: 'run 0.2', isApart: true }]);
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

test('model size: the growth, with an interval only from three models on', () => {
  const small = runWith('s', { a: 'p', b: 'f', c: 'f', d: 'f' }, { modelParameters: 1e8 });
  const middle = runWith('m', { a: 'p', b: 'p', c: 'p', d: 'f' }, { modelParameters: 1e9 });
  const large = runWith('l', { a: 'p', b: 'p', c: 'p', d: 'f' }, { modelParameters: 1e10 });
  const { findingsOf } = studyOf('model-size');
  expect(findingsOf(groupOf(small, middle))).toEqual([
    {
      ...{ kind: 'growth', group: '', models: 2, interval: null, rSquared: null },
      perDecade: expect.closeTo(0.5, 12),
    },
  ]);
  // Slope 1/4; residuals -1/12, 1/6, -1/12, so s² = 1/24; t(1) = 12.7062; s/sqrt(2) = 0.1443.
  const [finding] = findingsOf(groupOf(small, middle, large));
  expect(finding).toMatchObject({
    ...{ kind: 'growth', models: 3, perDecade: expect.closeTo(0.25, 12) },
    interval: {
      low: expect.closeTo(0.25 - 12.7062047 * Math.sqrt(1 / 48), 6),
      high: expect.closeTo(0.25 + 12.7062047 * Math.sqrt(1 / 48), 6),
    },
    rSquared: expect.closeTo(0.75, 12),
  });
});

test('model size: a model without a size is named, with or without a line', () => {
  const { findingsOf } = studyOf('model-size');
  const small = runWith('s', { a: 'f' }, { modelParameters: 1e8 });
  const large = runWith('l', { a: 'p' }, { modelParameters: 1e9 });
  const unknown = runWith('u', { a: 'p' });
  const unsized = { kind: 'unsized', group: '', names: ['run u'] };
  expect(findingsOf(groupOf(unknown))).toEqual([unsized]);
  expect(findingsOf(groupOf(small, large, unknown))).toEqual([
    expect.objectContaining({ kind: 'growth', models: 2 }),
    unsized,
  ]);
});

test('which examples: each seed, all together, and whether the sets are nested', () => {
  const group = groupOf(
    runWith('1', { a: 'p', b: 'p', c: 'f', d: 'f' }),
    runWith('2', { a: 'p', b: 'f', c: 'p', d: 'f' }),
    runWith('3', { a: 'p', b: 'f', c: 'f', d: 'f' }),
  );
  const [finding] = studyOf('which-examples').findingsOf(group);
  expect(finding).toEqual({
    ...{ kind: 'ensemble', group: '', seeds: 3, tasks: 4, solvedByAny: 3, solvedByAll: 1 },
    ...{ best: { name: 'run 1', solved: 2 }, worst: { name: 'run 3', solved: 1 } },
    ...{ unnestedPairs: 1, pairs: 3 },
    solvedByOne: [
      { name: 'run 1', tasks: ['b'] },
      { name: 'run 2', tasks: ['c'] },
    ],
  });
  expect(finding && findingText(finding)).toBe(
    'Of 4 tasks, run 1 solves 2 and run 3 solves 1. All 3 seeds together solve 3; 1 is solved with every seed. In 1 of 3 pairs of seeds, each solves a task that the other does not. Solved with one seed alone: b (run 1) and c (run 2).',
  );
  const [figure] = studyOf('which-examples').figuresOf([group]);
  expect(figure).toMatchObject({
    places: ['1', '2', '3'],
    lines: [
      { name: { kind: 'any-seed' }, rate: 0.75 },
      { name: { kind: 'paper' }, rate: 0.6 },
    ],
  });
});

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

test('difficulty: samples that pass by length of the reference, and the share of failed assertions', () => {
  const tasks = [
    ['a', 2],
    ['b', 4],
    ['c', 8],
  ].map(([id, lines]): RunTask => ({
    ...{ run: '1', prompt: null, functionName: 'f' },
    task: taskOf([], { id: String(id), referenceCode: 'x = 1\n'.repeat(Number(lines)) }),
  }));
  const run = runOf('1', ['a', 'b', 'c']);
  const results = runResults(run, outcomesOf('1', { a: 'ppff', b: 'pf', c: 'fr' }), tasks);
  const group = groupOf({ key: '1', value: 0, name: 'A model', samples: [], results });
  const [lengths, errors] = studyOf('difficulty').figuresOf([group]);
  // 3 of 6 samples of the two short tasks, none of the long one's; there is none of medium length.
  expect(lengths).toMatchObject({
    places: ['short', 'medium', 'long'],
    series: [
      {
        name: { group: 'A model' },
        points: [
          { at: 0, rate: { value: 0.5 } },
          { at: 2, rate: { value: 0 } },
        ],
      },
    ],
  });
  expect(errors).toMatchObject({
    counts: [{ name: 'A model', counts: { solved: 3, 'failed assertion': 4, 'runtime error': 1 } }],
  });
  expect(studyOf('difficulty').findingsOf(group)).toEqual([
    {
      ...{ kind: 'error-share', group: '', name: 'A model' },
      ...{ samples: 8, failures: 5, assertions: 4 },
    },
  ]);
});

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

describe('the original against the edited text', () => {
  interface Row {
    readonly letters: string;
    readonly text?: string;
    readonly tests?: readonly string[];
  }

  function versionOf(key: 'original' | 'edited', rows: Readonly<Record<string, Row>>): StudyRun {
    const source = key === 'original' ? 'mbpp' : 'mbpp-sanitized';
    const { plan, ...others } = runOf(key, Object.keys(rows));
    const run = { ...others, plan: { ...plan, tasks: { ...plan.tasks, source } } };
    const tasks = Object.entries(rows).map(([id, { text = 'Sort.', tests = ['assert f()'] }]) => ({
      ...{ run: key, prompt: null, functionName: 'f' },
      task: taskOf(tests, { source, id, text }),
    }));
    const letters = Object.entries(rows).map(([id, row]) => [id, row.letters]);
    const results = runResults(run, outcomesOf(key, Object.fromEntries(letters)), tasks);
    return { ...{ key, value: null, name: `${key} text`, samples: [] }, results };
  }

  const group = groupOf(
    versionOf('original', {
      11: { letters: 'pf' },
      16: { letters: 'ff', text: 'Find.', tests: ["assert f(1) == 'a'"] },
      17: { letters: 'fp', text: 'Add ' },
      // Solved only by the second sample, and the edited task has one.
      18: { letters: 'fp' },
      20: { letters: 'f!', text: 'Go.' },
      57: { letters: 'pp' },
    }),
    versionOf('edited', {
      11: { letters: 'pp' },
      16: { letters: 'fp', text: 'Find it.', tests: ['assert f(1) == True'] },
      17: { letters: 'ff', text: 'Add' },
      18: { letters: 'f' },
      20: { letters: 'p', text: 'Go on.' },
      // No sample that counts.
      57: { letters: 'x' },
    }),
  );

  test('is paired by id: what one version alone solves, and what was edited', () => {
    const [more, edits] = studyOf('edited-text').findingsOf(group);
    expect(more).toMatchObject({
      ...{ kind: 'solved-more', from: 'original text', to: 'edited text', tasks: 5 },
      ...{ onlyFrom: ['17'], onlyTo: ['16', '20'] },
    });
    // Text 17 differs by a blank at its end.
    expect(edits).toEqual({ kind: 'edits', group: '', tasks: 5, texts: 2, tests: 1 });
    expect(edits && findingText(edits)).toBe(
      'Of 5 tasks, 2 have another text in the edited version and 1 other asserts.',
    );
  });

  test('lists these tasks with both wordings', () => {
    const found = solvedInOneVersion(group);
    expect(found.map(({ task, solvedIn }) => [task, solvedIn])).toEqual([
      ['16', 'edited'],
      ['17', 'original'],
      ['20', 'edited'],
    ]);
    expect(oneVersionTable(found).rows[0]).toEqual([
      ...['16', 'edited', 'Find.', 'Find it.', "assert f(1) == 'a'", 'assert f(1) == True'],
    ]);
    expect(solvedInOneVersion(groupOf(...group.runs.slice(0, 1)))).toEqual([]);
  });

  test('is drawn at two places beside the shares of the paper', () => {
    expect(studyOf('edited-text').figuresOf([group])).toMatchObject([
      {
        ...{ kind: 'points', places: ['original text', 'edited text'] },
        series: [{ points: [{ rate: { value: 4 / 6 } }, { rate: { value: 3 / 5 } }] }, {}],
        reported: [
          {
            points: [
              { at: 0, rate: 0.63 },
              { at: 1, rate: 0.79 },
            ],
          },
        ],
      },
    ]);
  });
});

test('difficulty: models stand in the order of their size, those of unknown size last', () => {
  const sized = (name: string, modelParameters?: number) =>
    runWith(name, { a: 'pf' }, { name, ...(modelParameters ? { modelParameters } : {}) });
  const mine = { name: 'Mine', runs: [sized('?'), sized('7B', 7e9), sized('500M', 5e8)] };
  const theirs = { name: 'Theirs', runs: [sized('1B', 1e9), sized('7B', 7e9)] };
  const [, errors] = studyOf('difficulty').figuresOf([mine, theirs]);
  const names = errors?.kind === 'classes' ? errors.counts.map(({ name }) => name) : [];
  expect(names).toEqual(['Mine: 500M', 'Theirs: 1B', 'Mine: 7B', 'Theirs: 7B', 'Mine: ?']);
  const findings = studyOf('difficulty').findingsOf(mine);
  expect(findings.map((each) => each.kind === 'error-share' && each.name)).toEqual([
    ...['500M', '7B', '?'],
  ]);
});
