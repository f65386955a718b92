/**
 * Runs side by side, on the tasks that all of them have samples for. Where runs differ in the number
 * of samples, solved tasks are counted on as many of each task as all of them have, the first ones.
 *
 * An id alone names no task: every set numbers its own. Tasks are the same where set, id, text and
 * tests are, and what they ask for. MBPP and sanitized MBPP are two sets here: they share ids, but
 * word and test many of these tasks differently, so a difference between runs could be one between
 * the sets. To pair them by id all the same is a choice, of which the page warns.
 */

import { atOnce } from '../../platform/in-turns.ts';
import { isOwnSet } from '../../tasks/own-set-id.ts';
import { isCalculation, isPrediction } from '../../tasks/task-kind.ts';
import { harnessIdOf } from '../../tasks/task-sets.ts';
import { verdictChanges, type VerdictChanges } from '../runs/revise.ts';
import type { Run } from '../runs/run.ts';
import { differingRules, haveSameReplies, type JudgingRule } from './comparability.ts';
import { byAskedTask } from './pass-curve.ts';
import type { RunResults, TaskRow } from './run-results.ts';
import {
  meanDifference,
  rateDifference,
  tasksToTellApart,
  type Difference,
  type PairedCounts,
  type TaskCounts,
  type TaskPair,
} from '../statistics/paired.ts';
import { holm, signFlipTest } from '../statistics/sign-flip.ts';
import {
  clusteredProportion,
  type Interval,
  sumOf,
  type Proportion,
} from '../statistics/proportion.ts';

/**
 * `by-id`: tasks with one id are paired, in sets that share their ids, whatever they say, and
 * whether a calculation is asked for as a program or as a formula.
 */
export type Pairing = 'same' | 'by-id';

/** One run on the common tasks only. */
export interface SideOfComparison {
  readonly run: Run;
  /** Mean over tasks of the share of samples that pass. */
  readonly passAt1: Proportion | null;
  /** With any of the samples that are compared. */
  readonly solvedTasks: Proportion | null;
  readonly samples: number;
}

export interface PairedComparison {
  readonly first: Run;
  readonly second: Run;
  /**
   * Where both hold the same replies: what the second run's rules made of them. No test is about
   * such a pair, because there are no two models that could differ. Null for other pairs.
   */
  readonly changes: VerdictChanges | null;
  /** Whether one of the two can still grow: a test that is looked at until it says so, says nothing. */
  readonly isSoFar: boolean;
  /** Samples of the two that are not checked yet. */
  readonly waiting: number;
  /** What besides the models can make the two differ. */
  readonly differingRules: readonly JudgingRule[];
  readonly tasks: number;
  /** How many tasks each solves with any of the samples that are compared. */
  readonly counts: PairedCounts;
  /** Second minus first, of the mean pass rate over all samples: what is tested. */
  readonly passAt1: Difference | null;
  /** Of the sign-flip test on the tasks' pass rates. */
  readonly pValue: number;
  /** The same, corrected for the comparisons of different replies at once (Holm). */
  readonly adjustedPValue: number;
  /** How many tasks have other pass rates; below `fewestToTell` no test can tell runs apart. */
  readonly differingTasks: number;
  /** Second minus first, of the share of tasks solved by any of the samples that are compared. */
  readonly solvedTasks: Difference | null;
  /**
   * Another question than that of `pValue`: McNemar's exact two-sided test on `counts`. Calls of one
   * task are no independent trials: where there are such, the sign-flip test on the tasks' shares.
   */
  readonly solvedPValue: number;
  /** The most samples of a task by which tasks count as solved: as many as all runs have of it. */
  readonly samplesPerTask: number;
  /** By task id, in the order of the first run. */
  readonly onlyFirst: readonly string[];
  readonly onlySecond: readonly string[];
  /** Of the samples of both on these tasks: a test ran together with the program. */
  readonly unisolatedSamples: number;
  /**
   * Tasks beyond these that would tell the two apart (5%, power 80%); null where they are even, and
   * where too few differ to say how far they go on to.
   */
  readonly moreTasks: number | null;
}

export interface Comparison {
  /** In the order of the first run. */
  readonly tasks: readonly string[];
  readonly sides: readonly SideOfComparison[];
  /** Each later run against the first. */
  readonly pairs: readonly PairedComparison[];
  /** By how many samples of each task it counts as solved; null where runs have no more than that. */
  readonly firstSamples: Interval | null;
}

/** With 5 differing tasks, all to one side, p is still 2 / 2^5 = 0.06. */
export const fewestToTell = 6;

/** For one run or more, in the given order; [] gives an empty comparison. */
export function compareRuns(runs: readonly RunResults[], pairing: Pairing = 'same'): Comparison {
  return atOnce(compareRunsInSteps(runs, pairing));
}

/** The same in steps, for a page that shows many runs of many tasks. */
export function* compareRunsInSteps(
  runs: readonly RunResults[],
  pairing: Pairing,
): Generator<void, Comparison> {
  const [first, ...others] = runs;
  if (!first) return { tasks: [], sides: [], pairs: [], firstSamples: null };
  const rowsOf = new Map<RunResults, ReadonlyMap<string, TaskRow>>();
  for (const results of runs) {
    rowsOf.set(results, countedRows(results, pairing));
    yield;
  }
  const tasks = keysOfAll([...rowsOf.values()]);
  yield;
  const commonRows = (results: RunResults) =>
    tasks.flatMap((task) => rowsOf.get(results)?.get(task) ?? []);
  const compared = comparedSamples(runs.map(commonRows));
  yield;
  const sides: SideOfComparison[] = [];
  for (const results of runs) {
    sides.push(sideOf(results.run, commonRows(results), compared));
    yield;
  }
  const pairs: PairedComparison[] = [];
  for (const other of others) {
    const pair = pairOf([first.run, other.run], commonRows(first), commonRows(other), compared);
    pairs.push({ ...pair, ...heldAgainst(first, other, runs) });
    yield;
  }
  const isCut = runs.some((each) => commonRows(each).some(({ n }, at) => n > (compared[at] ?? n)));
  const firstSamples = isCut ? rangeOf(compared) : null;
  const ids = commonRows(first).map(({ task }) => task);
  return { tasks: ids, sides, pairs: corrected(pairs), firstSamples };
}

function rangeOf(numbers: readonly number[]): Interval {
  const smaller = (least: number, each: number) => Math.min(least, each);
  const larger = (most: number, each: number) => Math.max(most, each);
  return { low: numbers.reduce(smaller, Infinity), high: numbers.reduce(larger, 0) };
}

/** Of each common task, as many samples as every run has. */
function comparedSamples([first = [], ...others]: readonly (readonly TaskRow[])[]): number[] {
  return first.map(({ n }, at) => Math.min(n, ...others.map((rows) => rows[at]?.n ?? n)));
}

/** Whether a test can say anything of the two: they are of different replies, and all are there. */
export function isTested({ changes, isSoFar }: PairedComparison): boolean {
  return changes === null && !isSoFar;
}

/** Of how many comparisons each is one: those that are tested later count too. */
export function comparisonsOf(pairs: readonly PairedComparison[]): number {
  return pairs.filter(({ changes }) => changes === null).length;
}

function corrected(pairs: readonly PairedComparison[]): PairedComparison[] {
  const counted = pairs.filter(({ changes }) => changes === null);
  const adjusted = holm(counted.map((pair) => (pair.isSoFar ? 1 : pair.pValue)));
  return pairs.map((pair) => ({
    ...pair,
    adjustedPValue: adjusted[counted.indexOf(pair)] ?? pair.pValue,
  }));
}

type Beside = 'changes' | 'isSoFar' | 'waiting' | 'differingRules';

function heldAgainst(
  first: RunResults,
  second: RunResults,
  all: readonly RunResults[],
): Pick<PairedComparison, Beside> {
  const inView = all.map(({ run }) => run);
  const beside = {
    differingRules: differingRules(first, second),
    isSoFar: first.canGrow || second.canGrow,
    waiting: Math.max(first.leftOut.unchecked, second.leftOut.unchecked),
  };
  if (!haveSameReplies(first.run, second.run, inView)) return { ...beside, changes: null };
  const [before, after] = [first, second].map(({ rows }) => rows.flatMap((row) => row.outcomes));
  return { ...beside, changes: verdictChanges(before ?? [], after ?? []) };
}

/** How many more tasks are common to all if those of one id are paired; 0 where sets share no ids. */
export function tasksPairedOnlyById(runs: readonly RunResults[]): number {
  const keys = (pairing: Pairing) => keysOfAll(runs.map((each) => countedRows(each, pairing)));
  return keys('by-id').length - keys('same').length;
}

/** In the order of the first. */
function keysOfAll([first, ...others]: readonly ReadonlyMap<string, unknown>[]): string[] {
  return [...(first?.keys() ?? [])].filter((key) => others.every((other) => other.has(key)));
}

function countedRows({ run, rows }: RunResults, pairing: Pairing): ReadonlyMap<string, TaskRow> {
  const counted = rows.filter((row) => row.n > 0);
  return new Map(counted.map((row) => [pairingKey(run, row, pairing), row]));
}

/** A row's own; they are asked for again and again, and hold whole tasks. */
const knownKeys: Readonly<Record<Pairing, WeakMap<TaskRow, string>>> = {
  same: new WeakMap(),
  'by-id': new WeakMap(),
};

/** Equal for two rows of any runs that are about the same task, or only have one id for it. */
export function pairingKey(run: Run, row: TaskRow, pairing: Pairing = 'same'): string {
  const key = knownKeys[pairing].get(row) ?? keyOf(run, row, pairing);
  knownKeys[pairing].set(row, key);
  return key;
}

/** Looks at each row of runs that are to be compared, so that comparing them is short then. */
export function* keysInSteps(runs: readonly RunResults[]): Generator<void, void> {
  for (const { run, rows } of runs) {
    for (const row of rows) {
      yield;
      for (const pairing of ['same', 'by-id'] as const) pairingKey(run, row, pairing);
    }
  }
}

function keyOf({ plan }: Run, { task, asked }: TaskRow, pairing: Pairing): string {
  // Own files were not told apart once: what their tasks say does that.
  const source = isOwnSet(plan.tasks.source) ? 'own' : plan.tasks.source;
  const asks = asked?.asks;
  const call = isPrediction(asks) ? asks.call : undefined;
  if (pairing === 'same') {
    return JSON.stringify([source, task, asked?.text, asked?.tests, asks?.kind, call]);
  }
  const kind = isCalculation(asks) ? 'calculation' : asks?.kind;
  return JSON.stringify([harnessIdOf({ ...asked, source, id: task }), kind, call]);
}

function sideOf(run: Run, rows: readonly TaskRow[], compared: readonly number[]): SideOfComparison {
  const samples = sumOf(rows, (row) => row.n);
  const isSolved = new Map(rows.map((row, at) => [row, solves(row, compared[at] ?? 0)]));
  const tasks = byAskedTask(run, rows);
  const rates = tasks.map((own) => ({
    sum: sumOf(own, ({ n, c }) => c / n),
    weight: own.length,
  }));
  const solved = tasks.map((own) => ({
    sum: own.filter((row) => isSolved.get(row)).length,
    weight: own.length,
  }));
  return {
    run,
    passAt1: clusteredProportion(rates, samples),
    solvedTasks: clusteredProportion(solved, rows.length),
    samples,
  };
}

interface RowPair extends TaskPair {
  readonly task: string;
  readonly which: keyof PairedCounts;
}

/** Rows stand in the same order of tasks. */
function pairOf(
  [first, second]: readonly [Run, Run],
  firstRows: readonly TaskRow[],
  secondRows: readonly TaskRow[],
  compared: readonly number[],
): Omit<PairedComparison, Beside> {
  const counts = { both: 0, onlyFirst: 0, onlySecond: 0, neither: 0 };
  const alone: Record<'onlyFirst' | 'onlySecond', string[]> = { onlyFirst: [], onlySecond: [] };
  const rowPairs: RowPair[] = [];
  firstRows.forEach((row, at) => {
    const other = secondRows[at];
    if (!other) return;
    const which = standingOf(row, other, compared[at]);
    rowPairs.push({ task: row.task, first: row, second: other, which });
    counts[which]++;
    if (which === 'onlyFirst' || which === 'onlySecond') alone[which].push(row.task);
  });
  const rows = [...firstRows, ...secondRows];
  const tasks = byAskedTask(first, rowPairs);
  const taskPairs = tasks.map((own): TaskPair => ({
    first: together(own.map((pair) => pair.first)),
    second: together(own.map((pair) => pair.second)),
  }));
  const solvedPairs = tasks.map(solvedPairOf);
  const needed = tasksToTellApart(taskPairs);
  const unisolated = rows.flatMap(({ counted }) => counted.filter((each) => each.isUnisolated));
  const differing = taskPairs.filter((pair) => rateDifference(pair) !== 0).length;
  const pValue = signFlipTest(taskPairs);
  return {
    ...{ first, second, tasks: firstRows.length, counts, ...alone },
    ...{ passAt1: meanDifference(taskPairs), pValue, adjustedPValue: pValue },
    differingTasks: differing,
    ...{ solvedTasks: meanDifference(solvedPairs), solvedPValue: signFlipTest(solvedPairs) },
    samplesPerTask: compared.reduce((most, each) => Math.max(most, each), 0),
    unisolatedSamples: unisolated.length,
    moreTasks: needed && differing >= fewestToTell ? Math.max(0, needed - taskPairs.length) : null,
  };
}

/** How many of its calls each run solves; of anything but predictions, the task itself. */
function solvedPairOf(own: readonly RowPair[]): TaskPair {
  const solvedBy = (alone: keyof PairedCounts): TaskCounts => ({
    n: own.length,
    c: own.filter(({ which }) => which === 'both' || which === alone).length,
  });
  return { first: solvedBy('onlyFirst'), second: solvedBy('onlySecond') };
}

function together(counts: readonly TaskCounts[]): TaskCounts {
  return { n: sumOf(counts, ({ n }) => n), c: sumOf(counts, ({ c }) => c) };
}

/** Who solves a task, going by as many samples of either as both have, or as are given. */
export function standingOf(
  row: TaskRow,
  other: TaskRow,
  samples = Math.min(row.n, other.n),
): keyof PairedCounts {
  const isSolved = solves(row, samples);
  const isSolvedByOther = solves(other, samples);
  if (isSolved) return isSolvedByOther ? 'both' : 'onlyFirst';
  return isSolvedByOther ? 'onlySecond' : 'neither';
}

function solves({ counted }: TaskRow, samples: number): boolean {
  return counted.slice(0, samples).some(({ status }) => status === 'passed');
}
