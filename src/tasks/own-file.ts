/**
 * A file of the person's own, read in the tab and sent nowhere: MBPP in either form, or MBPP+ with
 * its hidden inputs, as text or packed with gzip.
 */

import { wholeText } from '../platform/file-text.ts';
import { isMbppPlus, readMbppPlus } from './mbpp-plus.ts';
import { readTaskFile } from './task-file.ts';
import { TaskSourceError, type TaskSet } from './task-source.ts';

/** Rejects with a `TaskSourceError` where the file cannot be read or holds no tasks at all. */
export async function readOwnFile(file: File): Promise<TaskSet> {
  const text = await textOf(file);
  const reading = isMbppPlus(text) ? readMbppPlus(text) : readTaskFile(text, 'own-file');
  if (reading.kind === 'refused') {
    throw new TaskSourceError({
      kind: 'refused-file',
      fileName: file.name,
      fault: reading.fault,
    });
  }
  const { tasks, faults } = reading;
  return { source: 'own-file', tasks, faults, keepFault: null };
}

async function textOf(file: File): Promise<string> {
  try {
    return await wholeText(file);
  } catch (error) {
    // A folder, a file that was moved after it was chosen, or damaged gzip.
    const failure = { kind: 'unreadable-file' as const, fileName: file.name };
    throw new TaskSourceError(failure, { cause: error });
  }
}
