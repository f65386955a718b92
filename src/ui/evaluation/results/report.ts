/** The content of a report on one or more runs, with the same numbers and words as the page. */

import { predictionScores } from '../../../evaluation/results/prediction-scores.ts';
import type { Report, ReportSection } from '../../../evaluation/formats/html-report.ts';
import {
  compareRuns,
  type Pairing,
  tasksPairedOnlyById,
} from '../../../evaluation/results/run-comparison.ts';
import type { PassAtPoint } from '../../../evaluation/results/pass-curve.ts';
import type { RunResults, TaskRow } from '../../../evaluation/results/run-results.ts';
import type { Run } from '../../../evaluation/runs/run.ts';
import type { Proportion } from '../../../evaluation/statistics/proportion.ts';
import { dateText, duration, grouped, listed, percent } from '../../../texts/format.ts';
import { planRows, redoableRows } from '../../../texts/plan-texts.ts';
import {
  boundsText,
  comparisonMeaning,
  contaminationText,
  comparisonText,
  differenceText,
  earlierRulesText,
  distinctProgramsText,
  fittedMeaning,
  intervalMeaning,
  intervalText,
  leftOutText,
  moreTasksText,
  promptsTooLongText,
  runNames,
  sampleStateName,
  testText,
  unisolatedSamplesText,
} from '../../../texts/result-texts.ts';
import { overlapText } from '../../../texts/overlap-texts.ts';
import { figuresOf } from './figures.ts';
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
      ...runs.map(({ run }, at) => redoableSection(run, names[at] ?? '')),
      ...runs.map((results, at) => taskSection(results, names[at] ?? '')),
    ],
  };
}

function runSection(results: RunResults, name: string): ReportSection {
  const { run, solvedTasks, solvingSamples, countedSamples, countedTasks, cost } = results;
  const notes = [
    leftOutText(results.leftOut, results.rows.length),
    boundsText(results),
    promptsTooLongText(results.promptsTooLong),
    earlierRulesText(results),
    results.isFittedToTests ? fittedMeaning : null,
    contaminationText(run),
    overlapText(results),
    unisolatedSamplesText(results.unisolatedSamples),
  ];
  const scores = predictionScores(results.rows);
  const distinct = distinctProgramsText(results);
  const [passAt1] = results.passAt;
  const last = results.passAt.at(-1);
  return {
    title: name,
    paragraphs: [...(run.notes?.split(/\n\s*\n/) ?? []), ...notes.filter((note) => note !== null)],
    facts: [
      [summaryTexts.passAt(1), passText(results, passAt1)],
      ...(last && last.k > 1
        ? [[summaryTexts.passAt(last.k), passText(results, last)] as const]
        : []),
      ...(last && last.k > 1
        ? [
            [summaryTexts.solvedTasks, shareText(solvedTasks)] as const,
            [summaryTexts.solvingSamples, shareText(solvingSamples)] as const,
          ]
        : []),
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
  const { pairs } = compareRuns(runs, pairing);
  const isWarned = pairing === 'by-id' && tasksPairedOnlyById(runs) > 0;
  const [first = ''] = names;
  return pairs.map((pair, at): ReportSection => {
    const second = names[at + 1] ?? '';
    const more = moreTasksText(pair);
    const { solvedTasks, passAt1 } = pair;
    return {
      title: reportTexts.versus(second, first),
      paragraphs: [
        isWarned ? comparisonTexts.byIdWarning : null,
        comparisonText(pair, first, second),
        more,
        unisolatedSamplesText(pair.unisolatedSamples),
        comparisonMeaning,
      ].filter((each) => each !== null),
      facts: [
        [reportTexts.commonTasks, grouped(pair.tasks)],
        [reportTexts.passDifference, differenceText(passAt1)],
        [reportTexts.test, testText(pair, pairs.length)],
        ...(pair.samplesPerTask > 1
          ? [[reportTexts.solvedDifference, differenceText(solvedTasks)] as const]
          : []),
        [comparisonTexts.onlyBy(first), pair.onlyFirst.join(', ') || reportTexts.none],
        [comparisonTexts.onlyBy(second), pair.onlySecond.join(', ') || reportTexts.none],
      ],
    };
  });
}

function redoableSection(run: Run, name: string): ReportSection {
  return { title: reportTexts.redoable(name), facts: redoableRows(run) };
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
