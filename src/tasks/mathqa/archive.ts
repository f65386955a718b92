/**
 * MathQA's archive as its authors publish it, turned into rows of MathQA-Python. Its size and hash
 * are not known here, so it is told by what it holds: three files of problems, each as it was packed.
 */

import * as v from 'valibot';
import { inTurns } from '../../platform/in-turns.ts';
import { readJson } from '../../platform/long-json.ts';
import { mostWorkBytes, TooLargeError } from '../../platform/text-limits.ts';
import { ZipError, zipEntries } from '../../platform/zip.ts';
import type { ArchiveFault } from '../task-source.ts';
import { converted, type OriginalProblem } from './conversion.ts';

/** The archive's files in the order of our set, which begins with what examples are taken from. */
const files = [
  { name: 'train.json', split: 'train' },
  { name: 'dev.json', split: 'validation' },
  { name: 'test.json', split: 'test' },
] as const;

const problem: v.GenericSchema<unknown, OriginalProblem> = v.object({
  Problem: v.string(),
  options: v.string(),
  correct: v.string(),
  linear_formula: v.string(),
});

export type ArchiveReading =
  | { readonly kind: 'rows'; readonly text: string }
  | { readonly kind: 'fault'; readonly fault: ArchiveFault };

/** Rows as JSON Lines. Never throws, whatever the bytes. */
export async function readMathQaArchive(bytes: Uint8Array<ArrayBuffer>): Promise<ArchiveReading> {
  try {
    const entries = zipEntries(bytes);
    const lines: string[] = [];
    for (const { name, split } of files) {
      const entry = entries.find((each) => each.name.split('/').at(-1) === name);
      if (!entry) return refused('other-contents');
      const text = new TextDecoder().decode(await entry.read(mostWorkBytes));
      const own = await inTurns(rowsOf(text, split));
      if (own === null) return refused('other-contents');
      lines.push(...own);
    }
    return { kind: 'rows', text: `${lines.join('\n')}\n` };
  } catch (error) {
    if (error instanceof ZipError) return refused(error.kind);
    if (error instanceof TooLargeError) return refused('too-large');
    throw error;
  }
}

/** Null where these are no problems of MathQA, or none of them can be converted. */
function* rowsOf(text: string, split: string): Generator<void, string[] | null> {
  let rows: unknown;
  try {
    rows = yield* readJson(text);
  } catch {
    return null;
  }
  if (!Array.isArray(rows)) return null;
  const lines: string[] = [];
  for (const [index, row] of rows.entries()) {
    yield;
    const parsed = v.safeParse(problem, row);
    if (!parsed.success) return null;
    const own = converted(parsed.output);
    if (own) lines.push(JSON.stringify({ task_id: `${split}-${index}`, ...own }));
  }
  return lines.length === 0 ? null : lines;
}

function refused(fault: ArchiveFault): ArchiveReading {
  return { kind: 'fault', fault };
}
