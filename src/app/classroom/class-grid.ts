/** Who came how far with which task: a row for each file of a class, a column for each task. */

import type { AttemptRecord } from '../work/records.ts';
import type { MetTask } from './known-tasks.ts';
import { placeOfKey, type PupilWork } from './pupil-work.ts';
import { isSolvedBy, isTried, type Rechecked } from './wrong-answers.ts';

/**
 * `unsolved`: tried, and not solved. `unchecked`: a program that nothing has checked. `by-model`:
 * solved by a model or the search, and nothing by the pupil.
 */
export type CellState = 'solved' | 'unsolved' | 'unchecked' | 'by-model' | 'untouched';

export interface GridCell {
  readonly state: CellState;
  /** Those that were checked. */
  readonly attempts: number;
  readonly hints: number;
  /** Whether a model or the search solved it for them, whatever they did. */
  readonly isSolvedByOthers: boolean;
}

export interface GridRow {
  readonly id: string;
  readonly name: string;
  /** One for each column. */
  readonly cells: readonly GridCell[];
  readonly solved: number;
  /** Solved, or not solved, or not checked. */
  readonly tried: number;
}

export interface GridColumn extends MetTask {
  /** In how many files. */
  readonly solved: number;
  readonly tried: number;
}

export interface ClassGrid {
  readonly rows: readonly GridRow[];
  readonly columns: readonly GridColumn[];
}

export const emptyGrid: ClassGrid = { rows: [], columns: [] };

export const rowOrders = ['name', 'most-solved', 'least-solved'] as const;

export type RowOrder = (typeof rowOrders)[number];

/** Every task that a file of the class says something of. */
export function tasksMet(pupils: readonly PupilWork[]): string[] {
  const met = pupils.flatMap(({ attempts, programs, solvedByOthers, hints }) => [
    ...attempts.keys(),
    ...programs.keys(),
    ...solvedByOthers,
    ...[...hints.keys()].filter((key) => placeOfKey(key) !== null),
  ]);
  return [...new Set(met)];
}

export function* classGrid(
  pupils: readonly PupilWork[],
  tasks: readonly MetTask[],
  rechecked: Rechecked,
): Generator<void, ClassGrid> {
  const rows: GridRow[] = [];
  for (const pupil of pupils) {
    const cells: GridCell[] = [];
    for (const { key } of tasks) {
      yield;
      cells.push(cellOf(pupil, key, rechecked));
    }
    const { id, name } = pupil;
    rows.push({ id, name, cells, solved: count(cells, isSolved), tried: count(cells, isTouched) });
  }
  const columns = tasks.map((task, at) => {
    const cells = rows.flatMap((row) => row.cells[at] ?? []);
    return { ...task, solved: count(cells, isSolved), tried: count(cells, isTouched) };
  });
  return { rows, columns };
}

function cellOf(pupil: PupilWork, task: string, rechecked: Rechecked): GridCell {
  const all = pupil.attempts.get(task) ?? [];
  const tried = all.filter(isTried);
  const isSolvedByOthers = pupil.solvedByOthers.has(task);
  const hasProgram = all.length > 0 || pupil.programs.has(task);
  const state = tried.some((attempt) => isSolvedBy(attempt, rechecked))
    ? 'solved'
    : stateOfUnsolved(tried, hasProgram, isSolvedByOthers);
  return { state, attempts: tried.length, hints: pupil.hints.get(task) ?? 0, isSolvedByOthers };
}

function stateOfUnsolved(
  tried: readonly AttemptRecord[],
  hasProgram: boolean,
  isSolvedByOthers: boolean,
): CellState {
  if (tried.length > 0) return 'unsolved';
  if (hasProgram) return 'unchecked';
  return isSolvedByOthers ? 'by-model' : 'untouched';
}

function isSolved({ state }: GridCell): boolean {
  return state === 'solved';
}

function isTouched({ state }: GridCell): boolean {
  return state !== 'untouched' && state !== 'by-model';
}

function count(cells: readonly GridCell[], is: (cell: GridCell) => boolean): number {
  return cells.filter(is).length;
}

/** The files come in the order of their names, which decides between equals. */
export function inRowOrder(rows: readonly GridRow[], order: RowOrder): readonly GridRow[] {
  if (order === 'name') return rows;
  const sign = order === 'most-solved' ? -1 : 1;
  // Of two who solved as many, who tried more is further.
  return [...rows].sort(
    (left, right) => sign * (left.solved - right.solved || left.tried - right.tried),
  );
}
