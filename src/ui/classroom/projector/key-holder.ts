/** Which keys what has the focus needs for itself, so that a clicker has all the others. */

import type { KeyHolder } from '../../../app/classroom/projector-steps.ts';

const text =
  'textarea, [contenteditable]:not([contenteditable="false"]), input:not([type="checkbox"], [type="radio"], [type="range"], [type="button"], [type="submit"], [type="reset"], [type="file"])';
/** Nothing is typed in them: page keys are the clicker's here too. */
const movedByArrows =
  'select, input:is([type="radio"], [type="range"]), [role="tablist"], [role="slider"], [role="separator"]';
const scrolled = '[role="region"][tabindex="0"]';

/** The program has its own meaning of arrows, which mark a line: `ownsArrows` matches it. */
export function keyHolderOf(target: EventTarget | null, ownsArrows: string | null): KeyHolder {
  if (!(target instanceof Element)) return 'view';
  if (target.closest(text)) return 'text';
  if (ownsArrows !== null && target.matches(ownsArrows)) return 'view';
  return target.matches(scrolled) || target.closest(movedByArrows) ? 'arrows' : 'view';
}
