/** How a search went on: few counts are kept, and a replay finds those that were known at a time. */

import { expect, test } from 'vitest';
import { mostCourse } from '../../../../src/platform/text-limits.ts';
import { countsAt, courseWith } from '../../../../src/synthesis/search/search-course.ts';

function courseOf(seconds: number): readonly number[] {
  let course: readonly number[] = [];
  for (let slice = 0; slice <= seconds * 5; slice++) {
    const counts = { tried: slice * 100, level: slice, dropped: 0, held: 0, best: null };
    course = courseWith(course, { ...counts, elapsedSeconds: slice / 5 });
  }
  return course;
}

test('the longest search keeps few counts, among them the first', () => {
  const course = courseOf(300);
  expect(course.slice(0, 6)).toEqual([0, 0, 0, 200, 100, 1]);
  expect(course.length).toBeLessThan(mostCourse);
  expect(course.at(-3)).toBeGreaterThan(280_000);
});

test('a replay shows the counts of its moment, and none before the first', () => {
  const course = courseOf(2).slice(3);
  expect(countsAt(course, 100)).toBeNull();
  expect(countsAt(course, 1000)).toEqual({ tried: 500, level: 5, elapsedSeconds: 1 });
  expect(countsAt(course, 1099)?.tried).toBe(500);
  expect(countsAt([], 1000)).toBeNull();
});
