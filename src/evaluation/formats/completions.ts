/**
 * Files of completions made elsewhere: human-eval and EvalPlus samples, one JSON object per line,
 * bigcode's generations, one list per task in the order of a task set, and CRUXEval's, one list per
 * task by its id. Any of them may be gzip. Owns their reading; which run they become belongs to
 * `imported-run`.
 */

import { linesOf, textPieces, wholeText } from '../../platform/file-text.ts';
import { inTurns } from '../../platform/in-turns.ts';
import { readJson } from '../../platform/long-json.ts';
import { mostCompletionsBytes, mostWholeBytes, TooLargeError } from '../../platform/text-limits.ts';
import { splitTaskId } from '../../tasks/row-format.ts';
import type { RowPlace } from '../../tasks/task-file.ts';

export interface Completion {
  /** As in `Task`, without a harness's prefix. */
  readonly taskId: string;
  /** As the file has it. */
  readonly writtenTaskId: string | number;
  /** What a harness put before the id: "Mbpp" of "Mbpp/2"; "" where nothing is. */
  readonly idPrefix: string;
  readonly program: string;
}

/** What is wrong with one line, or one entry of an array. */
export type CompletionFaultKind =
  | 'not-json'
  | 'too-long'
  | 'not-an-object'
  | 'no-task-id'
  | 'no-completion'
  | 'not-a-list-of-texts';

export interface CompletionFault {
  readonly place: RowPlace;
  readonly kind: CompletionFaultKind;
}

export type CompletionsReading =
  | {
      readonly kind: 'samples';
      /** In the order of the file. */
      readonly completions: readonly Completion[];
      readonly faults: readonly CompletionFault[];
    }
  | {
      readonly kind: 'generations';
      /** One list per task, in the order of a set that the file does not name. */
      readonly lists: readonly (readonly string[])[];
      readonly faults: readonly CompletionFault[];
    }
  | { readonly kind: 'refused'; readonly fault: CompletionsRefusal };

/**
 * `not-text`: neither UTF-8 nor gzip of it. `broken-array`: begins as a list, is no JSON.
 * `too-large`: unpacks to more than can be read.
 */
export type CompletionsRefusal = 'not-text' | 'broken-array' | 'too-large';

/** Never throws, whatever the file. Each good line loads, and every bad one is named. */
export async function readCompletions(file: Blob): Promise<CompletionsReading> {
  try {
    return await readLines(file);
  } catch (error) {
    const isTooLarge = error instanceof TooLargeError;
    return { kind: 'refused', fault: isTooLarge ? 'too-large' : 'not-text' };
  }
}

async function readLines(file: Blob): Promise<CompletionsReading> {
  const completions: Completion[] = [];
  const faults: CompletionFault[] = [];
  let number = 0;
  let isBegun = false;
  for await (const line of linesOf(textPieces(file, mostCompletionsBytes))) {
    number++;
    if (line === null) {
      faults.push({ place: { unit: 'line', number }, kind: 'too-long' });
      continue;
    }
    const text = number === 1 ? line.replace(/^\uFEFF/, '') : line;
    if (text.trim() === '') continue;
    if (!isBegun && text.trimStart().startsWith('[')) {
      const array = await readArray(file);
      if (array) return array;
    }
    if (!isBegun && /^\s*\{\s*("[^"]*"\s*:\s*\[|$)/.test(text)) {
      const object = await readObject(file);
      if (object) return object;
    }
    isBegun = true;
    const completion = readLine(text);
    if (typeof completion !== 'string') completions.push(completion);
    else faults.push({ place: { unit: 'line', number }, kind: completion });
  }
  return { kind: 'samples', completions, faults };
}

/** Null where the first line is a value of its own, so that the file is one of lines. */
async function readArray(file: Blob): Promise<CompletionsReading | null> {
  const pieces: string[] = [];
  for await (const piece of textPieces(file, mostWholeBytes)) pieces.push(piece);
  const text = pieces.join('');
  const content = text.replace(/^\uFEFF/, '');
  const rows = await inTurns(readJson(content)).catch(() => undefined);
  if (!Array.isArray(rows)) {
    const [firstLine = ''] = text.trimStart().split('\n');
    return parsed(firstLine) === undefined ? { kind: 'refused', fault: 'broken-array' } : null;
  }
  const areLists = rows.some(Array.isArray) || rows.length === 0;
  return areLists ? readLists(rows) : inTurns(readRows(rows));
}

/** CRUXEval's `generations.json`; null where the file is none. */
async function readObject(file: Blob): Promise<CompletionsReading | null> {
  const text = (await wholeText(file, mostWholeBytes)).replace(/^\uFEFF/, '');
  const lists = await inTurns(readJson(text)).catch(() => undefined);
  if (typeof lists !== 'object' || lists === null || 'task_id' in lists) return null;
  const completions: Completion[] = [];
  const faults: CompletionFault[] = [];
  for (const [index, [id, list]] of Object.entries(lists).entries()) {
    if (!isTexts(list)) {
      faults.push({ place: { unit: 'entry', number: index + 1 }, kind: 'not-a-list-of-texts' });
      continue;
    }
    const { prefix, id: taskId } = splitTaskId(id);
    const named = { taskId, writtenTaskId: id, idPrefix: prefix };
    completions.push(...list.map((program) => ({ ...named, program })));
  }
  return { kind: 'samples', completions, faults };
}

function isTexts(list: unknown): list is string[] {
  return Array.isArray(list) && list.every((each) => typeof each === 'string');
}

/** bigcode's `generations.json`. A list with a fault keeps its place, empty. */
function readLists(rows: readonly unknown[]): CompletionsReading {
  const faults: CompletionFault[] = [];
  const lists = rows.map((row, index) => {
    if (isTexts(row)) return row;
    faults.push({ place: { unit: 'entry', number: index + 1 }, kind: 'not-a-list-of-texts' });
    return [];
  });
  return { kind: 'generations', lists, faults };
}

/** The rows of JSON Lines, written as one array. */
function* readRows(rows: readonly unknown[]): Generator<void, CompletionsReading> {
  const completions: Completion[] = [];
  const faults: CompletionFault[] = [];
  for (const [index, row] of rows.entries()) {
    yield;
    const completion = readRow(row);
    if (typeof completion !== 'string') completions.push(completion);
    else faults.push({ place: { unit: 'entry', number: index + 1 }, kind: completion });
  }
  return { kind: 'samples', completions, faults };
}

function readLine(line: string): Completion | CompletionFaultKind {
  const row = parsed(line);
  return row === undefined ? 'not-json' : readRow(row);
}

/** The completion, or what is wrong with the row. */
function readRow(row: unknown): Completion | CompletionFaultKind {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return 'not-an-object';
  const { task_id, solution, completion } = row as Record<string, unknown>;
  if (typeof task_id !== 'string' && typeof task_id !== 'number') return 'no-task-id';
  const program = solution ?? completion;
  if (typeof program !== 'string') return 'no-completion';
  const { prefix, id } = splitTaskId(task_id);
  return { taskId: id, writtenTaskId: task_id, idPrefix: prefix, program };
}

/** Undefined where the text is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Completions by task: those of generations go to the tasks in their order, as far as there are
 * any.
 */
export function completionsFor(
  reading: Exclude<CompletionsReading, { kind: 'refused' }>,
  taskIds: readonly string[],
): readonly Completion[] {
  if (reading.kind === 'samples') return reading.completions;
  return reading.lists.flatMap((list, index) => {
    const taskId = taskIds[index];
    if (taskId === undefined) return [];
    return list.map((program) => ({ taskId, writtenTaskId: taskId, idPrefix: '', program }));
  });
}
