/** Texts of lessons: their list, their steps, and what becomes of a file or a link. */

import type { LessonReading } from '../app/classroom/lesson-file.ts';
import type { Task } from '../tasks/task.ts';
import { titleOf } from '../tasks/title.ts';
import { commonTexts } from './common-texts.ts';
import { count } from './format.ts';

export const lessonTexts = {
  title: 'Lessons',
  about:
    'A lesson is a sequence of places on this page: tasks, share links, replays, samples of a run. It is stored in this browser only.',
  lesson: 'Lesson',
  make: 'New lesson',
  name: 'Name of the lesson',
  newName: (number: number) => `Lesson ${number}`,
  noName: 'Lesson without a name',
  steps: 'Steps',
  noSteps:
    'No steps yet. Add one below, or from any place of the page: press “In front of a class” there.',
  start: 'Start',
  startHere: 'Show this step',
  stepTitle: (number: number) => `Title of step ${number}`,
  stepNote: (number: number) => `Note on step ${number}`,
  note: 'Note, shown below the step (optional)',
  up: 'Move up',
  down: 'Move down',
  remove: 'Remove',
  removed: (title: string) => `“${title}” was removed.`,
  bringBack: 'Undo',
  address: 'Address of a step',
  addressAbout: 'A link to a place on this page, such as #/mbpp/2 or a share link',
  addStep: 'Add step',
  noAddress:
    'This address does not lead to a place on this page. Copy one from the address bar, or a share link.',
  isFull: 'A lesson has at most 300 steps. Remove one, or make another lesson.',
  save: 'Save as a file',
  open: 'Open a lesson file',
  file: 'Lesson file',
  copyLink: 'Copy link',
  link: 'Link to the lesson',
  linkNews: {
    copied: 'Link copied. The whole lesson is in it; nothing is uploaded.',
    'too-long': 'This lesson is too long for a link. Save it as a file instead.',
    unmade: commonTexts.linkUnmade,
  },
  delete: 'Delete lesson',
  confirmDelete: 'Delete this lesson',
  keepIt: 'Keep it',
  arrived: (title: string, steps: number) => `“${title}”: ${count(steps, 'step')}`,
  keepArrived: 'Keep in this browser',
} as const;

const mostTitle = 60;

/** What a step is called that leads to a task. */
export function taskStepTitle(task: Task): string {
  const title = titleOf(task).replace(/\s+/g, ' ');
  const words = title.length > mostTitle ? title.lastIndexOf(' ', mostTitle) : title.length;
  const shown = words < title.length ? `${title.slice(0, words > 0 ? words : mostTitle)} …` : title;
  return `Task ${task.id}: ${shown}`;
}

/** A lesson's name where it has one. */
export function lessonName({ title }: { readonly title: string }): string {
  return title.trim() === '' ? lessonTexts.noName : title;
}

/** What is wrong with a lesson that came as a file or a link; "" where nothing is. */
export function arrivedText(reading: LessonReading): string {
  switch (reading.kind) {
    case 'lesson':
      return reading.unreadableCount === 0
        ? ''
        : `${count(reading.unreadableCount, 'step')} could not be read and ${reading.unreadableCount === 1 ? 'is' : 'are'} left out.`;
    case 'newer':
      return 'This lesson was made with a newer version of Synthpad. Update this page to open it.';
    case 'no-lesson':
      return 'This is not a lesson file. Choose one that was saved on this page under “Lessons”.';
    case 'no-steps':
      return 'This lesson has no steps that this page can open.';
    case 'too-large':
      return 'This is too large for a lesson, so it was not read.';
    case 'damaged':
      return 'This link is incomplete or damaged. Ask the sender for a new one.';
  }
}
