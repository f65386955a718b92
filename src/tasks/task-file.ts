/**
 * A file of tasks as text: JSON Lines or one JSON array. Good rows load and every bad one is
 * named by its place; the meaning of a row belongs to its form, the sentences to the page.
 */

import { atOnce, inTurns } from '../platform/in-turns.ts';
import { isObject } from '../platform/json-values.ts';
import { readPythonJson } from '../platform/python-json.ts';
import { mostTasks, mostTests } from '../platform/text-limits.ts';
import { faultyRow, type RowFault, type RowReading } from './rows/row-format.ts';
import { rowFormats } from './task-sets.ts';
import { testCountOf, type Task, type TaskSetId } from './task.ts';

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
  /** There are rows, and none of them is a task. */
  | { readonly kind: 'no-task'; readonly rows: number; readonly first: TaskFault }
  /** It says itself that it is something else. */
  | { readonly kind: 'other-file'; readonly is: OtherFile }
  | { readonly kind: 'too-large' | 'too-many-tasks' }
  | { readonly kind: 'broken-array'; readonly detail: string };

/** What a file may be that was taken for tasks. */
export type OtherFile = 'study' | 'log' | 'plan' | 'completions';

export type TaskFileReading =
  | {
      readonly kind: 'tasks';
      readonly tasks: readonly Task[];
      readonly faults: readonly TaskFault[];
      /** How many have hidden tests that are not read, as Hugging Face's copy of MBPP+ has them. */
      readonly unreadScripts?: number;
    }
  | { readonly kind: 'refused'; readonly fault: FileFault };

/** In characters: what is read at once within a few milliseconds. */
const shortLength = 200_000;

interface Row {
  readonly place: RowPlace;
  readonly value: unknown;
  /** Its line as it stands; null for an entry of an array. */
  readonly text: string | null;
  readonly syntaxError: string | null;
}

/** Rows of a text that is neither lines nor a list; null where it has none. */
type OtherRows = (text: string) => readonly unknown[] | null;

/**
 * Never throws, whatever the text. Tasks keep the order of the file. `otherRows` reads the rarer forms
 * (`other-rows`), which the page fetches late.
 */
export function readTaskFile(
  text: string,
  source: TaskSetId,
  otherRows: OtherRows = () => null,
): TaskFileReading {
  const usual = atOnce(reading(text, source));
  const rows = isOtherForm(usual) ? otherRows(withoutMark(text)) : null;
  return rows ? atOnce(readRows(rows.map(entryRow), source, mostTests)) : usual;
}

/** The same with all forms, for a text that may be long: the page answers meanwhile. */
export async function readTaskFileInTurns(
  text: string,
  source: TaskSetId,
  testLimit = mostTests,
): Promise<TaskFileReading> {
  const usual = await inTurns(reading(text, source, testLimit, await longListIn(text)));
  if (!isOtherForm(usual)) return usual;
  const { otherRows } = await import('./rows/other-rows.ts');
  const rows = otherRows(withoutMark(text));
  return rows ? inTurns(readRows(rows.map(entryRow), source, testLimit)) : usual;
}

function isOtherForm(usual: TaskFileReading): boolean {
  return usual.kind === 'refused' && ['not-a-task-file', 'no-task'].includes(usual.fault.kind);
}

/** Of a file that is kept on this device: what an earlier version took, this one takes as well. */
export function readKeptTaskFile(text: string, source: TaskSetId): Promise<TaskFileReading> {
  return readTaskFileInTurns(text, source, Infinity);
}

/** Lines are short, and a list is seldom long: a chunk of its own reads that. Null of any other. */
async function longListIn(text: string): Promise<Parsed | null> {
  const content = withoutMark(text);
  if (content.length <= shortLength || !isList(content)) return null;
  const { readJson } = await import('../platform/long-json.ts');
  return inTurns(readJson(content, readPythonJson)).then(
    (value) => ({ value, syntaxError: null }),
    (error: unknown) => ({ value: undefined, syntaxError: messageOf(error) }),
  );
}

function* reading(
  text: string,
  source: TaskSetId,
  testLimit = mostTests,
  longList: Parsed | null = null,
): Generator<void, TaskFileReading> {
  const content = withoutMark(text);
  if (content.trim() === '') return refused({ kind: 'empty' });
  if (content.includes('\0')) return refused({ kind: 'not-text' });
  if (isList(content)) return yield* readArray(longList ?? parse(content), source, testLimit);
  const lines = yield* lineRows(content);
  // One row over several lines has none that is whole before its last.
  const areLines = lines.length > 1 && lines[0]?.syntaxError === null;
  const whole = areLines ? null : parse(content);
  if (whole?.syntaxError === null) {
    return yield* readSingle(whole.value, content.trim(), source, testLimit);
  }
  const hasRows = lines.some((row) => isObject(row.value));
  return hasRows ? yield* readRows(lines, source, testLimit) : refused({ kind: 'not-a-task-file' });
}

function* readArray(
  { value, syntaxError }: Parsed,
  source: TaskSetId,
  testLimit: number,
): Generator<void, TaskFileReading> {
  if (syntaxError !== null) return refused({ kind: 'broken-array', detail: syntaxError });
  if (!Array.isArray(value)) return refused({ kind: 'not-a-task-file' });
  if (value.length === 0) return refused({ kind: 'empty' });
  if (value.length > mostTasks) return refused({ kind: 'too-many-tasks' });
  return yield* readRows(value.map(entryRow), source, testLimit);
}

/** A file with one row is valid JSON as a whole, and so is many a file about something else. */
function* readSingle(
  value: unknown,
  text: string,
  source: TaskSetId,
  testLimit: number,
): Generator<void, TaskFileReading> {
  if (!isObject(value) || !isMeantAsRow(value)) return refused({ kind: 'not-a-task-file' });
  const place = { unit: 'line', number: 1 } as const;
  return yield* readRows([{ place, value, text, syntaxError: null }], source, testLimit);
}

function isMeantAsRow(value: object): boolean {
  const isOfForm = rowFormats.slice(0, -1).some((format) => format.fits(value));
  return isOfForm || 'task_id' in value || 'test_list' in value;
}

function* readRows(
  rows: readonly Row[],
  source: TaskSetId,
  testLimit: number,
): Generator<void, TaskFileReading> {
  if (rows.length > mostTasks) return refused({ kind: 'too-many-tasks' });
  const tasks = new Map<string, Task>();
  const faults: TaskFault[] = [];
  let unreadScripts = 0;
  for (const { place, value, text, syntaxError } of rows) {
    yield;
    if (syntaxError !== null) {
      faults.push({ place, fault: { kind: 'not-json', detail: syntaxError } });
      continue;
    }
    const reading = readRow(value, text, source, testLimit);
    if (reading.kind === 'fault') {
      faults.push({ place, fault: reading.fault });
    } else if (tasks.has(reading.task.id)) {
      faults.push({ place, fault: { kind: 'duplicate-id', id: reading.task.id } });
    } else {
      tasks.set(reading.task.id, reading.task);
      if (hasScript(value)) unreadScripts++;
    }
  }
  const [first] = faults;
  if (tasks.size === 0 && first) return refused({ kind: 'no-task', rows: rows.length, first });
  const unread = unreadScripts > 0 ? { unreadScripts } : {};
  return { kind: 'tasks', tasks: [...tasks.values()], faults, ...unread };
}

/** Beside the asserts of MBPP+: its hidden inputs and a loop over them, which needs NumPy. */
function hasScript(value: unknown): boolean {
  return isObject(value) && 'test_list' in value && 'test' in value && Boolean(value.test);
}

/** The form is told row by row: a file may mix them. */
function readRow(
  value: unknown,
  text: string | null,
  source: TaskSetId,
  testLimit: number,
): RowReading {
  const format = isObject(value) && rowFormats.find((each) => each.fits(value));
  if (!format) return faultyRow({ kind: 'not-a-row' });
  const reading = format.read(value, text, source);
  return reading.kind === 'task' && testCountOf(reading.task) > testLimit
    ? faultyRow({ kind: 'too-many-tests' })
    : reading;
}

function* lineRows(content: string): Generator<void, Row[]> {
  const rows: Row[] = [];
  let number = 0;
  for (const line of linesIn(content)) {
    yield;
    number++;
    if (line.trim() === '') continue;
    const place = { unit: 'line', number } as const;
    rows.push({ place, text: line, ...parse(line) });
  }
  return rows;
}

/** With the line ends of any system. */
function* linesIn(text: string): Generator<string> {
  for (let from = 0; from <= text.length;) {
    const found = text.indexOf('\n', from);
    const end = found < 0 ? text.length : found;
    yield* text.slice(from, end).replace(/\r$/, '').split('\r');
    from = end + 1;
  }
}

function entryRow(value: unknown, index: number): Row {
  return { place: { unit: 'entry', number: index + 1 }, value, text: null, syntaxError: null };
}

interface Parsed {
  readonly value: unknown;
  /** What is wrong; null where nothing is. */
  readonly syntaxError: string | null;
}

function parse(text: string): Parsed {
  try {
    return { value: readPythonJson(text), syntaxError: null };
  } catch (error) {
    return { value: undefined, syntaxError: messageOf(error) };
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function withoutMark(text: string): string {
  return text.replace(/^\uFEFF/, '');
}

function isList(content: string): boolean {
  return content.trimStart().startsWith('[');
}

function refused(fault: FileFault): TaskFileReading {
  return { kind: 'refused', fault };
}
