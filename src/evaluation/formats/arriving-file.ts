/** What a file is that somebody hands to the evaluation, going by how it begins. */

import { textPieces } from '../../platform/file-text.ts';
import { runLogFormat } from '../log/run-log.ts';

/** `unreadable`: neither text nor gzip of it. */
export type ArrivingKind = 'model' | 'log' | 'plan' | 'completions' | 'unreadable';

/** Long enough to tell the kinds of file apart. */
const beginning = 20_000;

/** Never rejects. What is nothing else is taken for completions, whose reading names its faults. */
export async function kindOfFile(file: File): Promise<ArrivingKind> {
  if (/\.gguf$/i.test(file.name)) return 'model';
  const text = await beginningOf(file);
  if (text === null) return 'unreadable';
  // A log says so in its first line, which holds its plan as well.
  if (isField('format', `"${runLogFormat}"`).test(text)) return 'log';
  return isField('samplesPerTask', '').test(text) ? 'plan' : 'completions';
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
