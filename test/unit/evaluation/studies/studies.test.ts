/** Studies as numbers: made-up outcomes, and what they come to worked out by hand. */

import { expect, test } from 'vitest';
import { runResults } from '../../../../src/evaluation/results/run-results.ts';
import { studyOf } from '../../../../src/evaluation/studies/studies.ts';
import {
  correctedFindings,
  findingsOf,
  ratesTable,
} from '../../../../src/evaluation/studies/rates.ts';
import { findingText } from '../../../../src/texts/study-finding-texts.ts';
import { outcomesOf, runOf, withSamples } from '../../../support/made-up-runs.ts';
import type { RunTask } from '../../../../src/evaluation/runs/run.ts';
import { taskOf } from '../../../support/tasks.ts';
import { groupOf, runWith } from '../../../support/study-runs.ts';

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

test('a study says what its tests allow, and that a few tasks allow nothing', () => {
  const tasks = (letters: string) =>
    Object.fromEntries([...letters].map((letter, at) => [`t${at}`, letter]));
  const [none, seven, all] = ['f'.repeat(16), 'p'.repeat(7) + 'f'.repeat(9), 'p'.repeat(16)];
  const said = (...letters: [string, string, string]) => {
    const runs = letters.map((each, at) => runWith(['0', '1', '3'][at] ?? '', tasks(each)));
    const findings = studyOf('shown-asserts').findingsOf(groupOf(...runs));
    return correctedFindings(findings).map((finding) =>
      findingText(finding).replaceAll('\u00a0', ' '),
    );
  };
  expect(said(none, seven, all)).toEqual([
    expect.stringMatching(
      /test: p = 0\.008, corrected for 2 .*\. Chance alone hardly explains it\.$/,
    ),
    expect.stringMatching(
      /test: p = 0\.016, corrected for 2 .*\. Chance alone hardly explains it\.$/,
    ),
  ]);
  const six = 'p'.repeat(6) + 'f'.repeat(10);
  expect(said(none, six, six.replace('f', 'p'))).toEqual([
    expect.stringMatching(
      /0 only with run 1\. That is too few for any test to tell it from chance\.$/,
    ),
    // 0.03 by itself.
    expect.stringMatching(/test: p = 0\.063, corrected for 2 .*\. Chance alone may explain it\.$/),
  ]);
  expect(said(none, none, none)[0]).toMatch(/0 only with run 1\.$/);
});

test('a study with a run under way tests nothing, and calls no run the best', () => {
  const whole = { a: 'pp', b: 'pf', c: 'ff', d: 'ff', e: 'ff', f: 'ff', g: 'ff' };
  const part = { ...whole, a: 'ff', g: '' };
  const runs = ['0', '1', '3'].map((key) => runWith(key, key === '3' ? part : whole));
  const findings = (['shown-asserts', 'temperature'] as const).flatMap((id) =>
    correctedFindings(findingsOf(studyOf(id), groupOf(...runs))),
  );
  expect(findings.map(findingText).join('\n')).not.toMatch(/chance|best|test:/i);
  expect(findings.length > 2 && findings.every(({ isSoFar }) => isSoFar)).toBe(true);
  const done = ['0', '1', '3'].map((key) => runWith(key, whole));
  const known = findingsOf(studyOf('temperature'), groupOf(...done));
  expect(known.map(findingText).join('\n')).toMatch(/beyond chance/);
});

test('with one sample a task, the two metrics are one number and told once', () => {
  const group = groupOf(runWith('1', { a: 'p', b: 'f' }), runWith('3', { a: 'p', b: 'p' }));
  expect(ratesTable([group]).header).not.toContain('passing samples');
  expect(ratesTable([group]).rows.map((row) => row.length)).toEqual([6, 6]);
  const [figure] = studyOf('shown-asserts').figuresOf([group]);
  expect(figure).toMatchObject({ series: [{ name: { metric: 'solved-tasks' } }] });
  expect(figure?.kind === 'points' && figure.series).toHaveLength(1);
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

test('difficulty: samples that pass by length of the reference, and the share of failed assertions', () => {
  const tasks = [
    ['a', 2],
    ['b', 4],
    ['c', 8],
  ].map(([id, lines]): RunTask => ({
    ...{ run: '1', prompt: null, functionName: 'f' },
    task: taskOf([], { id: String(id), referenceCode: 'x = 1\n'.repeat(Number(lines)) }),
  }));
  const run = withSamples(4, runOf('1', ['a', 'b', 'c']));
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
