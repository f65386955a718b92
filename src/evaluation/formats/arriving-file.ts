/** What a file is that somebody hands to the page, going by how it begins. */

import { textPieces } from '../../platform/file-text.ts';
import { runLogFormat } from '../log/run-log.ts';
import { studyFormat } from '../studies/study-file.ts';

/** `unreadable`: neither text nor gzip of it. `other`: none of these. */
export type ArrivingKind =
  'model' | 'study' | 'log' | 'plan' | 'completions' | 'tasks' | 'other' | 'unreadable';

/** Long enough to tell the kinds of file apart. */
const beginning = 20_000;

/** Never rejects. */
export async function kindOfFile(file: File): Promise<ArrivingKind> {
  if (/\.gguf$/i.test(file.name)) return 'model';
  const text = await beginningOf(file);
  if (text === null) return 'unreadable';
  // A study says so in its first line, and holds plans and logs.
  if (isField('format', `"${studyFormat}"`).test(text)) return 'study';
  // A log says so in its first line, which holds its plan as well.
  if (isField('format', `"${runLogFormat}"`).test(text)) return 'log';
  if (isField('samplesPerTask', '').test(text)) return 'plan';
  // Generations are lists of texts in a list, or by the ids of their tasks.
  if (/^\s*\[\s*\[/.test(text)) return 'completions';
  if (/^\s*\{\s*"[^"]*"\s*:\s*\[\s*["\]]/.test(text)) return 'completions';
  // Rows of samples may repeat the fields of their tasks.
  if (isRowWith('completions?|solutions?|generations?|resps|custom_id').test(text))
    return 'completions';
  if (/^[^\r\n{[]*\btask_id\b[^\r\n]*\b(completion|solution)/.test(text)) return 'completions';
  if (/^[^\r\n{[]*\btask_id\b[^\r\n]*\b(test_list|entry_point)\b/.test(text)) return 'tasks';
  return isRowWith('test_list|entry_point|synthpad_task|output').test(text) ? 'tasks' : 'other';
}

/** Quotes within a text are behind a "\\": what it speaks of is no field. */
function isRowWith(names: string): RegExp {
  return new RegExp(`^\\s*\\[?\\s*\\{[^]*"(${names})"\\s*:`);
}

function isField(name: string, value: string): RegExp {
  return new RegExp(`^\\s*\\{[^]*"${name}"\\s*:\\s*${value}`);
}

async function beginningOf(file: Blob): Promise<string | null> {
  let text = '';
  try {
    for await (const piece of textPieces(file, Infinity)) {
      text += piece;
      if (text.length >= beginning) break;
    }
  } catch {
    return null;
  }
  return text.slice(0, beginning).replace(/^\uFEFF/, '');
}
