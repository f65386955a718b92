/** Reads a set's facets while the page has nothing better to do, a few tasks at a time. */

import { prepareFacets } from '../../app/tasks/task-filter.ts';
import type { Task } from '../../tasks/task.ts';

const atOnce = 20;

/** Answers with what ends it. Safari knows no idle time: there the first filter reads them all. */
export function prepareWhenIdle(tasks: readonly Task[]): () => void {
  if (!('requestIdleCallback' in window)) return () => undefined;
  const waiting = [...tasks];
  const work = (deadline: IdleDeadline) => {
    while (waiting.length > 0 && deadline.timeRemaining() > 2) {
      waiting.splice(-atOnce).forEach(prepareFacets);
    }
    if (waiting.length > 0) handle = requestIdleCallback(work);
  };
  let handle = requestIdleCallback(work);
  return () => cancelIdleCallback(handle);
}
