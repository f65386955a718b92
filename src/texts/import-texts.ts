/** Texts about imported files of completions: what is wrong with them, and where. */

import type {
  CompletionFault,
  CompletionFaultKind,
  CompletionsRefusal,
} from '../evaluation/formats/completions.ts';
import { mostCompletionsBytes, mostWholeBytes } from '../platform/text-limits.ts';
import { bytes, count } from './format.ts';

/** "line 4: not JSON." */
export function completionFaultText({ place, kind }: CompletionFault): string {
  return `${place.unit} ${place.number}: ${faultText(kind)}`;
}

function faultText(kind: CompletionFaultKind): string {
  switch (kind) {
    case 'not-json':
      return 'not JSON.';
    case 'too-long':
      return 'too long to be read.';
    case 'not-an-object':
      return 'not an object.';
    case 'no-task-id':
      return '"task_id" is missing, or is neither a string nor a number.';
    case 'no-completion':
      return 'neither "solution" nor "completion" is a string.';
    case 'not-a-list-of-texts':
      return 'not a list of strings.';
  }
}

export function refusedCompletionsText(fault: CompletionsRefusal): string {
  switch (fault) {
    case 'not-text':
      return 'The file is not text, or is damaged. Choose a .jsonl or .json file, or one compressed as .gz.';
    case 'broken-array':
      return 'The JSON array is incomplete or invalid. Repair it and open the file again.';
    case 'too-large':
      return `The file is too large: at most ${bytes(mostCompletionsBytes)} unpacked, or ${bytes(mostWholeBytes)} as a JSON array. Split it and open the parts.`;
  }
}

/** Null where every completion found its task. */
export function unknownTasksText(ids: readonly string[], listsTooMany: number): string | null {
  if (listsTooMany > 0) {
    return `The file has ${count(listsTooMany, 'more list')} than the set has tasks, so it belongs to another set or order. Choose the matching task set and open the file again.`;
  }
  if (ids.length === 0) return null;
  const some = ids.slice(0, 5).join(', ');
  const more = ids.length > 5 ? ` and ${ids.length - 5} more` : '';
  return `The set has no task ${some}${more}. Their completions were skipped. If they belong to another set, choose that set.`;
}
