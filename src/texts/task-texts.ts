/** Texts about task sets: what they are, why loading one failed, which rows are invalid. */

import type { FileFault, OtherFile, TaskFault } from '../tasks/task-file.ts';
import type { KnownFault } from '../tasks/known-faults.ts';
import type { RowFault } from '../tasks/row-format.ts';
import { taskSetOf } from '../tasks/task-sets.ts';
import type { ArchiveFault, KeepFault, TaskSourceFailure } from '../tasks/task-source.ts';
import type { TaskSetId } from '../tasks/task.ts';
import { mostTasks, mostTests, mostWholeBytes } from '../platform/text-limits.ts';
import { bytes, count, grouped, hostOf } from './format.ts';

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

export function taskSourceFailureText(failure: TaskSourceFailure): string {
  switch (failure.kind) {
    case 'no-network':
      return `Could not reach ${hostOf(failure.address)}. Check your connection and try again.`;
    case 'http-status':
      return `${hostOf(failure.address)} answered with status ${failure.status} instead of the tasks. Try again later.`;
    case 'hash-mismatch':
      return 'The downloaded file is not the published one, so it was discarded. Try again, or use another network.';
    case 'refused-archive':
      return archiveFaultText(failure.fault);
    case 'unreadable-file':
      return `Could not read ${failure.fileName}. Choose the file again.`;
    case 'refused-file':
      return fileFaultText(failure.fault);
  }
}

export function fileFaultText(fault: FileFault): string {
  switch (fault.kind) {
    case 'empty':
      return 'The file contains no tasks. Choose a file with at least one task.';
    case 'not-text':
      return 'The file is not text. Choose a .jsonl or .json file.';
    case 'not-a-task-file':
      return 'The file contains no tasks Synthpad can read. Each task is a JSON object with task_id, text and test_list.';
    case 'too-large':
      return `The file is too large: at most ${bytes(mostWholeBytes)} unpacked. Split it and open the parts.`;
    case 'too-many-tasks':
      return `The file has too many tasks: at most ${grouped(mostTasks)}. Split it and open the parts.`;
    case 'no-task':
      return fault.rows === 1
        ? `The file contains no task. ${taskFaultText(fault.first)}`
        : `None of the ${grouped(fault.rows)} rows is a task. ${taskFaultText(fault.first)}`;
    case 'other-file':
      return otherFileText(fault.is);
    case 'broken-array':
      return `The JSON array is incomplete or invalid (${fault.detail}). Repair it and open the file again.`;
  }
}

function otherFileText(is: OtherFile): string {
  switch (is) {
    case 'log':
      return 'This is the log of a run, not a file of tasks. Open it on the Evaluation page, under “Import”.';
    case 'plan':
      return 'This is the plan of a run, not a file of tasks. Open it on the Evaluation page, under “Import”.';
    case 'completions':
      return 'This is a file of completions, not of tasks. Open it on the Evaluation page, under “Import”.';
  }
}

export function taskFaultText({ place, fault }: TaskFault): string {
  const name = place.unit === 'line' ? 'Line' : 'Entry';
  return `${name} ${place.number}: ${rowFaultText(fault)}`;
}

function rowFaultText(fault: RowFault): string {
  switch (fault.kind) {
    case 'not-json':
      return `not valid JSON (${fault.detail}).`;
    case 'not-a-row':
      return 'not a JSON object. Write one object with the fields of a task.';
    case 'missing-field':
      return `the field ${fault.field} is missing.`;
    case 'wrong-type':
      return `the field ${fault.field} must be a ${fault.expected}.`;
    case 'no-tests':
      return 'test_list is empty. Add at least one assert.';
    case 'too-many-tests':
      return `too many tests: at most ${mostTests} for one task.`;
    case 'empty-id':
      return 'task_id is empty. Give the task a name.';
    case 'duplicate-id':
      return `an earlier task already has the id ${fault.id}. Give this one another id.`;
  }
}

export function keepFaultText(fault: KeepFault, isOwn: boolean): string {
  if (isOwn) {
    return fault === 'storage-full'
      ? 'The browser’s storage is full, so you will have to open the file again next time.'
      : 'The browser keeps nothing for this page, so you will have to open the file again next time.';
  }
  switch (fault) {
    case 'storage-full':
      return 'The browser’s storage is full, so the tasks will be downloaded again next time.';
    case 'storage-refused':
      return 'The browser does not store anything for this page, so the tasks will be downloaded again next time.';
  }
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

function archiveFaultText(fault: ArchiveFault): string {
  switch (fault) {
    case 'not-a-zip':
      return 'This is not a whole zip archive. The download may have broken off: try again.';
    case 'damaged':
      return 'A file in the archive is damaged: it is not as it was packed. Download it again.';
    case 'other-contents':
      return 'The archive does not contain MathQA’s problems (train.json, dev.json and test.json).';
    case 'too-large':
      return 'The archive contains more than can be read. It is not MathQA’s.';
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
  tryAgain: 'Try again',
  downloading: 'Downloading the tasks',
  download: (sizeBytes: number | null) =>
    sizeBytes === null ? 'Download' : `Download ${bytes(sizeBytes)}`,
  /** Whether it is kept is known once it is there. */
  downloadFrom: (host: string) =>
    `From ${host}. The file is verified, and kept for your next visit if this browser allows it.`,
} as const;
