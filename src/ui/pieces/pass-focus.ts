/** Apart from `keep-focus`, which the first view loads. */

import { lostElement } from './keep-focus.ts';

/**
 * An attachment for what goes as a whole with the button that is pressed in it: what is around it
 * takes the focus over, unless something new does.
 */
export function passFocusOn(part: HTMLElement): () => void {
  const around =
    part.parentElement?.closest<HTMLElement>('[tabindex]') ?? document.querySelector('main');
  return () =>
    queueMicrotask(() => {
      const lost = lostElement();
      if (lost && part.contains(lost)) around?.focus({ preventScroll: true });
    });
}
