/** Inputs beyond the tasks' tests, as a file of MBPP+ or HumanEval+ has them. */

import { textPieces } from '../../../platform/file-text.ts';
import { mostWholeBytes, TooLargeError } from '../../../platform/text-limits.ts';
import { hiddenCheckOf } from '../../../tasks/rows/evalplus-row.ts';
import { anyOwnSet } from '../../../tasks/own-set-id.ts';
import { readTaskFileInTurns } from '../../../tasks/task-file.ts';
import { acceptsPrefix } from '../../../tasks/task-sets.ts';
import type { HiddenCheck, Task, TaskSetId } from '../../../tasks/task.ts';
import { RunsError } from '../runs/runs-work.ts';

/** By task. */
export type Inputs = ReadonlyMap<string, HiddenCheck>;

/**
 * Of a file that may be gzip. Rejects with a `RunsError` where it has no inputs for tasks of the set:
 * MBPP+ says nothing of HumanEval's tasks, although the two share ids.
 */
export async function inputsIn(file: File, set: TaskSetId): Promise<Inputs> {
  const text = await textOf(file);
  const reading = text === null ? null : await readTaskFileInTurns(text, anyOwnSet);
  const tasks = reading?.kind === 'tasks' ? reading.tasks : [];
  const isOfSet = ({ idPrefix = '' }: Task) => acceptsPrefix({ source: set, tasks: [] }, idPrefix);
  const inputs = inputsOf(tasks.filter(isOfSet));
  if (inputs.size === 0) throw new RunsError({ kind: 'not-mbpp-plus', fileName: file.name });
  return inputs;
}

/** Of tasks that came with theirs. */
export function inputsOf(tasks: readonly Task[]): Inputs {
  return new Map(
    tasks.flatMap((task) => {
      const check = hiddenCheckOf(task);
      return check ? [[task.id, check] as const] : [];
    }),
  );
}

/** Null where it is no text. */
async function textOf(file: File): Promise<string | null> {
  const pieces: string[] = [];
  try {
    for await (const piece of textPieces(file, mostWholeBytes)) pieces.push(piece);
  } catch (error) {
    if (!(error instanceof TooLargeError)) return null;
    throw new RunsError({ kind: 'file-too-large', fileName: file.name });
  }
  return pieces.join('');
}
