/** The rows of the tables of tasks and samples: which are shown, and in which order. */

import type { Status } from '../../../checking/verdict.ts';
import {
  type Pairing,
  pairingKey,
  standingOf,
} from '../../../evaluation/results/run-comparison.ts';
import type { RunResults, TaskRow } from '../../../evaluation/results/run-results.ts';
import { isPrediction, questionOf } from '../../../tasks/task-kind.ts';
import type { Task } from '../../../tasks/task.ts';
import type { SampleOutcome, RunTask } from '../../../evaluation/runs/run.ts';

export interface ListedTask {
  /** Of the first run. */
  readonly row: TaskRow;
  readonly text: string;
  /** Its counterpart in each later run, in their order; null where a run does not have it. */
  readonly others: readonly (TaskRow | null)[];
}

/**
 * `disagree`: some runs solve the task and some do not. `only-this`: the first run and no other.
 * `only-other`: another run and not the first. `all`, `none`: of the runs that have it.
 */
export const agreements = ['disagree', 'only-this', 'only-other', 'all', 'none'] as const;

export type Agreement = (typeof agreements)[number];

/** A status, or why there is none: a prompt that is too long is the model's own failure. */
export type SampleState = Status | 'not-checked' | 'prompt-too-long' | 'failed';

export interface RowFilter {
  readonly query: string;
  readonly state: SampleState | null;
  readonly agreement: Agreement | null;
}

export const noRowFilter: RowFilter = { query: '', state: null, agreement: null };

/** `run-0` is the first run. */
export type TaskColumn = 'position' | 'task' | 'tokens' | `run-${number}`;

export interface RowOrder {
  readonly column: TaskColumn;
  readonly isDescending: boolean;
}

export const firstOrder: RowOrder = { column: 'position', isDescending: false };

export function listedTasks(
  { run, rows }: RunResults,
  tasks: readonly RunTask[],
  others: readonly RunResults[],
  pairing: Pairing = 'same',
): ListedTask[] {
  const texts = new Map(tasks.map(({ task }) => [task.id, textOf(task)]));
  const rowsOf = others.map(
    (other) => new Map(other.rows.map((row) => [pairingKey(other.run, row, pairing), row])),
  );
  return rows.map((row) => {
    const key = others.length === 0 ? '' : pairingKey(run, row, pairing);
    return {
      row,
      text: texts.get(row.task) ?? '',
      others: rowsOf.map((known) => known.get(key) ?? null),
    };
  });
}

/** Of the run at this place among those in view. */
export function rowIn({ row, others }: ListedTask, at: number): TaskRow | null {
  return at === 0 ? row : (others[at - 1] ?? null);
}

/** Predictions of one task share its statement: the call tells them apart. */
function textOf({ asks, text }: Task): string {
  return isPrediction(asks) ? `${questionOf(asks)} · ${text}` : text;
}

export function stateOf({ status, failure }: SampleOutcome): SampleState {
  if (failure === 'prompt-too-long') return failure;
  return status ?? (failure === null ? 'not-checked' : 'failed');
}

/** Whether it is known that it did not pass: neither is one that still has to be checked. */
export function isFailing(outcome: SampleOutcome): boolean {
  return !['passed', 'not-checked'].includes(stateOf(outcome));
}

/** The sample that tells most: the first in the state asked for, else the first that fails. */
export function tellingSample(
  { outcomes }: TaskRow,
  state: SampleState | null,
): SampleOutcome | null {
  return (
    outcomes.find((outcome) => stateOf(outcome) === state) ??
    outcomes.find(isFailing) ??
    outcomes[0] ??
    null
  );
}

/** Those that all of the filter lets through: a task by its words and by any of its samples. */
export function filterTasks(tasks: readonly ListedTask[], filter: RowFilter): ListedTask[] {
  const words = filter.query.toLowerCase().split(/\s+/).filter(Boolean);
  return tasks.filter(
    (task) =>
      isNamed(task, words) &&
      (filter.state === null || hasState(task, filter.state)) &&
      (filter.agreement === null || agrees(task, filter.agreement)),
  );
}

function hasState({ row, others }: ListedTask, state: SampleState): boolean {
  return [row, ...others].some((each) =>
    each?.outcomes.some((outcome) => stateOf(outcome) === state),
  );
}

/** A number alone is the id of a task, as in the list of tasks. */
function isNamed({ row, text }: ListedTask, words: readonly string[]): boolean {
  const [only] = words;
  if (words.length === 1 && only !== undefined && /^\d+$/.test(only)) return row.task === only;
  const whole = `${row.task} ${text}`.toLowerCase();
  return words.every((word) => whole.includes(word));
}

function agrees({ row, others }: ListedTask, agreement: Agreement): boolean {
  if (row.n === 0) return false;
  const known = others.filter((other): other is TaskRow => other !== null && other.n > 0);
  if (known.length === 0) return false;
  // As a comparison counts: on as many samples as all of them have.
  const samples = Math.min(row.n, ...known.map(({ n }) => n));
  const standings = known.map((other) => standingOf(row, other, samples));
  switch (agreement) {
    case 'disagree':
      return standings.some((each) => each === 'onlyFirst' || each === 'onlySecond');
    case 'only-this':
      return standings.every((each) => each === 'onlyFirst');
    case 'only-other':
      return standings.some((each) => each === 'onlySecond');
    case 'all':
      return standings.every((each) => each === 'both');
    case 'none':
      return standings.every((each) => each === 'neither');
  }
}

/** The samples of the first run, of the tasks that are in the given state, in their order. */
export function samplesOf(
  tasks: readonly ListedTask[],
  state: SampleState | null,
): SampleOutcome[] {
  return tasks.flatMap(({ row }) =>
    state === null ? row.outcomes : row.outcomes.filter((outcome) => stateOf(outcome) === state),
  );
}

/** Equal ones keep the run's order; what has no number comes last either way. */
export function sortTasks(
  tasks: readonly ListedTask[],
  { column, isDescending }: RowOrder,
): ListedTask[] {
  if (column === 'position') return [...tasks];
  const sign = isDescending ? -1 : 1;
  return tasks
    .map((task) => ({ task, value: valueOf(task, column) }))
    .sort((left, right) => {
      const [a, b] = [left.value, right.value];
      if (a === null || b === null) return Number(a === null) - Number(b === null);
      return sign * (a - b) || left.task.row.position - right.task.row.position;
    })
    .map(({ task }) => task);
}

function valueOf(task: ListedTask, column: TaskColumn): number | null {
  const { row } = task;
  switch (column) {
    case 'position':
      return row.position;
    case 'task':
      return Number.isNaN(Number(row.task)) ? row.position : Number(row.task);
    case 'tokens':
      return tokensPerReply(row);
    default:
      return rowIn(task, Number(column.slice('run-'.length)))?.rate ?? null;
  }
}

/** The mean over replies whose tokens are known. */
export function tokensPerReply({ outcomes }: TaskRow): number | null {
  const known = outcomes.flatMap(({ replyTokens }) => replyTokens ?? []);
  return known.length === 0 ? null : known.reduce((sum, tokens) => sum + tokens, 0) / known.length;
}
