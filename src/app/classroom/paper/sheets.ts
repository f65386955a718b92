/**
 * What a sheet of paper can show: a task, or a program for it with the story of how it came about.
 * Finds both for the places of a lesson, without any download.
 */

import { taskKey, type Task, type TaskSetId } from '../../../tasks/task.ts';
import { anyOwnSet } from '../../../tasks/own-set-id.ts';
import { isSharedHash, placeAt, unknownSetAt, viewAt } from '../../page/address.ts';
import { readSharedFragment } from '../../sharing/link.ts';
import type { AttemptRecord, Author, Hint } from '../../work/records.ts';
import { type LessonStep, stepName } from '../lesson.ts';

/** One turn of the story. */
export interface StoryTurn {
  readonly author: Author;
  readonly hint: Hint | null;
  readonly program: string | null;
  readonly attempt: AttemptRecord | null;
}

export interface Sheet {
  /** Unique among those printed together. */
  readonly id: string;
  readonly task: Task;
  /** "" where there is none. */
  readonly program: string;
  readonly story: readonly StoryTurn[];
}

/**
 * What could not be put on paper: it is no task, its set is not here or does not have it, or storage
 * cannot be read.
 */
export interface LeftOut {
  readonly title: string;
  readonly kind: 'no-task' | 'not-here' | 'not-in-set' | 'unreadable';
}

export interface SheetSources {
  readonly tasksOf: (set: TaskSetId) => Promise<readonly Task[] | null>;
  readonly attemptsOf: (task: string) => Promise<readonly AttemptRecord[]>;
  readonly programOf: (task: string) => Promise<string | null>;
  /** Whether a person solves this task alone, and wants to see nothing that machines wrote. */
  readonly isSoloAt: (task: string) => boolean;
}

export async function sheetOfTask(task: Task, id: string, from: SheetSources): Promise<Sheet> {
  const key = taskKey(task);
  const [attempts, program] = await Promise.all([from.attemptsOf(key), from.programOf(key)]);
  const story = attempts
    .filter((attempt) => attempt.program !== null)
    .map((attempt) => ({
      ...{ author: attempt.author, hint: attempt.hint, program: attempt.program, attempt },
    }));
  return shownOf({ id, task, program: program ?? '', story }, from);
}

/** A sheet shows no more than the page does. A person may have written what a machine wrote too. */
function shownOf(sheet: Sheet, { isSoloAt }: Pick<SheetSources, 'isSoloAt'>): Sheet {
  if (!isSoloAt(taskKey(sheet.task))) return sheet;
  const story = sheet.story.filter(({ author }) => author.kind === 'person');
  const holds = (turns: readonly StoryTurn[]) =>
    turns.some(({ program }) => program === sheet.program);
  const isHidden = holds(sheet.story) && !holds(story);
  return { ...sheet, program: isHidden ? '' : sheet.program, story };
}

export async function sheetOfStep(step: LessonStep, from: SheetSources): Promise<Sheet | LeftOut> {
  const title = stepName(step);
  if (isSharedHash(step.hash)) return sharedSheet(step, title, from);
  const isPlace = viewAt(step.hash) === 'playground' && unknownSetAt(step.hash) === null;
  if (!isPlace) return { title, kind: 'no-task' };
  const place = placeAt(step.hash);
  const tasks = await from.tasksOf(place.source);
  const task = tasks?.find(({ id }) => id === place.id);
  if (task) return sheetOfTask(task, step.id, from);
  return { title, kind: missing(tasks) };
}

/** Of a task that is not among these, null of a set that is not on this device. */
function missing(tasks: readonly Task[] | null): LeftOut['kind'] {
  return tasks ? 'not-in-set' : 'not-here';
}

async function sharedSheet(
  step: LessonStep,
  title: string,
  from: SheetSources,
): Promise<Sheet | LeftOut> {
  const reading = await readSharedFragment(step.hash);
  if (reading.kind !== 'shared') return { title, kind: 'no-task' };
  const { task: named, turns, program } = reading.shared;
  const own: Task | null = 'text' in named ? { ...named, source: named.set ?? anyOwnSet } : null;
  const tasks = own ? null : await from.tasksOf(named.source);
  const task = own ?? tasks?.find(({ id }) => id === named.id);
  if (!task) return { title, kind: missing(tasks) };
  const story = turns.map(({ author, hint, program }) => ({
    author,
    hint,
    program,
    attempt: null,
  }));
  return shownOf({ id: step.id, task, program, story }, from);
}
