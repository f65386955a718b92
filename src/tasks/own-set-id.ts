/**
 * The names of sets that come from a person's own files: a hash of what the file holds, so that two
 * files are two sets however their tasks are numbered, and one file is one set on every visit.
 */

import { sha256 } from './sha256.ts';
import type { TaskSetId } from './task.ts';

/**
 * All own files had this one name before they were told apart. Plans, logs, links and addresses of
 * that time name it still; it now means "whichever file is open".
 */
export const anyOwnSet: TaskSetId = 'own-file';

/** 64 bits: nobody finds a second file with the name of another. */
const hashLength = 16;

/** `text` is the file's, unpacked: packed or not, it is the same set. */
export async function ownSetId(text: string): Promise<TaskSetId> {
  const hash = await sha256(new TextEncoder().encode(text));
  return `own-${hash.slice(0, hashLength)}`;
}

/** Whether a set is a person's own, this one or another. */
export function isOwnSet(id: TaskSetId): boolean {
  return id === anyOwnSet || /^own-[0-9a-f]{16}$/.test(id);
}
