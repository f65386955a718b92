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
  readonly row: TaskRow;
  readonly text: string;
  /** Its counterpart in the run this one is compared with; null where it has none or there is no such run. */
  readonly other: TaskRow | null;
}

/** `disagree`: one run alone solves the task. */
export type Agreement = 'disagree' | 'only-this' | 'only-other';

/** A status, or why there is none. */
export type SampleState = Status | 'not-checked' | 'failed';

export interface RowFilter {
  readonly query: string;
  readonly state: SampleState | null;
  readonly agreement: Agreement | null;
}

export const noRowFilter: RowFilter = { query: '', state: null, agreement: null };

export type TaskColumn = 'position' | 'task' | 'rate' | 'other' | 'tokens';

export interface RowOrder {
  readonly column: TaskColumn;
  readonly isDescending: boolean;
}

export function listedTasks(
  { run, rows }: RunResults,
  tasks: readonly RunTask[],
  other: RunResults | null,
  pairing: Pairing = 'same',
): ListedTask[] {
  const texts = new Map(tasks.map(({ task }) => [task.id, textOf(task)]));
  const others = new Map(other?.rows.map((row) => [pairingKey(other.run, row, pairing), row]));
  return rows.map((row) => ({
    row,
    text: texts.get(row.task) ?? '',
    other: others.get(pairingKey(run, row, pairing)) ?? null,
  }));
}

/** Predictions of one task share its statement: the call tells them apart. */
function textOf({ asks, text }: Task): string {
  return isPrediction(asks) ? `${questionOf(asks)} · ${text}` : text;
}

export function stateOf({ status, failure }: SampleOutcome): SampleState {
  return status ?? (failure === null ? 'not-checked' : 'failed');
}

/** Those that all of the filter lets through: a task by its words and by any of its samples. */
export function filterTasks(tasks: readonly ListedTask[], filter: RowFilter): ListedTask[] {
  const words = filter.query.toLowerCase().split(/\s+/).filter(Boolean);
  return tasks.filter(
    (task) =>
      isNamed(task, words) &&
      (filter.state === null ||
        task.row.outcomes.some((outcome) => stateOf(outcome) === filter.state)) &&
      (filter.agreement === null || agrees(task, filter.agreement)),
  );
}

/** A number alone is the id of a task, as in the list of tasks. */
function isNamed({ row, text }: ListedTask, words: readonly string[]): boolean {
  const [only] = words;
  if (words.length === 1 && only !== undefined && /^\d+$/.test(only)) return row.task === only;
  const whole = `${row.task} ${text}`.toLowerCase();
  return words.every((word) => whole.includes(word));
}

function agrees({ row, other }: ListedTask, agreement: Agreement): boolean {
  if (!other || row.n === 0 || other.n === 0) return false;
  const standing = standingOf(row, other);
  if (standing === 'onlyFirst') return agreement !== 'only-other';
  return standing === 'onlySecond' && agreement !== 'only-this';
}

/** The samples of the tasks that are in the given state, in their order. */
export function samplesOf(
  tasks: readonly ListedTask[],
  state: SampleState | null,
): SampleOutcome[] {
  return tasks.flatMap(({ row }) =>
    state === null ? row.outcomes : row.outcomes.filter((outcome) => stateOf(outcome) === state),
  );
}

/** Equal ones keep the run's order; what has no number comes last either way. */
export function sortTasks(tasks: readonly ListedTask[], { column, isDescending }: RowOrder) {
  const sign = isDescending ? -1 : 1;
  return tasks.toSorted((left, right) => {
    const [a, b] = [valueOf(left, column), valueOf(right, column)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return sign * (a - b) || left.row.position - right.row.position;
  });
}

function valueOf({ row, other }: ListedTask, column: TaskColumn): number | null {
  switch (column) {
    case 'position':
      return row.position;
    case 'task':
      return Number.isNaN(Number(row.task)) ? row.position : Number(row.task);
    case 'rate':
      return row.rate;
    case 'other':
      return other?.rate ?? null;
    case 'tokens':
      return tokensPerReply(row);
  }
}

/** The mean over replies whose tokens are known. */
export function tokensPerReply({ outcomes }: TaskRow): number | null {
  const known = outcomes.flatMap(({ replyTokens }) => replyTokens ?? []);
  return known.length === 0 ? null : known.reduce((sum, tokens) => sum + tokens, 0) / known.length;
}
