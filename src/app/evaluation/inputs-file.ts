/** Inputs beyond the tasks' tests, as a file of MBPP+ has them. */

import { textPieces } from '../../platform/file-text.ts';
import { hiddenCheckOf } from '../../tasks/evalplus-row.ts';
import { anyOwnSet } from '../../tasks/own-set-id.ts';
import { readTaskFile } from '../../tasks/task-file.ts';
import type { HiddenCheck } from '../../tasks/task.ts';
import { RunsError } from './runs-work.ts';

/** By task. */
export type Inputs = ReadonlyMap<string, HiddenCheck>;

/** Of a file that may be gzip; rejects with a `RunsError` where it is not MBPP+. */
export async function inputsIn(file: File): Promise<Inputs> {
  const text = await textOf(file);
  const reading = text === null ? null : readTaskFile(text, anyOwnSet);
  const tasks = reading?.kind === 'tasks' ? reading.tasks : [];
  const checks = tasks.flatMap((task) => {
    const check = hiddenCheckOf(task);
    return check ? [[task.id, check] as const] : [];
  });
  if (checks.length === 0) throw new RunsError({ kind: 'not-mbpp-plus', fileName: file.name });
  return new Map(checks);
}

/** Null where it is no text. */
async function textOf(file: File): Promise<string | null> {
  const pieces: string[] = [];
  try {
    for await (const piece of textPieces(file)) pieces.push(piece);
  } catch {
    return null;
  }
  return pieces.join('');
}
