/** What a report of one or more runs says, from the same numbers and words as the page. */

import type { Report, ReportSection } from '../../../evaluation/formats/html-report.ts';
import { compareRuns } from '../../../evaluation/results/run-comparison.ts';
import type { RunResults, TaskRow } from '../../../evaluation/results/run-results.ts';
import type { Proportion } from '../../../evaluation/statistics/proportion.ts';
import { count, dateText, duration, grouped, percent } from '../../../texts/format.ts';
import { planRows } from '../../../texts/plan-texts.ts';
import {
  comparisonMeaning,
  comparisonText,
  differenceText,
  intervalMeaning,
  intervalText,
  leftOutText,
  moreTasksText,
  pValueText,
  runNames,
  sampleStateName,
} from '../../../texts/result-texts.ts';
import { figuresOf } from './figures.ts';
import { stateOf } from './task-rows.ts';

const chartWidth = 720;

/** At least one run. */
export function reportOf(runs: readonly RunResults[], now: number): Report {
  const names = runNames(runs.map(({ run }) => run));
  return {
    title: names.join(' and '),
    lead: `Synthpad, ${dateText(now)}. ${intervalMeaning}`,
    sections: [
      ...runs.map((results, at) => runSection(results, names[at] ?? '')),
      ...(runs.length > 1 ? comparisonSections(runs, names) : []),
      ...figuresOf(runs).map((figure): ReportSection => ({
        title: figure.title,
        paragraphs: [figure.about],
        chart: figure.draw(chartWidth, figure.name),
        ...{ table: figure.table(), foldedAs: 'Numbers as a table' },
      })),
      ...runs.map((results, at) => taskSection(results, names[at] ?? '')),
    ],
  };
}

function runSection(results: RunResults, name: string): ReportSection {
  const { run, solvedTasks, solvingSamples, countedSamples, countedTasks, cost } = results;
  const leftOut = leftOutText(results.leftOut);
  const [passAt1] = results.passAt;
  const last = results.passAt.at(-1);
  return {
    title: name,
    ...(leftOut === null ? {} : { paragraphs: [leftOut] }),
    facts: [
      ['pass@1', shareText(passAt1)],
      ...(last && last.k > 1 ? [[`pass@${last.k}`, shareText(last)] as const] : []),
      ['Tasks solved by any sample', shareText(solvedTasks)],
      ['Samples that solve', shareText(solvingSamples)],
      ['Counted', `${grouped(countedSamples)} samples of ${count(countedTasks, 'task')}`],
      ['Prompt tokens', cost.promptTokens === null ? 'not known' : grouped(cost.promptTokens)],
      ['Reply tokens', cost.replyTokens === null ? 'not known' : grouped(cost.replyTokens)],
      ['Time to write', duration(cost.generateMs)],
      ['Time to check', duration(cost.checkMs)],
      ...planRows(run),
    ],
  };
}

function shareText(share: Proportion | null | undefined): string {
  return share ? `${percent(share.value)} (${intervalText(share)})` : 'nothing is counted yet';
}

function comparisonSections(
  runs: readonly RunResults[],
  names: readonly string[],
): ReportSection[] {
  const { pairs } = compareRuns(runs);
  const [first = ''] = names;
  return pairs.map((pair, at): ReportSection => {
    const second = names[at + 1] ?? '';
    const more = moreTasksText(pair);
    const { solvedTasks, passAt1 } = pair;
    return {
      title: `${second} against ${first}`,
      paragraphs: [
        comparisonText(pair, first, second),
        ...(more === null ? [] : [more]),
        comparisonMeaning,
      ],
      facts: [
        ['Common tasks', grouped(pair.tasks)],
        ['Difference in solved tasks', differenceText(solvedTasks)],
        ['McNemar’s exact test', pValueText(pair.pValue)],
        ['Difference in pass@1', differenceText(passAt1)],
        [`Only ${first}`, pair.onlyFirst.join(', ') || 'none'],
        [`Only ${second}`, pair.onlySecond.join(', ') || 'none'],
      ],
    };
  });
}

function taskSection({ rows }: RunResults, name: string): ReportSection {
  return {
    title: `Tasks of ${name}`,
    foldedAs: `All ${grouped(rows.length)} tasks`,
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
