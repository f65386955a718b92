/**
 * Files of completions made elsewhere: human-eval and EvalPlus samples, one JSON object per line,
 * bigcode's generations, one list per task in the order of a task set, and CRUXEval's, one list per
 * task by its id. Any of them may be gzip. Owns their reading; which run they become belongs to
 * `imported-run`.
 */

import { linesOf, textPieces } from '../../platform/file-text.ts';
import { inTurns } from '../../platform/in-turns.ts';
import { isObject, jsonIn, objectTexts, type Fields } from '../../platform/json-values.ts';
import { readJson } from '../../platform/long-json.ts';
import { readPythonJson } from '../../platform/python-json.ts';
import { mostCompletionsBytes, mostWholeBytes, TooLargeError } from '../../platform/text-limits.ts';
import type { ExtractionWay } from '../../synthesis/extraction-way.ts';
import type { RowPlace } from '../../tasks/task-file.ts';
import {
  completionOf,
  isTexts,
  readRow,
  type Completion,
  type CompletionFaultKind,
} from './completion-rows.ts';
import { readCsv } from '../../platform/csv-reading.ts';
import {
  foreignBytes,
  foreignBytesSeen,
  foreignObject,
  type ForeignFormat,
} from './foreign-file.ts';

export type { Completion, CompletionFaultKind } from './completion-rows.ts';

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
      /**
       * Of lm-evaluation-harness, which writes a sample once for each of its filters, where there is
       * more than one: the first was read.
       */
      readonly filters?: readonly string[];
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
 * `too-large`: unpacks to more than can be read. Others are formats that are not read.
 */
export type CompletionsRefusal =
  'not-text' | 'empty' | 'broken-array' | 'too-large' | ForeignFormat | UnreadableRows;

/** A list where rows are expected, none of which is one. */
export interface UnreadableRows {
  readonly kind: 'no-row';
  /** Of the list in the file. */
  readonly name: string;
  readonly rows: number;
  /** What is wrong with the first; null of an empty list. */
  readonly first: CompletionFaultKind | null;
}

/**
 * Never throws, whatever the file. Each good line loads, and every bad one is named. `way` is how the
 * completions will be taken: all but `given` read a model's own words.
 */
export async function readCompletions(
  file: Blob,
  way: ExtractionWay = 'given',
): Promise<CompletionsReading> {
  try {
    const foreign = foreignBytes(
      new Uint8Array(await file.slice(0, foreignBytesSeen).arrayBuffer()),
    );
    const reading: CompletionsReading = foreign
      ? { kind: 'refused', fault: foreign }
      : await readLines(file, way !== 'given');
    return isEmpty(reading) ? { kind: 'refused', fault: 'empty' } : reading;
  } catch (error) {
    const isTooLarge = error instanceof TooLargeError;
    return { kind: 'refused', fault: isTooLarge ? 'too-large' : 'not-text' };
  }
}

/** Neither anything to take nor anything that is wrong. */
function isEmpty(reading: CompletionsReading): boolean {
  if (reading.kind === 'refused' || reading.faults.length > 0) return false;
  return reading.kind === 'samples' ? reading.completions.length === 0 : reading.lists.length === 0;
}

async function readLines(file: Blob, areReplies: boolean): Promise<CompletionsReading> {
  const rows = new Rows(areReplies);
  let number = 0;
  let isBegun = false;
  for await (const line of linesOf(textPieces(file, mostCompletionsBytes))) {
    number++;
    const place = { unit: 'line', number } as const;
    if (line === null) {
      rows.faults.push({ place, kind: 'too-long' });
      continue;
    }
    const text = number === 1 ? line.replace(/^\uFEFF/, '') : line;
    if (text.trim() === '') continue;
    if (!isBegun && text.includes('\0')) return { kind: 'refused', fault: 'not-text' };
    if (!isBegun && !isRowAlone(text)) {
      const whole = await readWhole(file, areReplies);
      if (whole) return whole;
    }
    isBegun = true;
    rows.add(jsonIn(text), place);
  }
  return rows.reading();
}

/** Whether a first line is a row of many, and not the beginning of something longer. */
function isRowAlone(text: string): boolean {
  const value = jsonIn(text);
  return isObject(value) && typeof readRow(value) !== 'string';
}

/** Null where each line is to be read by itself. */
async function readWhole(file: Blob, areReplies: boolean): Promise<CompletionsReading | null> {
  const pieces: string[] = [];
  for await (const piece of textPieces(file, mostWholeBytes)) pieces.push(piece);
  const text = pieces.join('').replace(/^\uFEFF/, '');
  const table = readCsv(text, 'task_id');
  if (table) return inTurns(readRows(table, areReplies));
  const whole = await inTurns(readJson(text, readPythonJson)).catch(() => undefined);
  const [first = ''] = text.trimStart().split('\n');
  if (whole === undefined && text.trimStart().startsWith('[') && jsonIn(first) === undefined) {
    return { kind: 'refused', fault: 'broken-array' };
  }
  if (whole !== undefined) return readValue(whole, areReplies);
  // One object after the other, each over several lines.
  const parts = jsonIn(first) === undefined ? objectTexts(text) : [];
  const values = parts.map(jsonIn);
  return parts.length > 1 && values.every(isObject) ? inTurns(readRows(values, areReplies)) : null;
}

/** A file that is one value. */
async function readValue(value: unknown, areReplies: boolean): Promise<CompletionsReading | null> {
  if (Array.isArray(value)) {
    const areLists = value.some(Array.isArray) || value.length === 0;
    return areLists ? readLists(value) : inTurns(readRows(value, areReplies));
  }
  if (!isObject(value)) return null;
  const named = namedRows(value);
  if (named) return inTurns(readRows(named, areReplies));
  if (typeof readRow(value) !== 'string') return inTurns(readRows([value], areReplies));
  const foreign = foreignObject(value);
  if (foreign) return { kind: 'refused', fault: foreign };
  const unreadable = unreadableRows(value);
  if (unreadable) return { kind: 'refused', fault: unreadable };
  if ('task_id' in value) return null;
  return readById(isObject(value['eval']) ? value['eval'] : value);
}

/** What stands before the rows of a file that says more than them. */
const rowNames = ['data', 'samples', 'results', 'predictions'];

/** Null where there are none. */
function namedRows(value: Fields): readonly unknown[] | null {
  const { rows } = value;
  // They are called what they are, so what is wrong is told of each.
  if (Array.isArray(rows) && rows.some(isObject)) return rows;
  return rowNames.map((name) => value[name]).find(areRows) ?? null;
}

function areRows(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.some((row) => typeof readRow(row) !== 'string');
}

/** Null where no list has such a name: then lists have the names of tasks. */
function unreadableRows(value: Fields): UnreadableRows | null {
  if (isObject(value['eval'])) return null;
  for (const name of rowNames) {
    const rows = value[name];
    if (!Array.isArray(rows)) continue;
    const read = rows.length > 0 ? readRow(rows[0]) : null;
    return {
      kind: 'no-row',
      name,
      rows: rows.length,
      first: typeof read === 'string' ? read : null,
    };
  }
  return null;
}

/**
 * Lists by the ids of their tasks: CRUXEval's generations, and EvalPlus's results; also a program by
 * each. What holds more of other things, or names without a number, is no such file.
 */
function readById(lists: Fields): CompletionsReading | null {
  const values = Object.values(lists);
  const listed = values.filter((value) => Array.isArray(value)).length;
  const areTexts = isTexts(values) && Object.keys(lists).every((id) => /\d/.test(id));
  if (!areTexts && listed * 2 <= values.length) return null;
  const completions: Completion[] = [];
  const faults: CompletionFault[] = [];
  for (const [index, [id, list]] of Object.entries(lists).entries()) {
    const texts = areTexts ? [list] : Array.isArray(list) ? list.map(solutionIn) : null;
    if (isTexts(texts)) completions.push(...texts.map((text) => completionOf(id, text)));
    else faults.push({ place: { unit: 'entry', number: index + 1 }, kind: 'not-a-list-of-texts' });
  }
  return { kind: 'samples', completions, faults };
}

function solutionIn(entry: unknown): unknown {
  return isObject(entry) ? (entry['solution'] ?? entry['completion']) : entry;
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

function* readRows(
  values: readonly unknown[],
  areReplies: boolean,
): Generator<void, CompletionsReading> {
  const rows = new Rows(areReplies);
  for (const [index, value] of values.entries()) {
    yield;
    rows.add(value, { unit: 'entry', number: index + 1 });
  }
  return rows.reading();
}

class Rows {
  readonly faults: CompletionFault[] = [];
  readonly #completions: Completion[] = [];
  /** By the order in which they are met. */
  readonly #filters = new Set<string>();
  readonly #areReplies: boolean;

  constructor(areReplies: boolean) {
    this.#areReplies = areReplies;
  }

  add(value: unknown, place: RowPlace): void {
    if (isObject(value) && 'resps' in value && 'filter' in value) {
      const filter = String(value['filter']);
      this.#filters.add(filter);
      const [first] = this.#filters;
      if (filter !== first) return;
    }
    const read = value === undefined ? 'not-json' : readRow(value, this.#areReplies);
    if (typeof read === 'string') this.faults.push({ place, kind: read });
    else this.#completions.push(...read);
  }

  reading(): CompletionsReading {
    // What a model said is the same for each of them.
    const hasMore = this.#filters.size > 1 && !this.#areReplies;
    return {
      ...{ kind: 'samples', completions: this.#completions, faults: this.faults },
      ...(hasMore ? { filters: [...this.#filters] } : {}),
    };
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
