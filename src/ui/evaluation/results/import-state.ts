/** How far the import of a file of completions is. */

import type { FittingSet } from '../../../app/evaluation/runs/runs-work.ts';
import type { TaskSetId } from '../../../tasks/task.ts';
import type { CompletionFault } from '../../../evaluation/formats/completions.ts';
import type { ImportedRun } from '../../../evaluation/formats/imported-run.ts';

export type ImportState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'reading'; readonly done: number; readonly total: number }
  | ({
      readonly kind: 'read';
      readonly samples: number;
      readonly tasks: number;
      readonly faults: readonly CompletionFault[];
      /** Where more than one was in the file: the first was read. */
      readonly filters: readonly string[];
    } & Pick<ImportedRun, 'unknownIds' | 'listsTooMany'>)
  /** In sentences for people. */
  | {
      readonly kind: 'refused';
      readonly text: string;
      /** What a person can do about it; null where there is nothing. */
      readonly ways: RefusalWays | null;
    };

export interface RefusalWays {
  /** The set that the file seems to be of. */
  readonly fits: FittingSet | null;
  /** The set that a person may insist on; null where none of its tasks is meant. */
  readonly insistedOn: TaskSetId | null;
}
