/**
 * The keys that lead through a recording, except where they move in a field: arrows, Home and End;
 * with Shift from breakpoint to breakpoint; F9 for a breakpoint, Space for the film.
 */

import type { StepSession } from '../../app/stepping/step-session.svelte.ts';
import type { StepWalk } from '../../app/stepping/step-walk.svelte.ts';
import { readingDirection } from '../pieces/reading-direction.ts';

export function stepByKey(session: StepSession, event: KeyboardEvent): void {
  const { phase } = session;
  if (phase.kind !== 'recorded' || phase.walk.steps.length === 0) return;
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.target instanceof Element && takesKey(event.target, event.key)) return;
  const act = actionOf(phase.walk, event);
  if (!act) return;
  event.preventDefault();
  act();
}

function actionOf(walk: StepWalk, { key, shiftKey }: KeyboardEvent): (() => void) | null {
  const isMirrored = readingDirection(document.documentElement) === -1;
  const [back, on] = isMirrored ? ['ArrowRight', 'ArrowLeft'] : ['ArrowLeft', 'ArrowRight'];
  const direction = key === back ? -1 : key === on ? 1 : null;
  if (direction !== null) return () => (shiftKey ? walk.run(direction) : walk.move(direction));
  if (shiftKey) return null;
  switch (key) {
    case 'Home':
      return () => walk.jump(0);
    case 'End':
      return () => walk.jump(walk.steps.length - 1);
    case 'F9':
      return () => walk.step && walk.toggleBreakpoint(walk.step.line);
    case ' ':
      return () => (walk.isPlaying ? walk.pause() : walk.play());
    default:
      return null;
  }
}

/** The slider over the steps is moved by the same keys. */
function takesKey(element: Element, key: string): boolean {
  if (key === ' ' && element.matches('button, a, summary, [role="button"]')) return true;
  return element.matches('input:not([type="range"]), textarea, select');
}
