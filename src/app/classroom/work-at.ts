/** What one pupil of a class wrote for one task, and how each of it stands. */

import type { AttemptRecord } from '../work/records.ts';
import type { PupilWork } from './pupil-work.ts';
import {
  hasVerdictHere,
  isSolvedBy,
  isTried,
  type Rechecked,
  wayOf,
  type WrongWay,
} from './wrong-answers.ts';

export interface AttemptShown {
  readonly attempt: AttemptRecord;
  readonly state: 'solved' | 'unsolved' | 'unchecked';
  /** How it is wrong; null where it is not, or nothing tells. */
  readonly way: WrongWay | null;
  readonly isCheckedHere: boolean;
}

export interface WorkAt {
  /** Oldest first. */
  readonly attempts: readonly AttemptShown[];
  /** As the editor has it, where no attempt is the same program; else null. */
  readonly program: string | null;
  readonly hints: number;
  readonly isSolvedByOthers: boolean;
}

export function workAt(pupil: PupilWork, task: string, rechecked: Rechecked): WorkAt {
  const attempts = (pupil.attempts.get(task) ?? []).map((attempt) => shown(attempt, rechecked));
  const program = pupil.programs.get(task) ?? null;
  const isAttempted = attempts.some(({ attempt }) => attempt.program?.trim() === program?.trim());
  return {
    attempts,
    program: isAttempted ? null : program,
    hints: pupil.hints.get(task) ?? 0,
    isSolvedByOthers: pupil.solvedByOthers.has(task),
  };
}

function shown(attempt: AttemptRecord, rechecked: Rechecked): AttemptShown {
  const unsolved = isTried(attempt) ? 'unsolved' : 'unchecked';
  return {
    attempt,
    state: isSolvedBy(attempt, rechecked) ? 'solved' : unsolved,
    way: wayOf(attempt, rechecked),
    isCheckedHere: hasVerdictHere(attempt, rechecked),
  };
}
