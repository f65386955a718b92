/** How far the import of a file of completions is. */

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
    } & Pick<ImportedRun, 'unknownIds' | 'listsTooMany'>)
  /** In a sentence for people. */
  | { readonly kind: 'refused'; readonly text: string };
