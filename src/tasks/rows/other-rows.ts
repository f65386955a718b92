/**
 * Rows of tasks in files that are neither lines of JSON nor a list: those of Hugging Face's viewer,
 * objects over several lines each, and CSV. Fetched where a file is none of the usual.
 */

import { readCsv } from '../../platform/csv-reading.ts';
import { isObject, jsonIn, objectTexts, type Fields } from '../../platform/json-values.ts';

/** Null where the text is none of these. */
export function otherRows(text: string): readonly unknown[] | null {
  const whole = jsonIn(text);
  if (isObject(whole) && Array.isArray(whole['rows'])) return whole['rows'].map(rowIn);
  if (isObject(whole) && isObject(whole['row'])) return [whole['row']];
  if (whole !== undefined) return null;
  const table = readCsv(text, 'task_id');
  if (table) return table.map(fieldsOf);
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const [first = ''] = lines;
  // One object after the other, each over several lines or in the viewer's row.
  const values = (jsonIn(first) === undefined ? objectTexts(text) : lines).map(jsonIn);
  // Plain lines are read as lines, and told of as such.
  const isOther = values.length !== lines.length || values.some((each) => rowIn(each) !== each);
  return isOther && values.length > 1 && values.every(isObject) ? values.map(rowIn) : null;
}

function rowIn(value: unknown): unknown {
  return isObject(value) && isObject(value['row']) ? value['row'] : value;
}

const listNames = ['test_list', 'test_imports', 'challenge_test_list'];

/** An empty cell is no field. */
function fieldsOf(cells: Readonly<Record<string, string>>): Fields {
  const filled = Object.entries(cells).filter(([, cell]) => cell !== '');
  return Object.fromEntries(
    filled.map(([name, cell]) => [name, listNames.includes(name) ? listIn(cell) : cell]),
  );
}

/** A list as JSON, Python or NumPy writes one, or a line for each. */
function listIn(cell: string): unknown {
  const value = jsonIn(cell);
  if (Array.isArray(value)) return value;
  const [, inner] = /^\s*\[([^]*)\]\s*$/.exec(cell) ?? [];
  if (inner === undefined) return cell.split(/\r?\n/).filter((line) => line.trim() !== '');
  return [...inner.matchAll(pythonText)].map(([, single, double]) => unescaped(single ?? double));
}

const pythonText = /'((?:[^'\\]|\\[^])*)'|"((?:[^"\\]|\\[^])*)"/g;
const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

function unescaped(text = ''): string {
  return text.replace(/\\([nrt'"\\])/g, (_, letter: string) => escapes[letter] ?? letter);
}
