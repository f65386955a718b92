/** The rules of a re-check, and its progress. */

import type { HiddenChoice } from '../../../app/evaluation/results/runs-view.svelte.ts';
import type { Revision } from '../../../evaluation/runs/revise.ts';

export interface RevisionRequest extends Pick<Revision, 'extraction' | 'checking'> {
  readonly hidden: HiddenChoice;
}

export type RevisionState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly done: number; readonly total: number }
  | { readonly kind: 'stopped' }
  /** In a sentence for people. */
  | { readonly kind: 'failed'; readonly text: string };
