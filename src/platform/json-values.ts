/** What files of JSON are made of, whoever wrote them: objects, and texts of several of them. */

import { readPythonJson } from './python-json.ts';

export type Fields = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Undefined where the text is no JSON. */
export function jsonIn(text: string): unknown {
  try {
    return readPythonJson(text);
  } catch {
    return undefined;
  }
}

/** One object after the other, each over several lines. */
export function objectTexts(text: string): readonly string[] {
  return text.split(/(?<=^\})[ \t]*\r?\n(?=\s*\{)/m);
}
