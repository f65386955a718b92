/** Which charts are shown for a set of runs, each with its words, its drawing and its numbers. */

import { passAtKChart, passAtKTable } from '../../../evaluation/charts/pass-at-k-chart.ts';
import { sizeChart, sizeTable } from '../../../evaluation/charts/size-chart.ts';
import { solveRateChart, solveRateTable } from '../../../evaluation/charts/solve-rate-chart.ts';
import {
  classChart,
  classTable,
  statusChart,
  statusTable,
} from '../../../evaluation/charts/status-chart.ts';
import type { Table } from '../../../evaluation/table.ts';
import { sameTasks } from '../../../evaluation/results/pass-curve.ts';
import { differingRules, haveSameReplies } from '../../../evaluation/results/comparability.ts';
import type { RunResults } from '../../../evaluation/results/run-results.ts';
import { parameters, percentMark } from '../../../texts/format.ts';
import { fitText, paperClassName, runNames, sampleStateName } from '../../../texts/result-texts.ts';
import { figureTexts } from '../../../texts/result-view-texts.ts';

export interface Figure {
  /** Names the figure's files too: "pass-at-k". */
  readonly name: string;
  readonly title: string;
  readonly about: string;
  /** SVG text for a width in pixels; `id` is unique in the document. */
  readonly draw: (width: number, id: string) => string;
  readonly table: () => Table;
}

/** Of any set of runs. */
export const mostFigures = 5;

/**
 * Without those that would show nothing, or nothing else than another one: a curve of one point, a
 * line through one size, solve rates of single samples, classes that are the statuses.
 */
export function figuresOf(runs: readonly RunResults[]): Figure[] {
  const names = runNames(runs.map(({ run }) => run));
  const named = runs
    .map((results, at): NamedResults => ({ name: names[at] ?? '', look: at, results }))
    .filter(({ results }) => results.countedSamples > 0);
  if (named.length === 0) return [];
  return [
    ...(named.some(({ results }) => sameTasks(results.passAt).length > 1)
      ? [passFigure(named)]
      : []),
    ...(sizedOf(named).length > 1 ? [sizeFigure(named)] : []),
    ...(named.some(({ results }) => results.countedSamples > results.countedTasks)
      ? [solveRateFigure(named)]
      : []),
    statusFigure(named),
    ...(named.every(({ results }) => areClasses(results.statuses)) ? [] : [classFigure(named)]),
  ];
}

/** Whether each status stands for a class of its own. */
function areClasses(counts: RunResults['statuses']): boolean {
  const named: readonly string[] = ['passed', 'failed-assertion', 'runtime-error', 'syntax-error'];
  return counts.every(({ status }) => named.includes(status));
}

interface NamedResults {
  readonly name: string;
  /** Its place among the runs in view, those that are left out included. */
  readonly look: number;
  readonly results: RunResults;
}

function wordsOf({ title, about }: { title: string; about: string }) {
  return { title, description: about };
}

function passFigure(runs: readonly NamedResults[]): Figure {
  const curves = runs.map(({ name, look, results }) => ({ name, look, points: results.passAt }));
  const drawn = curves.map((curve) => ({ ...curve, points: sameTasks(curve.points) }));
  const isWhole = drawn.every(({ points }, at) => points.length === curves[at]?.points.length);
  const words = wordsOf({
    ...figureTexts.pass,
    ...(isWhole ? {} : { about: figureTexts.passInPart }),
  });
  return {
    ...{ name: 'pass-at-k', title: words.title, about: words.description },
    draw: (width, id) =>
      passAtKChart(drawn, {
        ...words,
        percentMark,
        width,
        id,
        xName: figureTexts.pass.x,
        yName: figureTexts.pass.y,
      }),
    table: () => passAtKTable(curves),
  };
}

/** Those of known size. The same replies judged twice are one model's, and one point of the fit. */
function sizedOf(runs: readonly NamedResults[]): NamedResults[] {
  const sized = runs.filter(({ results }) => results.run.modelParameters !== null);
  const inView = sized.map(({ results }) => results.run);
  return sized.filter(
    ({ results: { run } }, at) =>
      !inView.slice(0, at).some((other) => haveSameReplies(other, run, inView)),
  );
}

function sizeFigure(runs: readonly NamedResults[]): Figure {
  const different = sizedOf(runs);
  const sized = different.flatMap(({ name, look, results: { run, passAt } }) => {
    const [rate] = passAt;
    const { modelParameters } = run;
    return rate && modelParameters ? [{ name, look, parameters: modelParameters, rate }] : [];
  });
  const [first] = different;
  const areOfOtherRules = different.some(
    ({ results }) => first && differingRules(first.results, results).length > 0,
  );
  const { title, about } = figureTexts.size;
  const words = wordsOf({
    title,
    about: areOfOtherRules ? `${about} ${figureTexts.otherRules}` : about,
  });
  return {
    ...{ name: 'pass-rate-by-size', title: words.title, about: words.description },
    draw: (width, id) =>
      sizeChart(sized, {
        ...{
          ...words,
          percentMark,
          width,
          id,
          xName: figureTexts.size.x,
          yName: figureTexts.size.y,
        },
        ...{ sizeOf: parameters, fitText },
      }),
    table: () => sizeTable(sized),
  };
}

function statusFigure(runs: readonly NamedResults[]): Figure {
  const counts = runs.map(({ name, results: { statuses, promptsTooLong } }) => ({
    name,
    counts: [
      ...statuses,
      ...(promptsTooLong > 0
        ? [{ status: 'prompt-too-long' as const, count: promptsTooLong }]
        : []),
    ],
  }));
  const words = wordsOf(figureTexts.outcomes);
  return {
    ...{ name: 'statuses', title: words.title, about: words.description },
    draw: (width, id) => statusChart(counts, { ...words, width, id, statusName: sampleStateName }),
    table: () => statusTable(counts),
  };
}

function classFigure(runs: readonly NamedResults[]): Figure {
  const counts = runs.map(({ name, results }) => ({ name, counts: results.classes }));
  const words = wordsOf(figureTexts.classes);
  return {
    ...{ name: 'paper-classes', title: words.title, about: words.description },
    draw: (width, id) => classChart(counts, { ...words, width, id, className: paperClassName }),
    table: () => classTable(counts),
  };
}

function solveRateFigure(runs: readonly NamedResults[]): Figure {
  const rates = runs.map(({ name, look, results }) => ({
    ...{ name, look },
    tasks: results.rows.flatMap(({ task, rate }) => (rate === null ? [] : [{ task, rate }])),
  }));
  const words = wordsOf(figureTexts.rates);
  const axes = { xName: figureTexts.rates.x, yName: figureTexts.rates.y };
  return {
    ...{ name: 'solve-rates', title: words.title, about: words.description },
    draw: (width, id) => solveRateChart(rates, { ...words, percentMark, width, id, ...axes }),
    table: () => solveRateTable(rates),
  };
}
