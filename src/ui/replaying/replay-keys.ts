/** The keys of a replay: those of a film, and of a clicker in somebody's hand. */

import type { ViewSteps } from '../../app/page/navigation.svelte.ts';

/**
 * Whether the key was for the replay. `toggle` plays and pauses, where there is something to play.
 * A key that is held counts once: else it would rush through the playlist.
 */
export function pressed(event: KeyboardEvent, steps: ViewSteps, toggle?: () => void): boolean {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return false;
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest('input, select, textarea, dialog, [contenteditable]')) return false;
  switch (event.key) {
    case ' ':
      // What has the focus may be pressed by it.
      if (!toggle || target?.closest('button, a, summary')) return false;
      if (!event.repeat) toggle();
      return true;
    case 'Enter':
      // It would press the button again and again.
      return event.repeat && Boolean(target?.closest('.replay-controls button'));
    case 'ArrowRight':
    case 'PageDown':
      return event.repeat || steps.next();
    case 'ArrowLeft':
    case 'PageUp':
      return event.repeat || steps.previous();
    default:
      return false;
  }
}
