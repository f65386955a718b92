/** The tables of a class, counted in one pass over its files that lets others have a turn. */

import type { AttemptRecord } from '../work/records.ts';
import type { PupilWork } from './pupil-work.ts';
import {
  hasVerdictHere,
  isContradicted,
  isSolvedBy,
  isTried,
  type Rechecked,
  type WrongAnswer,
  wrongAnswers,
} from './wrong-answers.ts';

interface Counts {
  readonly tried: number;
  readonly attempts: number;
  /** How many of the attempts were checked on this page. */
  readonly checkedHere: number;
  readonly hints: number;
}

export interface PupilRow extends Counts {
  readonly id: string;
  readonly name: string;
  readonly solved: number;
  /** Solved by a model or the search, and not by the pupil: as the file says. */
  readonly byOthers: number;
  /** Attempts of which the file says something else than the check here. */
  readonly contradicted: number;
}

export interface TaskRow extends Counts {
  /** "mbpp/2" */
  readonly task: string;
  readonly solved: number;
  readonly wrong: readonly WrongAnswer[];
}

export interface ClassTables {
  readonly pupils: readonly PupilRow[];
  /** Most tried first, and among those in the order of their names. */
  readonly tasks: readonly TaskRow[];
}

export const emptyTables: ClassTables = { pupils: [], tasks: [] };

export function* classTables(
  pupils: readonly PupilWork[],
  rechecked: Rechecked,
): Generator<void, ClassTables> {
  const pupilRows: PupilRow[] = [];
  const pupilsOf = new Map<string, PupilWork[]>();
  for (const pupil of pupils) {
    pupilRows.push(yield* pupilRow(pupil, rechecked));
    for (const task of triedBy(pupil)) {
      const those = pupilsOf.get(task);
      if (those) those.push(pupil);
      else pupilsOf.set(task, [pupil]);
    }
  }
  const taskRows: TaskRow[] = [];
  for (const [task, those] of pupilsOf) {
    yield;
    taskRows.push(taskRow(task, those, rechecked));
  }
  return { pupils: pupilRows, tasks: taskRows.sort(inOrder) };
}

/** Made once: `localeCompare` with options makes one for each pair. */
const names = new Intl.Collator('en', { numeric: true });

function inOrder(left: TaskRow, right: TaskRow): number {
  return right.tried - left.tried || names.compare(left.task, right.task);
}

function* pupilRow(pupil: PupilWork, rechecked: Rechecked): Generator<void, PupilRow> {
  const solved = new Set<string>();
  const counts = { attempts: 0, checkedHere: 0, contradicted: 0 };
  for (const [task, attempts] of pupil.attempts) {
    yield;
    const checked = attempts.filter(isTried);
    if (checked.some((attempt) => isSolvedBy(attempt, rechecked))) solved.add(task);
    counts.attempts += checked.length;
    counts.checkedHere += countHere(checked, rechecked);
    counts.contradicted += checked.filter((attempt) => isContradicted(attempt, rechecked)).length;
  }
  return {
    ...{ id: pupil.id, name: pupil.name, solved: solved.size, ...counts },
    tried: triedBy(pupil).size,
    hints: sum([...pupil.hints.values()]),
    byOthers: [...pupil.solvedByOthers].filter((task) => !solved.has(task)).length,
  };
}

function taskRow(task: string, pupils: readonly PupilWork[], rechecked: Rechecked): TaskRow {
  const checkedBy = pupils.map((pupil) => (pupil.attempts.get(task) ?? []).filter(isTried));
  const isSolved = (attempt: AttemptRecord) => isSolvedBy(attempt, rechecked);
  return {
    ...{ task, tried: pupils.length },
    solved: checkedBy.filter((attempts) => attempts.some(isSolved)).length,
    attempts: sum(checkedBy.map(({ length }) => length)),
    checkedHere: sum(checkedBy.map((attempts) => countHere(attempts, rechecked))),
    hints: sum(pupils.map(({ hints }) => hints.get(task) ?? 0)),
    wrong: wrongAnswers(task, pupils, rechecked),
  };
}

function countHere(attempts: readonly AttemptRecord[], rechecked: Rechecked): number {
  return attempts.filter((attempt) => hasVerdictHere(attempt, rechecked)).length;
}

function triedBy({ attempts, programs }: PupilWork): Set<string> {
  return new Set([...attempts.keys(), ...programs.keys()]);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
