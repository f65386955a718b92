/**
 * What a teacher can read from one work file of a class, by the name of the file alone; nothing of
 * it is stored. The tables are for `class-tables`, which answers were wrong for `wrong-answers`.
 */

import type { TaskSetId } from '../../tasks/task.ts';
import {
  type AttemptRecord,
  isOwn,
  isSolvedHere,
  newAttemptId,
  type ProgramRecord,
} from '../work/records.ts';
import type { WorkFile } from '../work/work-file.ts';

export interface PupilWork {
  /** Unique, whatever the files are called. */
  readonly id: string;
  /** Of the file, without its ending; told apart by `unusedName` where two are called alike. */
  readonly name: string;
  /** Their own attempts that have a program, by task, oldest first. */
  readonly attempts: ReadonlyMap<string, readonly AttemptRecord[]>;
  /** Tasks that a model or the search solved for them. */
  readonly solvedByOthers: ReadonlySet<string>;
  /** Programs in the editor by task, checked or not, that the file knows from nobody else. */
  readonly programs: ReadonlyMap<string, string>;
  /** Programs in the editor by task, as a model, the search or a link brought them. */
  readonly othersPrograms: ReadonlyMap<string, string>;
  /** How many hints they opened, by task. */
  readonly hints: ReadonlyMap<string, number>;
  /** Records that are not what the format says, or are of what can be no task. */
  readonly unreadableCount: number;
}

/** `name`: of the file, unless another has it. */
export function pupilWork(name: string, file: WorkFile): PupilWork {
  const isOfTask = ({ task }: { readonly task: string }) => placeOfKey(task) !== null;
  const known = file.attempts.filter(isOfTask);
  const own = known
    .filter((attempt) => isOwn(attempt) && (attempt.program ?? '').trim() !== '')
    .sort((left, right) => left.startedAt - right.startedAt);
  const others = known.filter(
    (attempt) => attempt.author.kind !== 'person' && isSolvedHere(attempt),
  );
  const ofTasks = file.programs.filter(isOfTask);
  const written = ofTasks.filter(({ program }) => program.trim() !== '');
  const isOthers = isByOthers(known);
  const strangeCount =
    file.attempts.length - known.length + (file.programs.length - ofTasks.length);
  return {
    ...{ id: newAttemptId(), name },
    attempts: byTask(own),
    solvedByOthers: new Set(others.map(({ task }) => task)),
    programs: programMap(written.filter((each) => !isOthers(each))),
    othersPrograms: programMap(written.filter(isOthers)),
    hints: new Map(Object.entries(file.clues)),
    unreadableCount: file.unreadableCount + strangeCount,
  };
}

/** Whether there is anything to count: work of their own, or what others solved for them. */
export function hasWork({ attempts, programs, solvedByOthers }: PupilWork): boolean {
  return [attempts, programs, solvedByOthers].some(({ size }) => size > 0);
}

type Program = Pick<ProgramRecord, 'task' | 'program'>;

/** Of a program that stands in the editor as somebody else wrote it, which makes it nobody's try. */
function isByOthers(attempts: readonly AttemptRecord[]): (program: Program) => boolean {
  const key = ({ task, program }: Program) => JSON.stringify([task, program.trim()]);
  const theirs = attempts.flatMap((attempt) => {
    const { task, program } = attempt;
    return isOwn(attempt) || program === null ? [] : key({ task, program });
  });
  const keys = new Set(theirs);
  return (program) => keys.has(key(program));
}

function programMap(programs: readonly Program[]): Map<string, string> {
  return new Map(programs.map(({ task, program }) => [task, program]));
}

const longestKey = 300;

/** Of "mbpp/2"; null of what cannot be in an address, and so is no task. */
export function placeOfKey(
  key: string,
): { readonly source: TaskSetId; readonly id: string } | null {
  const at = key.indexOf('/');
  if (at < 1 || at === key.length - 1 || key.length > longestKey) return null;
  try {
    // Half a character cannot be encoded.
    encodeURIComponent(key);
  } catch {
    return null;
  }
  return { source: key.slice(0, at), id: key.slice(at + 1) };
}

function byTask(attempts: readonly AttemptRecord[]): Map<string, AttemptRecord[]> {
  const found = new Map<string, AttemptRecord[]>();
  for (const attempt of attempts) {
    const those = found.get(attempt.task);
    if (those) those.push(attempt);
    else found.set(attempt.task, [attempt]);
  }
  return found;
}

/** "work" of "work.json"; "work (2)" where there is one already, as browsers name downloads. */
export function unusedName(fileName: string, used: readonly string[]): string {
  const name = fileName.replace(/\.json$/i, '');
  for (let number = 1; ; number++) {
    const tried = number === 1 ? name : `${name} (${number})`;
    if (!used.includes(tried)) return tried;
  }
}

/**
 * How one file's work stands to another's: `same`, or an `earlier` or `later` state of it, by the
 * attempts in both. `alike`: without attempts and with the same programs, as two are who opened one
 * link. Null where they are of two people, as far as that can be told.
 */
export function relationOf(
  one: PupilWork,
  other: PupilWork,
): 'same' | 'earlier' | 'later' | 'alike' | null {
  const [own, theirs] = [idsOf(one), idsOf(other)];
  if (own.size === 0 && theirs.size === 0) return hasSamePrograms(one, other) ? 'alike' : null;
  if (own.size === 0 || theirs.size === 0) return null;
  const isWithin = isPartOf(own, theirs);
  const holds = isPartOf(theirs, own);
  if (isWithin && holds) return 'same';
  if (isWithin) return 'earlier';
  return holds ? 'later' : null;
}

const known = new WeakMap<PupilWork, ReadonlySet<string>>();

/** Each file is compared with each: collected once. */
function idsOf(pupil: PupilWork): ReadonlySet<string> {
  const found =
    known.get(pupil) ?? new Set([...pupil.attempts.values()].flat().map(({ id }) => id));
  known.set(pupil, found);
  return found;
}

function isPartOf(part: ReadonlySet<string>, whole: ReadonlySet<string>): boolean {
  if (part.size > whole.size) return false;
  for (const id of part) if (!whole.has(id)) return false;
  return true;
}

function hasSamePrograms(pupil: PupilWork, another: PupilWork): boolean {
  const [one, other] = [inEditor(pupil), inEditor(another)];
  if (one.size === 0 || one.size !== other.size) return false;
  return [...one].every(([task, program]) => other.get(task) === program);
}

/** Whoever wrote them. */
function inEditor({ programs, othersPrograms }: PupilWork): ReadonlyMap<string, string> {
  return new Map([...programs, ...othersPrograms]);
}
