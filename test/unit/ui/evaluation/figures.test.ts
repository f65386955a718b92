/** Charts of several runs: each run has the name and the look that it has everywhere on the page. */

import { expect, test } from 'vitest';
import { lookOf } from '../../../../src/evaluation/charts/series.ts';
import { runResults } from '../../../../src/evaluation/results/run-results.ts';
import { figuresOf } from '../../../../src/ui/evaluation/results/figures.ts';
import { outcomesOf, runOf, runOfLetters } from '../../../support/made-up-runs.ts';

test('prompts that are too long are among the outcomes where they count', () => {
  const run = (fields: object) => runOf('a', ['2', '3', '4'], fields);
  const outcomes = outcomesOf('a', { 2: 'p', 3: 'L', 4: '!' });
  const rowsOf = (fields: object) =>
    figuresOf([runResults(run(fields), outcomes)])
      .find(({ name }) => name === 'statuses')
      ?.table()
      .rows.map((row) => row.slice(1, 3));
  expect(rowsOf({ countsPromptsTooLong: true })).toEqual([
    ['passed', 1],
    ['prompt-too-long', 1],
  ]);
  expect(rowsOf({})).toEqual([['passed', 1]]);
});

test('runs beside one of which nothing counts keep their names and looks', () => {
  const runs = ['-', 'pf', 'fp'].map((letters, at) => {
    const id = `r${at}`;
    const fields = { modelName: 'One model', title: 'One title' };
    const run = runOfLetters(id, { 2: letters }, fields);
    return runResults(run, outcomesOf(id, { 2: letters }));
  });
  const figures = figuresOf(runs);
  const curves = figures.find(({ name }) => name === 'pass-at-k');
  const names = new Set(curves?.table().rows.map(([name]) => name));
  expect([...names]).toEqual(['One title (2)', 'One title (3)']);
  for (const name of ['pass-at-k', 'solve-rates']) {
    const drawn = figures.find((each) => each.name === name)?.draw(720, name) ?? '';
    expect(drawn).toContain(lookOf(1).colour);
    expect(drawn).toContain(lookOf(2).colour);
    expect(drawn).not.toContain(lookOf(0).colour);
  }
});

test('the same replies judged twice are one model in the chart of sizes, and other rules are told', () => {
  const sized = (id: string, modelParameters: number, fields: object = {}) =>
    runResults(runOf(id, ['2'], { modelParameters, ...fields }), outcomesOf(id, { 2: 'p' }));
  const sizeOf = (...runs: Parameters<typeof figuresOf>[0]) =>
    figuresOf(runs).find(({ name }) => name === 'pass-rate-by-size');
  const again = sized('b', 1e9, { revisedFrom: 'a', hiddenInputs: 'mbpp-plus' });
  expect(sizeOf(again, sized('a', 1e9))).toBeUndefined();
  const chart = sizeOf(again, sized('a', 1e9), sized('c', 2e9));
  expect(chart?.table().rows.map(([name]) => name)).toEqual(['Model b', 'Model c']);
  expect(chart?.about).toContain('judged by different rules');
  expect(sizeOf(sized('a', 1e9), sized('c', 2e9))?.about).not.toContain('judged by');
});
