/** Why a file or a wish at the desk of runs came to nothing; the page has a sentence for each. */

import type { TaskSourceId } from '../../tasks/task.ts';

export type DeskFault =
  | { readonly kind: 'refused-completions'; readonly fault: 'not-text' | 'broken-array' }
  | { readonly kind: 'no-known-task'; readonly source: TaskSourceId }
  | { readonly kind: 'not-mbpp-plus'; readonly fileName: string }
  | { readonly kind: 'broke'; readonly detail: string };

/** Thrown up to where the work began. */
export class DeskError extends Error {
  readonly why: DeskFault;

  constructor(why: DeskFault) {
    super(why.kind);
    this.why = why;
  }
}

export function deskFaultOf(error: unknown): DeskFault {
  if (error instanceof DeskError) return error.why;
  return { kind: 'broke', detail: error instanceof Error ? error.message : String(error) };
}
