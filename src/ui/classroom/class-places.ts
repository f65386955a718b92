/** The parts of the class view, in the order in which they are offered. */

import { classWorkTexts } from '../../texts/class-work-texts.ts';
import { lessonTexts } from '../../texts/lesson-texts.ts';
import { paperTexts } from '../../texts/paper-texts.ts';

export const classPlaces = [
  { part: 'lessons', hash: '#/class', name: lessonTexts.title, about: lessonTexts.about },
  { part: 'paper', hash: '#/class/paper', name: paperTexts.title, about: paperTexts.about },
  { part: 'work', hash: '#/class/work', name: classWorkTexts.title, about: classWorkTexts.about },
] as const;
