/** How a search went on, as it is kept for a replay: a few counts, closer together at its begin. */

import { mostCourse } from '../../platform/text-limits.ts';
import type { SearchProgress } from './search-state.ts';

const leastMs = 180;

/** The course with these counts, or as it is where it has just been noted. */
export function courseWith(
  course: readonly number[],
  { elapsedSeconds, tried, level }: SearchProgress,
): readonly number[] {
  const ms = Math.round(elapsedSeconds * 1000);
  const before = course.at(-3) ?? -Infinity;
  const isSoon = ms - before < Math.max(leastMs, before / 20);
  return isSoon || course.length + 3 > mostCourse ? course : [...course, ms, tried, level];
}

/** The counts that were known so long after the begin; null before the first. */
export function countsAt(
  course: readonly number[],
  ms: number,
): Pick<SearchProgress, 'tried' | 'level' | 'elapsedSeconds'> | null {
  let found = null;
  for (let at = 0; at + 2 < course.length; at += 3) {
    const [moment = 0, tried = 0, level = 0] = course.slice(at, at + 3);
    if (moment > ms) break;
    found = { tried, level, elapsedSeconds: moment / 1000 };
  }
  return found;
}
