/** Texts of a class's work: the files, the tables, and the commonest wrong answers. */

import type { FileNews } from '../app/classroom/file-news.ts';
import type { FileKind } from '../app/page/file-kind.ts';
import type { WrongAnswer, WrongWay } from '../app/classroom/wrong-answers.ts';
import { fileKindTexts } from './file-kind-texts.ts';
import { count, grouped } from './format.ts';
import { outcomeName } from './status-texts.ts';

export const classWorkTexts = {
  title: 'Class work',
  about:
    'See how a class did from the files that pupils saved with “Export my work”. Nothing is uploaded or stored: close the tab, and it is gone. Rename a file to show another name, or a number.',
  add: 'Add work files',
  files: 'Work files of pupils',
  drop: 'or drop them here',
  reading: (done: number, total: number) => `Reading file ${done + 1} of ${total} …`,
  read: (files: number, leftOut: number) =>
    leftOut === 0
      ? `${count(files, 'file')} read.`
      : `${count(files, 'file')} read, ${grouped(leftOut)} left out.`,
  clear: 'Clear',
  confirmClear: (files: number) => `Clear ${count(files, 'file')}, and what was checked`,
  keepFiles: 'Keep them',
  print: 'Print',
  checkAgain: 'Check again',
  checkAgainAbout:
    'Results are as the files say, and a file can be edited. Check again runs every program here, in the sandbox, and shows what was returned.',
  checkedHere: (checked: number, total: number) =>
    checked === total
      ? 'Results are from checks on this page. “Solved by a model only” is as the files say.'
      : `${grouped(checked)} of ${count(total, 'result')} are from checks on this page. The others are as the files say.`,
  checkedHereColumn: 'Checked here',
  ofAll: (some: number, all: number) => `${grouped(some)} of ${grouped(all)}`,
  checkFailed:
    'Something unexpected stopped the check. What was checked so far stays. Press “Check again” to continue.',
  unknownTasks: (tasks: readonly string[]) =>
    `The task sets on this device do not have ${tasks.length === 1 ? 'this task, so its programs were' : 'these tasks, so their programs were'} not checked: ${tasks.slice(0, 10).join(', ')}${tasks.length > 10 ? `, and ${grouped(tasks.length - 10)} more` : ''}.`,
  countBoth: 'Count both',
  checking: (done: number, total: number) => `Checking program ${done + 1} of ${total} …`,
  missingSet: (set: string) =>
    `The tasks of “${set}” are not on this device, so their programs were not checked. Open that task set once, then check again.`,
  contradicted: (name: string, programs: number) =>
    `${name}: ${count(programs, 'result')} in the file ${programs === 1 ? 'differs' : 'differ'} from the check here.`,
  byPupil: 'By file',
  byTask: 'By task',
  pupil: 'File',
  solved: 'Solved',
  tried: 'Tried',
  attempts: 'Attempts',
  hints: 'Hints opened',
  byOthers: 'Solved by a model only',
  wrong: 'Commonest wrong answers',
  noWrong: 'No wrong answers.',
  example: 'Example',
  whichFiles: 'Which files',
  taskName: (id: string, title: string | null) =>
    title === null ? `Task ${id}` : `Task ${id}: ${title}`,
  unopenedSet: (set: string) =>
    `“${set}” is not on this device, so its tasks have numbers only. Open that task set once to see what they ask.`,
} as const;

export function wrongCounts({ pupils, attempts }: WrongAnswer): string {
  const files = count(pupils.length, 'file');
  return attempts === pupils.length ? files : `${files}, ${count(attempts, 'attempt')}`;
}

/** How an answer is wrong, in one line. */
export function wrongWayText(way: WrongWay): string {
  switch (way.kind) {
    case 'stored':
    case 'status':
      return outcomeName(way.status);
    case 'challenge':
      return 'Fails a challenge test';
    case 'value':
      return `Returns ${way.got} instead of ${way.expected}`;
    case 'exception':
      return way.message === '' ? way.type : `${way.type}: ${way.message}`;
  }
}

export function fileNewsText(news: FileNews): string {
  const { name } = news;
  switch (news.kind) {
    case 'same':
      return `${name} holds the same work as ${news.left}. It is counted once.`;
    case 'earlier':
      return `Every attempt in ${name} is also in ${news.left}, so only ${news.left} is counted.`;
    case 'alike':
      return `${name} has the same programs as ${news.left}, and neither has attempts of its own. Both are counted.`;
    case 'empty':
      return `${name} contains no work by the pupil, so it is left out.`;
    case 'part-unreadable':
      return `${name}: ${count(news.count, 'record')} could not be read and ${news.count === 1 ? 'is' : 'are'} left out.`;
    case 'newer':
      return `${name} was saved with a newer version of Synthpad. Update this page to read it.`;
    case 'no-work-file':
      return noWorkFileText(name, news.is);
    case 'too-large':
      return `${name} is too large for a work file, so it was not read.`;
  }
}

function noWorkFileText(name: string, is: FileKind): string {
  // A work file that is damaged begins as one.
  if (is === 'work' || is === 'other' || is === 'unreadable') {
    return `${name} is not a work file, or it is damaged. Pupils save one with “Export my work”.`;
  }
  const kind = fileKindTexts[is];
  return `${name} is ${kind.name}, not a work file. ${kind.where}`;
}
