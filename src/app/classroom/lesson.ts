/**
 * A lesson: a prepared sequence of places on this page. What it is, the list of them as it is kept,
 * and changes to both, each of which gives the same however often it is made: two tabs may add.
 */

import * as v from 'valibot';
import { keptList } from '../work/kept-settings.ts';
import { newAttemptId } from '../work/records.ts';

export const mostSteps = 300;
const mostTitle = 300;
const mostNote = 5000;
/** A shared link is one of the longest. */
const mostHash = 200_000;

export interface LessonStep {
  /** Unique in its lesson. */
  readonly id: string;
  /** Where it leads on this page: "#/mbpp/2". */
  readonly hash: string;
  readonly title: string;
  /** Shown with the step; "" for none. */
  readonly note: string;
}

export interface Lesson {
  /** Unique among those that are kept. */
  readonly id: string;
  readonly title: string;
  readonly steps: readonly LessonStep[];
}

export type LessonChange = (lesson: Lesson) => Lesson;

const text = (most: number) => v.pipe(v.string(), v.maxLength(most));
/** Any place but the class view itself: a lesson does not lead to where lessons are made. */
const hash = v.pipe(text(mostHash), v.regex(/^#\/(?!class(\/|$))[^\s<>"]+$/));

/** Fields that a later version adds are kept. */
export const stepSchema = v.looseObject({
  id: text(100),
  hash,
  title: v.fallback(text(mostTitle), ''),
  note: v.fallback(text(mostNote), ''),
});

const lessonSchema = v.looseObject({
  id: text(100),
  title: v.fallback(text(mostTitle), ''),
  steps: v.array(v.unknown()),
});

const mostShownHash = 60;

/** What a step is called where it has no title: an address may be as long as a whole dialog. */
export function stepName({ title, hash }: Pick<LessonStep, 'title' | 'hash'>): string {
  return title === '' ? shortHash(hash) : title;
}

export function shortHash(hash: string): string {
  return hash.length > mostShownHash ? `${hash.slice(0, mostShownHash)}…` : hash;
}

/** The place on this page that an address names, whole or its fragment alone; null of any other. */
export function hashIn(address: string): string | null {
  const [, found] = /(#\/\S+)$/.exec(address.trim()) ?? [];
  return found !== undefined && v.is(hash, found) ? found : null;
}

/** In the order in which they were made. What another version cannot read is left alone. */
export function readableLessons(kept: unknown): Lesson[] {
  return entriesOf(kept).flatMap(({ lesson }) => lesson ?? []);
}

export function withLesson(kept: unknown, added: Lesson): unknown[] {
  const isThere = readableLessons(kept).some(({ id }) => id === added.id);
  return isThere ? [...keptList(kept)] : [...keptList(kept), added];
}

/**
 * Of lessons from a file of work, those that are not here yet. A lesson that was changed on one side
 * is two: nothing here is written over.
 */
export function addedLessons(kept: unknown, arriving: readonly Lesson[]): Lesson[] {
  const here = readableLessons(kept);
  const contentOf = ({ title, steps }: Lesson) => JSON.stringify([title, steps]);
  const contents = new Set(here.map(contentOf));
  const ids = new Set(here.map(({ id }) => id));
  return arriving
    .filter((lesson) => !contents.has(contentOf(lesson)))
    .map((lesson) => (ids.has(lesson.id) ? { ...lesson, id: newAttemptId() } : lesson));
}

export function withLessons(kept: unknown, added: readonly Lesson[]): unknown {
  return added.reduce<unknown>((all, lesson) => withLesson(all, lesson), kept);
}

export function withLessonChanged(kept: unknown, id: string, change: LessonChange): unknown[] {
  return entriesOf(kept).map(({ entry, lesson, unreadSteps }) => {
    if (lesson?.id !== id) return entry;
    const changed = change(lesson);
    // Written back, for the version that can read them.
    return unreadSteps.length === 0
      ? changed
      : { ...changed, steps: [...changed.steps, ...unreadSteps] };
  });
}

export function withoutLesson(kept: unknown, id: string): unknown[] {
  return entriesOf(kept).flatMap(({ entry, lesson }) => (lesson?.id === id ? [] : [entry]));
}

/** At a place among the others; without one at the end. */
export function withStep(step: LessonStep, at = Infinity): LessonChange {
  return (lesson) => {
    if (lesson.steps.some(({ id }) => id === step.id)) return lesson;
    const steps = [...lesson.steps];
    steps.splice(Math.min(at, steps.length), 0, step);
    return { ...lesson, steps };
  };
}

export function withoutStep(id: string): LessonChange {
  return (lesson) => ({ ...lesson, steps: lesson.steps.filter((step) => step.id !== id) });
}

export function withStepChanged(
  id: string,
  fields: Partial<Pick<LessonStep, 'title' | 'note'>>,
): LessonChange {
  return (lesson) => ({
    ...lesson,
    steps: lesson.steps.map((step) => (step.id === id ? { ...step, ...fields } : step)),
  });
}

/** `to`: the id of the step whose place it takes, so that it says the same twice. */
export function withStepMoved(id: string, to: string): LessonChange {
  return (lesson) => {
    const from = lesson.steps.findIndex((step) => step.id === id);
    const target = lesson.steps.findIndex((step) => step.id === to);
    const moved = lesson.steps[from];
    if (!moved || target === -1) return lesson;
    const steps = lesson.steps.filter((step) => step !== moved);
    steps.splice(target, 0, moved);
    return { ...lesson, steps };
  };
}

export function withTitle(title: string): LessonChange {
  return (lesson) => ({ ...lesson, title });
}

interface Entry {
  readonly entry: unknown;
  /** Null of what another version wrote, or nobody. */
  readonly lesson: Lesson | null;
  readonly unreadSteps: readonly unknown[];
}

/** What is stored may come from any file: lists that show it need ids of which none is there twice. */
function entriesOf(kept: unknown): Entry[] {
  const ids = new Set<string>();
  return keptList(kept).map((entry) => {
    const reading = v.safeParse(lessonSchema, entry);
    if (!reading.success) return { entry, lesson: null, unreadSteps: [] };
    const { steps, unread } = readSteps(reading.output.steps);
    const lesson = { ...reading.output, id: unusedId(reading.output.id, ids), steps };
    return { entry, lesson, unreadSteps: unread };
  });
}

/** One by one: a step that cannot be read hides none of the others. */
function readSteps(kept: readonly unknown[]) {
  const ids = new Set<string>();
  const steps: LessonStep[] = [];
  const unread: unknown[] = [];
  for (const step of kept) {
    const reading = steps.length < mostSteps ? v.safeParse(stepSchema, step) : null;
    if (!reading?.success) unread.push(step);
    else steps.push({ ...reading.output, id: unusedId(reading.output.id, ids) });
  }
  return { steps, unread };
}

/** The same each time it is read: a change names it. */
function unusedId(id: string, used: Set<string>): string {
  let found = id;
  for (let number = 2; used.has(found); number++) found = `${id}+${number}`;
  used.add(found);
  return found;
}
