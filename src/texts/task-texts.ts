/** Sentences about sets of tasks: what they are, how getting one failed, which rows are bad. */

import type { FileFault, TaskFault } from '../tasks/task-file.ts';
import type { KnownFault } from '../tasks/known-faults.ts';
import type { RowFault } from '../tasks/row-format.ts';
import { taskSetOf } from '../tasks/task-sets.ts';
import type { KeepFault, TaskSourceFailure } from '../tasks/task-source.ts';
import type { TaskSetId } from '../tasks/task.ts';
import { hostOf } from './format.ts';

/** Of a person's own the page may know the file's name; this is for where it does not. */
export function sourceName(source: TaskSetId): string {
  return taskSetOf(source)?.name ?? 'A file of your own';
}

export const openFileText = 'A file of your own…';

export function sourceDescription(source: TaskSetId): string {
  return (
    taskSetOf(source)?.description ??
    'JSON Lines or a JSON array with the fields of MBPP, or MBPP+ as published. It is read here, kept in this browser and sent nowhere.'
  );
}

export function taskSourceFailureText(failure: TaskSourceFailure): string {
  switch (failure.kind) {
    case 'no-network':
      return `${hostOf(failure.address)} could not be reached. Check the connection and try again.`;
    case 'http-status':
      return `${hostOf(failure.address)} answered with status ${failure.status} instead of the tasks. Try again later.`;
    case 'hash-mismatch':
      return 'What arrived is not the published file, so it was thrown away. Try again; another network may help.';
    case 'unreadable-file':
      return `${failure.fileName} could not be read. Choose the file again.`;
    case 'refused-file':
      return fileFaultText(failure.fault);
  }
}

export function fileFaultText(fault: FileFault): string {
  switch (fault.kind) {
    case 'empty':
      return 'The file holds no tasks. Choose one with at least one task in it.';
    case 'not-text':
      return 'The file is not text. Choose a .jsonl or .json file.';
    case 'not-a-task-file':
      return 'The file holds no tasks Synthpad can read. Each task is a JSON object with task_id, text and test_list.';
    case 'broken-array':
      return `The JSON array breaks off or has a fault (${fault.detail}). Repair it and open the file again.`;
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
    case 'empty-id':
      return 'task_id is empty. Give the task a name.';
    case 'duplicate-id':
      return `the id ${fault.id} is taken by an earlier task. Give it another.`;
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
      return 'The browser keeps nothing for this page, so the tasks will be downloaded again next time.';
  }
}

/** What is wrong with the tests of a task of MBPP, as published. */
export function knownFaultText(fault: KnownFault): string {
  switch (fault) {
    case 'half-compared':
      return 'Known fault: a comma turns half of an expected value into the assert’s message, so only the first half is compared.';
    case 'unnamed-sentence':
      return 'Known fault: the tests expect certain words, of which the statement says nothing. Read them off the tests.';
    case 'value-as-text':
      return 'Known fault: the tests expect the text of a value, in quotes, where the statement suggests the value itself.';
    case 'more-than-asked':
      return 'Known fault: the tests expect more than the statement asks for. Read it off the tests.';
    case 'rough-pi':
      return 'Known fault: the tests expect every digit of a calculation with a rough value of pi.';
    case 'sets-disagree':
      return 'Known fault: MBPP and its sanitized set expect different values of this task.';
    case 'wrong-value':
      return 'Known fault: an expected value is not what the statement asks for.';
  }
}
