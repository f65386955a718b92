/** What a person gives a command: files and numbers, each fault in a sentence. */

import { readFile } from 'node:fs/promises';
import { wholeText } from '../platform/file-text.ts';
import { isMbppPlus, readMbppPlus } from '../tasks/mbpp-plus.ts';
import { readTaskFile } from '../tasks/task-file.ts';
import type { Task, TaskSourceId } from '../tasks/task.ts';

/** What a person can mend; its message says how. */
export class InputFault extends Error {}

export function positive(name: string, value: string | undefined): number | null {
  if (value === undefined) return null;
  const number = Number(value);
  if (Number.isInteger(number) && number > 0) return number;
  throw new InputFault(`${name} has to be a whole number above 0, not ${value}.`);
}

export async function readText(path: string): Promise<string> {
  return (await readBytes(path)).toString('utf8');
}

export async function readBytes(path: string): Promise<Buffer<ArrayBuffer>> {
  try {
    return await readFile(path);
  } catch {
    throw new InputFault(`${path} cannot be read: is the path right?`);
  }
}

/** Names the rows that cannot be read, and gives the others in the order of the file. */
export async function readTasks(path: string, source: TaskSourceId): Promise<readonly Task[]> {
  const text = await wholeText(new Blob([await readBytes(path)])).catch(() => {
    throw new InputFault(`${path} is damaged: it begins as gzip does, and cannot be unpacked.`);
  });
  const reading = isMbppPlus(text) ? readMbppPlus(text) : readTaskFile(text, source);
  if (reading.kind === 'refused') {
    throw new InputFault(`${path} holds no tasks in the form of MBPP or MBPP+.`);
  }
  for (const { place, fault } of reading.faults) {
    console.error(`${path}, ${place.unit} ${place.number}: ${fault.kind}.`);
  }
  return reading.tasks.map((task) => ({ ...task, source }));
}
