/**
 * How many lines of a reference solution stand in a program as well. Which lines count is decided
 * here; what such a share does and does not say is for `texts`.
 */

import type { Task } from '../../tasks/task.ts';

export interface LineOverlap {
  /** Lines of the reference that count, each as often as it stands there. */
  readonly of: number;
  /** Those of them that the program has as well. */
  readonly shared: number;
}

/**
 * `given`: code that the prompt held, whose lines say nothing. Null where the reference has no line
 * that counts.
 */
export function lineOverlap(program: string, reference: string, given = ''): LineOverlap | null {
  const known = new Set(tellingLines(given));
  const wanted = tellingLines(reference).filter((line) => !known.has(line));
  if (wanted.length === 0) return null;
  const left = new Map<string, number>();
  for (const line of tellingLines(program)) left.set(line, (left.get(line) ?? 0) + 1);
  let shared = 0;
  for (const line of wanted) {
    const count = left.get(line) ?? 0;
    if (count === 0) continue;
    left.set(line, count - 1);
    shared++;
  }
  return { of: wanted.length, shared };
}

/** Null where there is nothing to compare: no program, or a task that asks for something else. */
export function overlapWithReference(
  { referenceCode, codePrompt, asks }: Pick<Task, 'referenceCode' | 'codePrompt' | 'asks'>,
  program: string | null,
): LineOverlap | null {
  return program === null || asks ? null : lineOverlap(program, referenceCode, codePrompt);
}

/** Those that are more than punctuation and a word, without the blanks that change nothing. */
function tellingLines(code: string): string[] {
  return withoutDocstrings(code)
    .split(/\r\n|\r|\n/)
    .map(withoutBlanks)
    .filter((line) => (line.match(/\w+/g)?.length ?? 0) > 1 && !trivial.test(line));
}

/** Without each text in three quotes that begins its line: it may hold the task's own words. */
function withoutDocstrings(code: string): string {
  return code.replace(/("""|''')[^]*?\1/g, (text, _quotes, at: number) => {
    const before = code.slice(code.lastIndexOf('\n', at - 1) + 1, at);
    return /^\s*[ru]?$/i.test(before) ? '' : text;
  });
}

/** What `a = b [0]` and `a=b[0]` have in common. Blanks within a text count neither. */
function withoutBlanks(line: string): string {
  return line
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/ ?([^\w ]) ?/g, '$1');
}

/**
 * What programs for anything have, beside lines of one word (`else:`, `return`, `]`): comments, an
 * import, an assert, and what returns or names one name or constant.
 */
const trivial = /^(?:#.*|(?:import|from|assert)\b.*|(?:return |\w+[-+*/%]*=)-?[\w.]+)$/;
