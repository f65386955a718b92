/** What a lane has come to in its last round, for its facts, its commands and what is heard of it. */

import type { Generation } from '../../synthesis/engine.ts';

export interface LaneResult {
  /** Of the task's own asserts, how many its writer was shown. */
  readonly shownTestCount: number;
  /** The attempt that keeps the reply; null until there is one, and where nothing was written. */
  readonly attemptId: string | null;
  readonly generation: Generation | null;
  readonly program: string | null;
  /** Whether the reply came piece by piece: of one that came at once, no pace is known. */
  readonly isStreamed: boolean;
  /** From the request to the verdict; null without one. */
  readonly verdictMs: number | null;
  /** Nothing more comes of this round. */
  readonly hasEnded: boolean;
}

export const noResult: Omit<LaneResult, 'shownTestCount'> = {
  ...{ attemptId: null, generation: null, program: null },
  ...{ isStreamed: false, verdictMs: null, hasEnded: false },
};
