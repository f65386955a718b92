/**
 * A file of tasks as text: JSON Lines or one JSON array. Good rows load and every bad one is
 * named by its place; the meaning of a row belongs to `task-row`, the sentences to the page.
 */

import { readTaskRow, type RowFault } from './task-row.ts';
import type { Task, TaskSourceId } from './task.ts';

/** Counted from 1: lines of JSON Lines as an editor counts them, entries of a JSON array. */
export interface RowPlace {
  readonly unit: 'line' | 'entry';
  readonly number: number;
}

export interface TaskFault {
  readonly place: RowPlace;
  readonly fault: RowFault;
}

/** Why a file as a whole gives no tasks. */
export type FileFault =
  | { readonly kind: 'empty' }
  | { readonly kind: 'not-text' }
  | { readonly kind: 'not-a-task-file' }
  | { readonly kind: 'broken-array'; readonly detail: string };

export type TaskFileReading =
  | {
      readonly kind: 'tasks';
      readonly tasks: readonly Task[];
      readonly faults: readonly TaskFault[];
    }
  | { readonly kind: 'refused'; readonly fault: FileFault };

interface Row {
  readonly place: RowPlace;
  readonly value: unknown;
  readonly syntaxError: string | null;
}

/** Never throws, whatever the text. Tasks keep the order of the file. */
export function readTaskFile(text: string, source: TaskSourceId): TaskFileReading {
  const content = text.replace(/^\uFEFF/, '');
  if (content.trim() === '') return refused({ kind: 'empty' });
  if (content.includes('\0')) return refused({ kind: 'not-text' });
  const whole = parse(content);
  if (Array.isArray(whole.value)) {
    if (whole.value.length === 0) return refused({ kind: 'empty' });
    return readRows(whole.value.map(entryRow), source);
  }
  if (whole.syntaxError === null) return readSingle(whole.value, source);
  if (content.trimStart().startsWith('[')) {
    return refused({ kind: 'broken-array', detail: whole.syntaxError });
  }
  const lines = lineRows(content);
  const hasRows = lines.some((row) => isObject(row.value));
  return hasRows ? readRows(lines, source) : refused({ kind: 'not-a-task-file' });
}

/** A file with one row is valid JSON as a whole, and so is many a file about something else. */
function readSingle(value: unknown, source: TaskSourceId): TaskFileReading {
  const isRow = isObject(value) && ('task_id' in value || 'test_list' in value);
  if (!isRow) return refused({ kind: 'not-a-task-file' });
  return readRows([{ place: { unit: 'line', number: 1 }, value, syntaxError: null }], source);
}

function readRows(rows: readonly Row[], source: TaskSourceId): TaskFileReading {
  const tasks = new Map<string, Task>();
  const faults: TaskFault[] = [];
  for (const { place, value, syntaxError } of rows) {
    if (syntaxError !== null) {
      faults.push({ place, fault: { kind: 'not-json', detail: syntaxError } });
      continue;
    }
    const reading = readTaskRow(value, source);
    if (reading.kind === 'fault') {
      faults.push({ place, fault: reading.fault });
    } else if (tasks.has(reading.task.id)) {
      faults.push({ place, fault: { kind: 'duplicate-id', id: reading.task.id } });
    } else {
      tasks.set(reading.task.id, reading.task);
    }
  }
  return { kind: 'tasks', tasks: [...tasks.values()], faults };
}

function lineRows(content: string): Row[] {
  return content.split(/\r\n?|\n/).flatMap((line, index) => {
    if (line.trim() === '') return [];
    return [{ place: { unit: 'line' as const, number: index + 1 }, ...parse(line) }];
  });
}

function entryRow(value: unknown, index: number): Row {
  return { place: { unit: 'entry', number: index + 1 }, value, syntaxError: null };
}

function parse(text: string): { value: unknown; syntaxError: string | null } {
  try {
    return { value: JSON.parse(text) as unknown, syntaxError: null };
  } catch (error) {
    return {
      value: undefined,
      syntaxError: error instanceof Error ? error.message : String(error),
    };
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refused(fault: FileFault): TaskFileReading {
  return { kind: 'refused', fault };
}
