/** Texts about files of tasks: why one gives none, which rows are not valid, why it is not kept. */

import type { FileFault, OtherFile, TaskFault } from '../tasks/task-file.ts';
import type { RowFault } from '../tasks/rows/row-format.ts';
import type { ArchiveFault, KeepFault, TaskSourceFailure } from '../tasks/task-source.ts';
import { mostTasks, mostTests, mostWholeBytes } from '../platform/text-limits.ts';
import { fileKindTexts } from './file-kind-texts.ts';
import { bytes, count, grouped, hostOf } from './format.ts';

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
  const { name, where } = fileKindTexts[is];
  return `This is ${name}, not a file of tasks. ${where}`;
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
    case 'needs-numpy':
      return 'its tests need NumPy, which is not available here. For HumanEval+, open EvalPlus’s own file (HumanEvalPlus.jsonl.gz).';
    case 'empty-id':
      return 'task_id is empty. Give the task a name.';
    case 'duplicate-id':
      return `an earlier task already has the ID ${fault.id}. Give this one another ID.`;
  }
}

/** Of hidden tests in a form that is not read. */
export function unreadScriptsText(tasks: number): string {
  return `The “test” field of ${count(tasks, 'task')} is not read, because it needs NumPy. For hidden tests, open EvalPlus’s own file (MbppPlus.jsonl.gz).`;
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
