/** What is to be said of the files that were added to a class's work. */

import type { FileKind } from '../page/file-kind.ts';
import type { WorkFileReading } from '../work/work-file.ts';
import type { PupilWork } from './pupil-work.ts';

/** Why a file is not among the pupils, or not by itself. */
export type FileNews =
  | {
      readonly name: string;
      readonly kind: Exclude<WorkFileReading['kind'], 'work' | 'no-work-file'> | 'empty';
    }
  | { readonly name: string; readonly kind: 'no-work-file'; readonly is: FileKind }
  /** `left` is the file that counts, `name` the one that does not. */
  | { readonly name: string; readonly kind: 'same'; readonly left: string }
  /** All of it is in another's, who may have taken it over: `pupil` can be counted as well. */
  | {
      readonly name: string;
      readonly kind: 'earlier';
      readonly left: string;
      readonly pupil: PupilWork;
    }
  /** Both count. */
  | { readonly name: string; readonly kind: 'alike'; readonly left: string }
  | { readonly name: string; readonly kind: 'part-unreadable'; readonly count: number };
