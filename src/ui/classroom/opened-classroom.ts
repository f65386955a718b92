/** What a teacher works with, once the lessons are there as they are kept now. */

import type { Classroom } from '../../app/classroom/make-classroom.ts';

/** Another tab, or a file of work, may have brought some since the last time. */
export async function openedClassroom(classroom: () => Promise<Classroom>): Promise<Classroom> {
  const parts = await classroom();
  await parts.lessons.restore();
  return parts;
}
