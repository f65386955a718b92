/** When something may run in the sandbox that nobody asked for. */

import { cluesOf } from '../../app/clues/shared-clues.ts';
import { ownInputsOf } from '../../app/trying/shared-inputs.ts';
import { pageParts } from '../page/parts.ts';

export interface Unasked {
  /** Somebody waits for the sandbox. */
  readonly isOthersTurn: boolean;
  /** It says as much as a hint, which may not be wanted here. */
  readonly isWanted: boolean;
}

/** For a component as it is made. */
export function unasked(): Unasked {
  const { checkState, forClues, forTrying, generationState, presentation, stepSession } =
    pageParts();
  const inputs = ownInputsOf(forTrying);
  const clues = cluesOf(forClues);
  void clues.restore();
  return {
    get isOthersTurn() {
      return (
        checkState.isBusy ||
        generationState.isBusy ||
        inputs.phase.kind === 'running' ||
        stepSession.phase.kind === 'recording'
      );
    },
    get isWanted() {
      return (
        clues.isRestored &&
        presentation.asked !== 'without-hints' &&
        !(presentation.isSolo && clues.isOff)
      );
    },
  };
}
