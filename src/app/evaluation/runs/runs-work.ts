/** An import, export or re-check of runs: how far it is, and why it failed. */

import type {
  CompletionsReading,
  CompletionsRefusal,
} from '../../../evaluation/formats/completions.ts';
import type { ImportedRun } from '../../../evaluation/formats/imported-run.ts';
import type { BelongingFault } from '../../../evaluation/formats/belonging.ts';
import { RunStoreError, type RunStoreTrouble } from '../../../evaluation/runs/run.ts';
import type { TaskSetId } from '../../../tasks/task.ts';

/** What came of a person's last file or wish; the page has a sentence for each. */
export type RunsWork =
  | { readonly kind: 'idle' }
  | { readonly kind: 'working'; readonly done: number; readonly total: number }
  /** By a person; nothing was changed. */
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly why: RunsFault }
  | { readonly kind: 'imported'; readonly imported: ImportedRun; readonly reading: Readable };

type Readable = Exclude<CompletionsReading, { kind: 'refused' }>;

export type RunsFault =
  | { readonly kind: 'refused-completions'; readonly fault: CompletionsRefusal }
  | { readonly kind: 'no-known-task'; readonly source: TaskSetId }
  /** Completions that seem to be of other tasks. Taken where a person insists. */
  | {
      readonly kind: 'other-tasks';
      readonly source: TaskSetId;
      readonly fault: BelongingFault;
      /** The set whose they can be; null where there is none. */
      readonly fits: FittingSet | null;
    }
  | {
      readonly kind: 'not-mbpp-plus' | 'other-inputs' | 'file-too-large';
      readonly fileName: string;
    }
  /** The run is running, or another tab is at it. */
  | { readonly kind: 'under-way' }
  /** The run was deleted meanwhile, or storage failed. */
  | { readonly kind: 'storage'; readonly trouble: RunStoreTrouble }
  | { readonly kind: 'broke'; readonly detail: string };

export interface FittingSet {
  readonly source: TaskSetId;
  /** Whether it is on this device. */
  readonly isHere: boolean;
}

/** Thrown up to where the work began. */
export class RunsError extends Error {
  readonly why: RunsFault;

  constructor(why: RunsFault) {
    super(why.kind);
    this.why = why;
  }
}

export function runsFaultOf(error: unknown): RunsFault {
  if (error instanceof RunsError) return error.why;
  if (error instanceof RunStoreError) return { kind: 'storage', trouble: error.kind };
  return { kind: 'broke', detail: error instanceof Error ? error.message : String(error) };
}
