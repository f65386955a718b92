/** The content of a report on one or more runs, with the same numbers and words as the page. */

import { predictionScores } from '../../../evaluation/results/prediction-scores.ts';
import type { Report, ReportSection } from '../../../evaluation/formats/html-report.ts';
import {
  compareRuns,
  comparisonsOf,
  isTested,
  type Pairing,
  tasksPairedOnlyById,
} from '../../../evaluation/results/run-comparison.ts';
import type { PassAtPoint } from '../../../evaluation/results/pass-curve.ts';
import type { RunResults, TaskRow } from '../../../evaluation/results/run-results.ts';
import type { Proportion } from '../../../evaluation/statistics/proportion.ts';
import { dateText, duration, grouped, listed, percent } from '../../../texts/format.ts';
import { planRows } from '../../../texts/plan-texts.ts';
import { redoableRows } from '../../../texts/redoable-texts.ts';
import {
  comparisonMeaning,
  comparisonText,
  distinctProgramsText,
  gainText,
  intervalMeaning,
  intervalText,
  moreTasksText,
  runNames,
  sampleStateName,
  testDecidesText,
  testText,
  unisolatedSamplesText,
} from '../../../texts/result-texts.ts';
import { differingRulesText } from '../../../texts/comparability-texts.ts';
import { overlapText } from '../../../texts/overlap-texts.ts';
import { caveatsOf, sharedCaveatsOf } from '../../../texts/caveat-texts.ts';
import { figuresOf } from './figures.ts';
import { metricsOf } from './metrics.ts';
import { stateOf } from './task-rows.ts';
import {
  predictionScoreRows,
  comparisonTexts,
  figureTexts,
  reportTexts,
  summaryTexts,
} from '../../../texts/result-view-texts.ts';
import { commonTexts } from '../../../texts/common-texts.ts';

const chartWidth = 720;

/** At least one run. */
export function reportOf(
  runs: readonly RunResults[],
  now: number,
  pairing: Pairing = 'same',
): Report {
  const names = runNames(runs.map(({ run }) => run));
  return {
    title: listed(names),
    lead: reportTexts.lead(dateText(now), intervalMeaning),
    sections: [
      ...runs.map((results, at) => runSection(results, names[at] ?? '')),
      ...(runs.length > 1 ? comparisonSections(runs, names, pairing) : []),
      ...figuresOf(runs).map((figure): ReportSection => ({
        title: figure.title,
        paragraphs: [figure.about],
        chart: figure.draw(chartWidth, figure.name),
        ...{ table: figure.table(), foldedAs: figureTexts.numbers },
      })),
      ...runs.map((results, at) => redoableSection(results, names[at] ?? '')),
      ...runs.map((results, at) => taskSection(results, names[at] ?? '')),
    ],
  };
}

function runSection(results: RunResults, name: string): ReportSection {
  const { run, countedSamples, countedTasks, cost } = results;
  const notes = [
    ...caveatsOf(results),
    ...sharedCaveatsOf([results]),
    ...(countedSamples > 0 ? [overlapText(results)] : []),
  ].filter((note) => note !== null);
  const scores = predictionScores(results.rows);
  const distinct = distinctProgramsText(results);
  const [passAt1] = results.passAt;
  const last = results.passAt.at(-1);
  return {
    title: name,
    paragraphs: [...(run.notes?.split(/\n\s*\n/) ?? []), ...notes],
    facts: [
      [summaryTexts.passAt(1), passText(results, passAt1)],
      ...(last && last.k > 1
        ? [[summaryTexts.passAt(last.k), passText(results, last)] as const]
        : []),
      ...metricsOf(results).map(
        ({ term, share, over }) => [term, `${shareText(share)}, ${over}`] as const,
      ),
      ...(scores ? predictionScoreRows(scores) : []),
      [reportTexts.counted, reportTexts.countedSamples(countedSamples, countedTasks)],
      ...(distinct === null ? [] : [[reportTexts.distinct, distinct] as const]),
      [summaryTexts.promptTokens, tokensText(cost.promptTokens)],
      [summaryTexts.replyTokens, tokensText(cost.replyTokens)],
      ...(cost.thought
        ? [[summaryTexts.thought, summaryTexts.thoughtOf(cost.thought)] as const]
        : []),
      [summaryTexts.generationTime, duration(cost.generateMs)],
      [summaryTexts.checkTime, duration(cost.checkMs)],
      ...(run.tags ? [[reportTexts.tags, listed(run.tags)] as const] : []),
      ...planRows(run),
    ],
  };
}

function shareText(share: Proportion | null | undefined): string {
  return share
    ? reportTexts.share(percent(share.value), intervalText(share))
    : reportTexts.nothingCounted;
}

/** With the tasks it is over: a curve may end at one task of many. */
function passText({ rows, isSoFar }: RunResults, point: PassAtPoint | undefined): string {
  return point
    ? `${shareText(point)}, ${summaryTexts.overTasks(point.tasks, rows.length, point.k, isSoFar)}`
    : reportTexts.nothingCounted;
}

function tokensText(tokens: number | null): string {
  return tokens === null ? commonTexts.notKnown : grouped(tokens);
}

function comparisonSections(
  runs: readonly RunResults[],
  names: readonly string[],
  pairing: Pairing,
): ReportSection[] {
  const { pairs, firstSamples } = compareRuns(runs, pairing);
  const isWarned = pairing === 'by-id' && tasksPairedOnlyById(runs) > 0;
  const comparisons = comparisonsOf(pairs);
  const [first = ''] = names;
  return pairs.map((pair, at): ReportSection => {
    const second = names[at + 1] ?? '';
    const title = reportTexts.versus(second, first);
    if (pair.tasks === 0) return { title, paragraphs: [comparisonText(pair, first, second)] };
    return {
      title,
      paragraphs: [
        isWarned ? comparisonTexts.byIdWarning : null,
        differingRulesText(pair, first, second),
        comparisonText(pair, first, second),
        testDecidesText(pair, comparisons),
        moreTasksText(pair),
        firstSamples && comparisonTexts.firstSamples(firstSamples),
        unisolatedSamplesText(pair.unisolatedSamples),
        isTested(pair) ? comparisonMeaning : null,
      ].filter((each) => each !== null),
      facts: [
        [reportTexts.commonTasks, grouped(pair.tasks)],
        [reportTexts.passDifference, gainText(pair, pair.passAt1)],
        ...(isTested(pair) ? [[reportTexts.test, testText(pair, comparisons)] as const] : []),
        ...(pair.samplesPerTask > 1
          ? [
              [
                reportTexts.solvedDifference(firstSamples),
                gainText(pair, pair.solvedTasks),
              ] as const,
            ]
          : []),
        [comparisonTexts.onlyBy(first), pair.onlyFirst.join(', ') || reportTexts.none],
        [comparisonTexts.onlyBy(second), pair.onlySecond.join(', ') || reportTexts.none],
      ],
    };
  });
}

function redoableSection(results: RunResults, name: string): ReportSection {
  return { title: reportTexts.redoable(name), facts: redoableRows(results) };
}

function taskSection({ rows }: RunResults, name: string): ReportSection {
  return {
    title: reportTexts.tasksOf(name),
    foldedAs: reportTexts.allTasks(rows.length),
    table: {
      header: ['task', 'samples', 'passed', 'rate', 'statuses'],
      rows: rows.map((row) => [row.task, row.n, row.c, row.rate, statusesText(row)]),
    },
  };
}

function statusesText({ outcomes }: TaskRow): string {
  const counts = new Map<string, number>();
  for (const outcome of outcomes) {
    const word = sampleStateName(stateOf(outcome));
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts].map(([word, number]) => `${word} ${number}`).join(', ');
}
