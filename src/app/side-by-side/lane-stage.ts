/** What a lane is doing, in one word. */

import type { CheckState } from '../workspace/check-state.svelte.ts';
import type { GenerationPhase } from '../workspace/generation-state.svelte.ts';

/** `waiting`: for another lane that shares its processor. `reading`: it has said nothing yet. */
export type LaneStage =
  | 'idle'
  | 'waiting'
  | 'loading'
  | 'reading'
  | 'writing'
  | 'checking'
  | 'judged'
  | 'stopped'
  | 'no-code'
  | 'failed';

export interface LaneState {
  readonly isWaiting: boolean;
  readonly isLoading: boolean;
  readonly writing: GenerationPhase;
  readonly checkState: Pick<CheckState, 'isBusy' | 'phase' | 'verdict'>;
}

export function stageOf({ isWaiting, isLoading, writing, checkState }: LaneState): LaneStage {
  if (isWaiting) return 'waiting';
  if (isLoading) return 'loading';
  if (writing.kind === 'writing') {
    return writing.reply === '' && writing.search === null ? 'reading' : 'writing';
  }
  if (writing.kind === 'extracting' || checkState.isBusy) return 'checking';
  if (writing.kind === 'failed' || checkState.phase.kind === 'failed') return 'failed';
  if (checkState.verdict) return 'judged';
  if (writing.kind !== 'written') return 'idle';
  const isStopped = writing.generation.finish === 'stopped' || writing.extraction.program !== null;
  return isStopped ? 'stopped' : 'no-code';
}
