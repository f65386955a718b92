/** A lesson as a file and as a link: written and read, whoever wrote it. */

import * as v from 'valibot';
import { unpackText, packText } from '../sharing/packed-text.ts';
import { inTurns } from '../../platform/in-turns.ts';
import { readJson } from '../../platform/long-json.ts';
import { mostLinkLength, mostWholeBytes, TooLargeError } from '../../platform/text-limits.ts';
import { lessonFormat, newAttemptId } from '../work/records.ts';
import { type Lesson, type LessonStep, mostSteps, stepSchema } from './lesson.ts';

/** All of the lesson is in such an address. */
export const lessonHash = '#/class/lesson/';

export type LessonReading =
  | {
      readonly kind: 'lesson';
      readonly lesson: Lesson;
      /** Steps that lead nowhere on this page, or are none. */
      readonly unreadableCount: number;
    }
  /** `newer`: a later version wrote it. `damaged` is a link that was cut on its way. */
  | { readonly kind: 'newer' | 'no-lesson' | 'no-steps' | 'too-large' | 'damaged' };

const envelope = v.object({
  format: v.literal(lessonFormat),
  version: v.number(),
  title: v.fallback(v.string(), ''),
  steps: v.fallback(v.custom<unknown[]>(Array.isArray), []),
});

export function lessonText({ title, steps }: Lesson): string {
  const written = steps.map(({ hash, title, note }) => ({
    ...{ hash, title },
    ...(note !== '' && { note }),
  }));
  return JSON.stringify({ format: lessonFormat, version: 1, title, steps: written }, null, 1);
}

/** Null where it is too long for a link. */
export async function lessonFragment(lesson: Lesson): Promise<string | null> {
  const fragment = lessonHash + (await packText(lessonText(lesson)));
  return fragment.length <= mostLinkLength ? fragment : null;
}

/** Never rejects. In turns: whoever made the file may have meant it to be long. */
export async function readLesson(text: string): Promise<LessonReading> {
  const known = v.safeParse(envelope, await inTurns(readJson(text)).catch(() => null));
  if (!known.success) return { kind: 'no-lesson' };
  const { version, title, steps } = known.output;
  if (version > 1) return { kind: 'newer' };
  const taken = await inTurns(readSteps(steps));
  if (taken.length === 0) return { kind: 'no-steps' };
  const lesson = { id: newAttemptId(), title: title.slice(0, 300), steps: taken };
  return { kind: 'lesson', lesson, unreadableCount: steps.length - taken.length };
}

/** Never rejects. */
export async function readLessonFile(file: Blob): Promise<LessonReading> {
  if (file.size > mostWholeBytes) return { kind: 'too-large' };
  return file.text().then(readLesson, () => ({ kind: 'no-lesson' }));
}

/** Never rejects. */
export async function readLessonFragment(hash: string): Promise<LessonReading> {
  try {
    const reading = await readLesson(await unpackText(hash.slice(lessonHash.length)));
    return reading.kind === 'no-lesson' ? { kind: 'damaged' } : reading;
  } catch (error) {
    return { kind: error instanceof TooLargeError ? 'too-large' : 'damaged' };
  }
}

function withId(step: unknown): unknown {
  return typeof step === 'object' && step !== null ? { ...step, id: newAttemptId() } : step;
}

/** The first that lead somewhere, as many as a lesson has. */
function* readSteps(steps: readonly unknown[]): Generator<void, LessonStep[]> {
  const taken: LessonStep[] = [];
  for (const step of steps) {
    if (taken.length === mostSteps) break;
    yield;
    const reading = v.safeParse(stepSchema, withId(step));
    if (reading.success) taken.push(reading.output);
  }
  return taken;
}
