/** Texts about task sets: what they are, and how they are chosen and found. */

import type { KnownFault } from '../tasks/known-faults.ts';
import { taskSetOf } from '../tasks/task-sets.ts';
import type { TaskSetId } from '../tasks/task.ts';
import { bytes, count, grouped } from './format.ts';

/** Of a person's own the page may know the file's name; this is for where it does not. */
export function sourceName(source: TaskSetId): string {
  return taskSetOf(source)?.name ?? 'Your own file';
}

export const codePromptLabel = 'Code to complete';

export const openFileText = 'Open your own file…';

export function sourceDescription(source: TaskSetId): string {
  return (
    taskSetOf(source)?.description ??
    'JSON Lines or a JSON array with the fields of MBPP or HumanEval, or MBPP+ and HumanEval+ as published. The file is read and kept in this browser; nothing is uploaded.'
  );
}

/** What is wrong with the published tests of an MBPP task. */
export function knownFaultText(fault: KnownFault): string {
  switch (fault) {
    case 'half-compared':
      return 'Known fault: a comma turns half of an expected value into the assert’s message, so only the first half is compared.';
    case 'unnamed-sentence':
      return 'Known fault: the tests expect certain words that the statement does not mention. Look at the tests.';
    case 'value-as-text':
      return 'Known fault: the tests expect a string of the value, in quotes, where the statement suggests the value itself.';
    case 'more-than-asked':
      return 'Known fault: the tests expect more than the statement asks for. Look at the tests.';
    case 'rough-pi':
      return 'Known fault: the tests expect every digit of a calculation with a rough value of pi.';
    case 'sets-disagree':
      return 'Known fault: MBPP and its sanitized version expect different values for this task.';
    case 'wrong-value':
      return 'Known fault: an expected value is not what the statement asks for.';
  }
}

export const taskTexts = {
  title: 'Tasks',
  list: 'Task list',
  set: 'Task set',
  search: 'Search tasks',
  searchPlaceholder: 'Search',
  /** "974 tasks", "12 of 974 tasks" */
  found: (found: number, total: number) =>
    found === total ? count(total, 'task') : `${grouped(found)} of ${count(total, 'task')}`,
  /** "7 of 28 solved": by the person. */
  solved: (solved: number, total: number) => `${grouped(solved)} of ${grouped(total)} solved`,
  noMatch: 'No matching tasks. Try fewer words or clear the filter.',
  hasKnownFault: 'The tests have a known fault',

  none: 'No task',
  emptySet: 'This set has no tasks.',
  notInSet: (source: string, id: string) => `${source} has no task ${id}.`,
  goToFirst: 'Go to its first task',
  wasInOwnFile: (id: string) => `Task ${id} is from your own file. Open that file again to see it.`,

  /** Of an address, typed or out of date. */
  unknownSet: (name: string) =>
    `There is no task set “${name}”, so you see the starter tasks. Choose a set under “Task set”.`,
  /** Above the task that stays open. */
  refused: (fileName: string, why: string) => `${fileName} was not opened. ${why}`,

  openFile: 'Open a task file',
  chooseFile: 'Choose file',
  file: 'Task file',
  openOther: 'Open another file',
  rowsSkipped: (rows: number) => `${count(rows, 'row')} skipped`,

  ownCopy: 'If the download is blocked, save the file another way and open your copy here.',
  /** A link to it at its public home. */
  theFile: 'The file at its public home',
  tryAgain: 'Try again',
  downloading: 'Downloading the tasks',
  download: (sizeBytes: number | null) =>
    sizeBytes === null ? 'Download' : `Download ${bytes(sizeBytes)}`,
  /** Whether it is kept is known once it is there. */
  downloadFrom: (host: string) =>
    `From ${host}. The file is verified, and kept for your next visit if this browser allows it.`,
} as const;
