/** Whether a writer can be asked for what a task wants. */

import type { WantedProgram } from '../../synthesis/code-prompt.ts';
import type { EngineId } from '../../synthesis/engine.ts';
import { kindOf } from '../../tasks/task-kind.ts';

/** The search writes programs alone. */
export function canWrite({ engineId }: { readonly engineId: EngineId }, wanted: WantedProgram) {
  return engineId !== 'search' || kindOf(wanted) === 'program';
}
