/**
 * A file of tasks as text: JSON Lines or one JSON array. Good rows load and every bad one is
 * named by its place; the meaning of a row belongs to its form, the sentences to the page.
 */

import { faultyRow, type RowFault, type RowReading } from './row-format.ts';
import { rowFormats } from './task-sets.ts';
import type { Task, TaskSetId } from './task.ts';

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
  /** Its line as it stands; null for an entry of an array. */
  readonly text: string | null;
  readonly syntaxError: string | null;
}

/** Never throws, whatever the text. Tasks keep the order of the file. */
export function readTaskFile(text: string, source: TaskSetId): TaskFileReading {
  const content = text.replace(/^\uFEFF/, '');
  if (content.trim() === '') return refused({ kind: 'empty' });
  if (content.includes('\0')) return refused({ kind: 'not-text' });
  const whole = parse(content);
  if (Array.isArray(whole.value)) {
    if (whole.value.length === 0) return refused({ kind: 'empty' });
    return readRows(whole.value.map(entryRow), source);
  }
  if (whole.syntaxError === null) return readSingle(whole.value, content.trim(), source);
  if (content.trimStart().startsWith('[')) {
    return refused({ kind: 'broken-array', detail: whole.syntaxError });
  }
  const lines = lineRows(content);
  const hasRows = lines.some((row) => isObject(row.value));
  return hasRows ? readRows(lines, source) : refused({ kind: 'not-a-task-file' });
}

/** A file with one row is valid JSON as a whole, and so is many a file about something else. */
function readSingle(value: unknown, text: string, source: TaskSetId): TaskFileReading {
  if (!isObject(value) || !isMeantAsRow(value)) return refused({ kind: 'not-a-task-file' });
  const place = { unit: 'line', number: 1 } as const;
  return readRows([{ place, value, text, syntaxError: null }], source);
}

function isMeantAsRow(value: object): boolean {
  const isOfForm = rowFormats.slice(0, -1).some((format) => format.fits(value));
  return isOfForm || 'task_id' in value || 'test_list' in value;
}

function readRows(rows: readonly Row[], source: TaskSetId): TaskFileReading {
  const tasks = new Map<string, Task>();
  const faults: TaskFault[] = [];
  for (const { place, value, text, syntaxError } of rows) {
    if (syntaxError !== null) {
      faults.push({ place, fault: { kind: 'not-json', detail: syntaxError } });
      continue;
    }
    const reading = readRow(value, text, source);
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

/** The form is told row by row: a file may mix them. */
function readRow(value: unknown, text: string | null, source: TaskSetId): RowReading {
  const format = isObject(value) && rowFormats.find((each) => each.fits(value));
  return format ? format.read(value, text, source) : faultyRow({ kind: 'not-a-row' });
}

function lineRows(content: string): Row[] {
  return content.split(/\r\n?|\n/).flatMap((line, index) => {
    if (line.trim() === '') return [];
    return [{ place: { unit: 'line' as const, number: index + 1 }, text: line, ...parse(line) }];
  });
}

function entryRow(value: unknown, index: number): Row {
  return { place: { unit: 'entry', number: index + 1 }, value, text: null, syntaxError: null };
}

function parse(text: string): { value: unknown; syntaxError: string | null } {
  try {
    return { value: JSON.parse(withoutBareNumbers(text)) as unknown, syntaxError: null };
  } catch (error) {
    return {
      value: undefined,
      syntaxError: error instanceof Error ? error.message : String(error),
    };
  }
}

/** Python writes infinities and NaN as no JSON has them; where they stand, Python reads them. */
function withoutBareNumbers(text: string): string {
  if (!/Infinity|NaN/.test(text)) return text;
  return text.replace(/"(?:[^"\\]|\\.)*"|-?Infinity|NaN/g, (found) =>
    found.startsWith('"') ? found : 'null',
  );
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refused(fault: FileFault): TaskFileReading {
  return { kind: 'refused', fault };
}
