/** The keys that lead through a recording: arrows, Home and End, except where they move in a field. */

import type { StepSession } from '../../app/stepping/step-session.svelte.ts';

export function stepByKey(session: StepSession, event: KeyboardEvent): void {
  if (event.altKey || event.ctrlKey || event.metaKey || session.steps.length === 0) return;
  if (event.target instanceof Element && isField(event.target)) return;
  const steps: Record<string, () => void> = {
    ArrowLeft: () => session.move(-1),
    ArrowRight: () => session.move(1),
    Home: () => session.goTo(0),
    End: () => session.goTo(session.steps.length - 1),
  };
  const act = steps[event.key];
  if (!act) return;
  event.preventDefault();
  act();
}

/** The slider over the steps is moved by the same keys. */
function isField(element: Element): boolean {
  return element.matches('input:not([type="range"]), textarea, select');
}
