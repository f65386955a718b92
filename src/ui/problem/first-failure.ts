/** After a check, what failed first is brought into view beside the program, until a person moves. */

import type { Attachment } from 'svelte/attachments';

const moves = ['wheel', 'pointerdown', 'touchstart', 'keydown'] as const;

/**
 * For what stands among the tests. Some of it comes a moment later and moves the rest, so the first
 * failure is looked for again whenever the tests grow.
 */
export const firstFailureInView: Attachment = (element) => {
  const tests = element.closest('section');
  if (!tests) return;
  const bring = () => {
    const failure = tests.querySelector('li.bad > details[open]');
    if (!failure) return;
    const isTall = failure.getBoundingClientRect().height > innerHeight / 2;
    failure.scrollIntoView({ block: isTall ? 'start' : 'nearest' });
  };
  const grown = new ResizeObserver(bring);
  const stop = () => {
    grown.disconnect();
    for (const move of moves) removeEventListener(move, stop);
  };
  grown.observe(tests);
  for (const move of moves) addEventListener(move, stop, { passive: true });
  return stop;
};
