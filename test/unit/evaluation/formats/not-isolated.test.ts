/** A verdict that a test next to the program decided says so wherever verdicts are told. */

import { describe, expect, test } from 'vitest';
import {
  type ExportChoice,
  exportChoices,
  exportedFile,
} from '../../../../src/evaluation/formats/exports.ts';
import { textOf } from '../../../../src/evaluation/formats/json-lines.ts';
import { readRunLog } from '../../../../src/evaluation/log/run-log-reading.ts';
import { compareRuns } from '../../../../src/evaluation/results/run-comparison.ts';
import { runResults } from '../../../../src/evaluation/results/run-results.ts';
import { outcomeOf } from '../../../../src/evaluation/runs/run.ts';
import { unisolatedSamplesText } from '../../../../src/texts/result-texts.ts';
import { reportOf } from '../../../../src/ui/evaluation/results/report.ts';
import { FixedRunStore } from '../../../support/fixed-run-store.ts';
import { runOf, sampleOf, verdictOn } from '../../../support/made-up-runs.ts';

const run = runOf('a', ['2', '3']);
const plain = verdictOn('passed', [['shown', 'assert f() == 1', 'passed']]);
const marked = { ...plain, tests: plain.tests.map((each) => ({ ...each, isUnisolated: true })) };

function samplesWith(isMarked: boolean) {
  return [
    sampleOf('a', '2', 0, 'x = 1', { verdict: isMarked ? marked : plain }),
    sampleOf('a', '3', 0, 'x = 2', { verdict: plain }),
  ];
}

const resultsWith = (isMarked: boolean) => runResults(run, samplesWith(isMarked).map(outcomeOf));

function written(choice: ExportChoice, isMarked: boolean): Promise<string> {
  const store = new FixedRunStore(run, [], samplesWith(isMarked));
  const report = () => reportOf([resultsWith(isMarked), resultsWith(isMarked)], 0);
  return textOf(exportedFile(choice, store, run, report).pieces);
}

/** They hold programs without verdicts. */
const withoutVerdicts: readonly ExportChoice[] = [
  'human-eval-samples',
  'human-eval-problems',
  'evalplus-samples',
  'evalplus-problems',
  'bigcode-generations',
  'cruxeval-generations',
];
const mark = /not.isolated|"isUnisolated":true/g;

describe('each export tells', () => {
  test.each(exportChoices.filter((each) => !withoutVerdicts.includes(each)))(
    '%s',
    async (choice) => {
      const [with_, without] = [await written(choice, true), await written(choice, false)];
      expect(with_).toMatch(mark);
      expect(with_).not.toBe(without);
      // A column's name stands in both; what it holds does not.
      if (!choice.endsWith('csv')) expect(without).not.toMatch(mark);
    },
  );

  test.each(withoutVerdicts)('%s has no verdict to mark', async (choice) => {
    expect(await written(choice, true)).toBe(await written(choice, false));
  });
});

test('tables count it by task and sample', async () => {
  const [head, first, second] = (await written('tasks-csv', true)).trimEnd().split(/\r?\n/);
  const column = head?.split(',').indexOf('not_isolated') ?? -1;
  expect([first, second].map((line) => line?.split(',')[column])).toEqual(['1', '0']);
  const [, one, two] = (await written('samples-csv', true)).trimEnd().split(/\r?\n/);
  expect(one).toContain(',true,');
  expect(two).toContain(',false,');
});

test('a log gives it back to whoever reads it', async () => {
  const text = await written('run-log', true);
  const read = [];
  for await (const items of readRunLog([text])) read.push(...items);
  const outcomes = read.flatMap((item) => (item.kind === 'sample' ? [outcomeOf(item.sample)] : []));
  expect(outcomes.map((each) => each.isUnisolated)).toEqual([true, false]);
});

test('the summary of a run, the comparison of runs and the report say it in a sentence', async () => {
  expect(resultsWith(true).unisolatedSamples).toBe(1);
  expect(resultsWith(false).unisolatedSamples).toBe(0);
  const other = { ...resultsWith(true), run: runOf('b', ['2', '3']) };
  const [pair] = compareRuns([resultsWith(true), other]).pairs;
  expect(pair?.unisolatedSamples).toBe(2);
  const report = await written('html-report', true);
  expect(report).toContain(unisolatedSamplesText(1));
  expect(report).toContain(unisolatedSamplesText(2));
});

test('outcomes stored before there was the mark count as without it', () => {
  const { isUnisolated, ...earlier } = outcomeOf(sampleOf('a', '2', 0, 'x', { verdict: marked }));
  expect(isUnisolated).toBe(true);
  expect(runResults(run, [earlier]).unisolatedSamples).toBe(0);
});
