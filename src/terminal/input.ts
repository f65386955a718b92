/** What a person gives a command: files and numbers, each fault in a sentence. */

import { readFile } from 'node:fs/promises';
import { wholeText } from '../platform/file-text.ts';
import { isZip } from '../platform/zip-mark.ts';
import { mostWholeBytes, TooLargeError } from '../platform/text-limits.ts';
import { anyOwnSet, isOwnSet, ownSetId } from '../tasks/own-set-id.ts';
import { sha256 } from '../tasks/sha256.ts';
import { otherRows } from '../tasks/rows/other-rows.ts';
import { readTaskFile } from '../tasks/task-file.ts';
import { taskSets } from '../tasks/task-sets.ts';
import type { Task, TaskSetId } from '../tasks/task.ts';
import {
  fileFaultText,
  taskFaultText,
  taskSourceFailureText,
  unreadScriptsText,
} from '../texts/task-file-texts.ts';
import { terminalTexts } from '../texts/terminal-texts.ts';

/** A fault in what the command was given; its message says how to correct it. */
export class InputFault extends Error {}

export function positive(name: string, value: string | undefined): number | null {
  if (value === undefined) return null;
  const number = Number(value);
  if (Number.isInteger(number) && number > 0) return number;
  throw new InputFault(terminalTexts.notPositive(name, value));
}

export async function readText(path: string): Promise<string> {
  return (await readBytes(path)).toString('utf8');
}

export async function readBytes(path: string): Promise<Buffer<ArrayBuffer>> {
  try {
    return await readFile(path);
  } catch {
    throw new InputFault(terminalTexts.unreadable(path));
  }
}

/** A file of tasks and the set it is: a known one where its bytes are the published ones. */
export interface GivenTasks {
  readonly source: TaskSetId;
  /** In the order of the file. */
  readonly tasks: readonly Task[];
}

/** Names the rows that cannot be read. */
export async function readTasks(path: string): Promise<GivenTasks> {
  const bytes = await readBytes(path);
  const archived = isZip(bytes) ? await readArchive(bytes, path) : null;
  if (archived) return archived;
  const text = await wholeText(new Blob([bytes]), mostWholeBytes).catch((error: unknown) => {
    if (!(error instanceof TooLargeError)) throw new InputFault(terminalTexts.damagedGzip(path));
    throw new InputFault(terminalTexts.fileFault(path, fileFaultText({ kind: 'too-large' })));
  });
  const source = (await knownSetWith(bytes)) ?? (await ownSetId(text));
  return { source, tasks: tasksIn(text, source, path) };
}

/** The set whose published archive it is; null where there is no such set. */
async function readArchive(bytes: Buffer<ArrayBuffer>, path: string): Promise<GivenTasks | null> {
  for (const { id, origin } of taskSets) {
    if (origin.kind !== 'archive') continue;
    const reading = await origin.read(new Uint8Array(bytes));
    if (reading.kind === 'rows') return { source: id, tasks: tasksIn(reading.text, id, path) };
    const failure = { kind: 'refused-archive', fileName: path, fault: reading.fault } as const;
    throw new InputFault(terminalTexts.fileFault(path, taskSourceFailureText(failure)));
  }
  return null;
}

/** As the set that a plan is about, whatever its file name. */
export async function readTasksOf(source: TaskSetId, path: string): Promise<readonly Task[]> {
  const given = await readTasks(path);
  if (given.source === source) return given.tasks;
  if (isOwnSet(source) && source !== anyOwnSet) {
    throw new InputFault(terminalTexts.otherTasks(path));
  }
  return given.tasks.map((task) => ({ ...task, source }));
}

/** By its bytes, packed or not as it is published. */
async function knownSetWith(bytes: Uint8Array<ArrayBuffer>): Promise<TaskSetId | null> {
  const hash = await sha256(bytes);
  const known = taskSets.find(
    ({ origin }) => origin.kind === 'published' && origin.sha256 === hash,
  );
  return known?.id ?? null;
}

function tasksIn(text: string, source: TaskSetId, path: string): readonly Task[] {
  // With all forms at hand: a command is bundled as it starts, and can fetch no code later.
  const reading = readTaskFile(text, source, otherRows);
  if (reading.kind === 'refused') {
    throw new InputFault(terminalTexts.fileFault(path, fileFaultText(reading.fault)));
  }
  for (const fault of reading.faults) {
    console.error(terminalTexts.fileFault(path, taskFaultText(fault)));
  }
  if (reading.unreadScripts) {
    console.error(terminalTexts.fileFault(path, unreadScriptsText(reading.unreadScripts)));
  }
  return reading.tasks;
}
