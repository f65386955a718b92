/** One way in which tasks are written as rows of JSON, and what can be wrong with a row. */

import { isOwnSet } from '../own-set-id.ts';
import type { Task, TaskSetId } from '../task.ts';

export interface RowFormat {
  /** Whether a row is of this form, sound or not. */
  fits(row: object): boolean;
  /** `text` is the row's line as it stands; null for an entry of an array. */
  read(row: object, text: string | null, source: TaskSetId): RowReading;
}

export type RowReading =
  | { readonly kind: 'task'; readonly task: Task }
  | { readonly kind: 'fault'; readonly fault: RowFault };

/** What is wrong with one row. */
export type RowFault =
  | { readonly kind: 'not-json'; readonly detail: string }
  | { readonly kind: 'not-a-row' }
  | { readonly kind: 'missing-field'; readonly field: string }
  | { readonly kind: 'wrong-type'; readonly field: string; readonly expected: string }
  | { readonly kind: 'no-tests' | 'too-many-tests' }
  | { readonly kind: 'needs-numpy' }
  | { readonly kind: 'empty-id' }
  | { readonly kind: 'duplicate-id'; readonly id: string };

/** 2, "2" and "Mbpp/2" are one id. The prefix is kept of a person's own file alone. */
export function readTaskId(
  written: string | number,
  source: TaskSetId,
): Pick<Task, 'source' | 'id' | 'idPrefix'> {
  const { prefix, id } = splitTaskId(written);
  return { source, id, ...(prefix && isOwnSet(source) ? { idPrefix: prefix } : {}) };
}

/** "Mbpp/2" is the id "2" with the prefix "Mbpp"; an id alone has the prefix "". */
export function splitTaskId(written: string | number): { prefix: string; id: string } {
  const [, prefix = '', id = ''] = /^(?:(.*)\/)?(.*)$/s.exec(String(written)) ?? [];
  return { prefix: prefix.trim(), id: id.trim() };
}

/** The docstring that a piece of code ends with, or all of the code where it ends with none. */
export function docstringOf(code: string): string {
  const [, , docstring = code] = /("""|''')((?:(?!\1)[^])*)\1\s*$/.exec(code) ?? [];
  const lines = docstring.trim().split('\n');
  return lines.map((line) => line.trim()).join('\n');
}

export function withPlainLineEnds(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

export function faultyRow(fault: RowFault): RowReading {
  return { kind: 'fault', fault };
}
