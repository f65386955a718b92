/**
 * Sentences about the results of runs: what each number means, how sure it is, what was left out,
 * and what a difference between two runs is worth.
 */

import type { PaperClass, Status } from '../checking/verdict.ts';
import type { ExportChoice } from '../evaluation/formats/exports.ts';
import type { LeftOut } from '../evaluation/results/run-results.ts';
import type { PairedComparison } from '../evaluation/results/run-comparison.ts';
import type { VerdictChanges } from '../evaluation/runs/revise.ts';
import type { Run } from '../evaluation/runs/run.ts';
import type { LogLinearFit } from '../evaluation/statistics/log-linear-fit.ts';
import type { Difference } from '../evaluation/statistics/paired.ts';
import type { Interval } from '../evaluation/statistics/proportion.ts';
import type { ExtractionWay } from '../synthesis/extraction.ts';
import { count, grouped, listed, percent } from './format.ts';
import { sourceName } from './task-texts.ts';
import { outcomeWord } from './verdict-texts.ts';

/** As a run is called in charts and tables. */
export function runName(run: Run): string {
  return run.modelName ?? run.plan.name;
}

/**
 * The names of runs that stand side by side: where models are the same, the plans' names, and
 * where these are too, with numbers.
 */
export function runNames(runs: readonly Run[]): string[] {
  const byModel = runs.map(runName);
  const names = areDistinct(byModel) ? byModel : runs.map(({ plan }) => plan.name);
  return areDistinct(names) ? names : names.map((name, at) => `${name} (${at + 1})`);
}

function areDistinct(names: readonly string[]): boolean {
  return new Set(names).size === names.length;
}

/** "41.0% to 53.5%" */
export function intervalText({ low, high }: Interval): string {
  return `${percent(low)} to ${percent(high)}`;
}

/** "+3.1 points" */
export function pointsText(difference: number): string {
  return `${signed(difference)} points`;
}

function signed(difference: number): string {
  const points = Math.abs(difference * 100).toFixed(1);
  if (points === '0.0') return points;
  return `${difference < 0 ? '−' : '+'}${points}`;
}

/** "+3.1 points (95% −1.0 to +7.2)" */
export function differenceText(difference: Difference | null): string {
  if (!difference) return 'too few tasks';
  const { value, low, high } = difference;
  return `${pointsText(value)} (95% ${signed(low)} to ${signed(high)})`;
}

export function passMeaning(k: number): string {
  return k === 1
    ? 'The chance that one sample solves its task.'
    : `The chance that at least one of ${k} samples solves its task.`;
}

export const intervalMeaning =
  'Intervals hold 95% of what other tasks of the same kind would give: Wilson’s score interval, on as many independent trials as the tasks scatter like.';

export const solvedTasksMeaning = 'Tasks that any of their samples solves (the paper’s metric A).';
export const solvingSamplesMeaning = 'Samples that solve their task (the paper’s metric B).';

/** Null where every sample counts. */
export function leftOutText({ failed, unchecked, sandboxFaults, tasks }: LeftOut): string | null {
  const parts = [
    failed > 0 ? `${count(failed, 'reply', 'replies')} that the engine failed to give` : null,
    unchecked > 0 ? `${count(unchecked, 'sample')} not checked yet` : null,
    sandboxFaults > 0 ? `${count(sandboxFaults, 'check')} that failed in the sandbox` : null,
    tasks > 0 ? `${count(tasks, 'task')} without any sample that counts` : null,
  ].filter((part) => part !== null);
  if (parts.length === 0) return null;
  return `Not counted for or against the model: ${listed(parts)}.`;
}

/** Who is better, and whether chance alone explains it. */
export function comparisonText(pair: PairedComparison, first: string, second: string): string {
  const { counts, tasks } = pair;
  if (tasks === 0) return nothingInCommonText(pair);
  const ahead = passRateText(pair, first, second);
  if (counts.onlyFirst + counts.onlySecond === 0) {
    return `Both solve the same of ${count(tasks, 'task')}.${ahead}`;
  }
  if (counts.onlyFirst === counts.onlySecond) {
    return `${second} solves as many of ${count(tasks, 'task')} as ${first}, but not the same ones.${ahead}`;
  }
  const [better, worse] = counts.onlySecond > counts.onlyFirst ? [second, first] : [first, second];
  const more = count(Math.abs(counts.onlySecond - counts.onlyFirst), 'task');
  return pair.pValue < 0.05
    ? `${better} solves ${more} more than ${worse}, which chance alone hardly explains.`
    : `${better} solves ${more} more than ${worse}. Chance alone may explain that.${ahead}`;
}

/** Ids alone make no task: every set numbers its own. */
function nothingInCommonText({ first, second }: PairedComparison): string {
  const [one, other] = [first, second].map(({ plan }) => sourceName(plan.tasks.source));
  return one === other
    ? 'These runs have no task in common.'
    : `These runs have no task in common: one is about “${one}”, the other about “${other}”. Equal numbers there do not mean equal tasks, texts and tests.`;
}

/** Several samples a task may tell runs apart that solve about the same tasks in the end. */
function passRateText({ passAt1 }: PairedComparison, first: string, second: string): string {
  if (!passAt1 || (passAt1.low <= 0 && passAt1.high >= 0)) return '';
  return ` Single samples of ${passAt1.value > 0 ? second : first} pass clearly more often.`;
}

/** "p = 0.041", "p < 0.001" */
export function pValueText(pValue: number): string {
  return pValue < 0.001 ? 'p < 0.001' : `p = ${pValue.toFixed(3)}`;
}

export function moreTasksText({ moreTasks, pValue, tasks }: PairedComparison): string | null {
  if (!moreTasks || tasks === 0 || pValue < 0.05) return null;
  return `If the difference is real and stays as it is, about ${grouped(moreTasks)} more tasks would show it (at 5%, with a power of 80%).`;
}

/** `waiting`: samples that the new rules have not been applied to yet. */
export function changesText({ compared, ways }: VerdictChanges, waiting: number): string {
  const changed = ways.reduce((sum, { samples }) => sum + samples.length, 0);
  const soFar = waiting > 0 ? ` so far; ${grouped(waiting)} wait to be checked` : '';
  if (compared === 0) return `No sample has both verdicts${soFar}.`;
  return changed === 0
    ? `All of ${count(compared, 'sample')} kept their verdict${soFar}.`
    : `${grouped(changed)} of ${count(compared, 'sample')} got another verdict${soFar}.`;
}

export const comparisonMeaning =
  'McNemar’s exact two-sided test on the tasks that one run alone solves; the interval of the difference is Bonett and Price’s. Runs with different numbers of samples are compared on as many of each task as both have.';

export function fitText({ perDecade, rSquared }: LogLinearFit): string {
  const fit = rSquared === null ? '' : ` (r² = ${rSquared.toFixed(2)})`;
  return `Dashed: ${pointsText(perDecade)} per tenfold size${fit}`;
}

/** What a sample was checked with beside plain equality; null where with nothing. */
export function oracleText(oracle: readonly string[]): string | null {
  return oracle.length === 0 ? null : `Checked with ${listed(oracle)}.`;
}

export function extractionWayText(way: ExtractionWay): string {
  switch (way) {
    case 'as-given':
      return 'The whole text is the program';
    case 'code-in-reply':
      return 'The program is somewhere in a reply';
  }
}

export interface ExportTexts {
  readonly name: string;
  readonly about: string;
}

export function exportTexts(choice: ExportChoice): ExportTexts {
  switch (choice) {
    case 'run-log':
      return {
        name: 'Complete log',
        about: 'Every prompt, reply and verdict; opens here again. JSON Lines',
      };
    case 'html-report':
      return {
        name: 'Report',
        about: 'One page with charts and tables, to read or to print. HTML',
      };
    case 'human-eval-samples':
      return { name: 'human-eval samples', about: 'One program per line, as samples.jsonl' };
    case 'human-eval-results':
      return { name: 'human-eval results', about: 'The same with verdicts, as _results.jsonl' };
    case 'evalplus-samples':
      return { name: 'EvalPlus samples', about: 'One solution per line, as samples.jsonl' };
    case 'evalplus-results':
      return {
        name: 'EvalPlus results',
        about: 'Base and plus verdicts by task, as eval_results.json',
      };
    case 'bigcode-generations':
      return {
        name: 'bigcode generations',
        about: 'One list of programs per task, as generations.json',
      };
    case 'samples-csv':
      return { name: 'Samples', about: 'One row per sample, for a spreadsheet. CSV' };
    case 'tasks-csv':
      return { name: 'Tasks', about: 'One row per task, with counts by status. CSV' };
  }
}

/** What became of a sample, or why nothing did yet. */
export function sampleStateName(state: Status | 'not-checked' | 'failed'): string {
  if (state === 'not-checked') return 'Not checked';
  return state === 'failed' ? 'Engine failed' : outcomeWord(state);
}

/** Where two runs disagree, seen from the one whose tasks are listed. */
export function agreementName(agreement: 'disagree' | 'only-this' | 'only-other'): string {
  switch (agreement) {
    case 'disagree':
      return 'Only one run solves it';
    case 'only-this':
      return 'Only this run solves it';
    case 'only-other':
      return 'Only the other solves it';
  }
}

export function paperClassName(name: PaperClass): string {
  switch (name) {
    case 'solved':
      return 'Solved';
    case 'failed assertion':
      return 'Failed assertion';
    case 'runtime error':
      return 'Runtime error';
    case 'syntax error':
      return 'Syntax error';
  }
}
