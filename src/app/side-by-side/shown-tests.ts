/**
 * How many tests a search is shown: it can be another number in each lane, which shows what a
 * search makes of one example and what of three. A model reads the prompt, which is one for all.
 */

import { shownTestsOf } from '../../synthesis/prompt-settings.ts';
import type { Task } from '../../tasks/task.ts';
import type { Lane, LaneAsked } from './lane.svelte.ts';

/** Null where it has none of its own, or whoever is in the lane now would not go by it. */
export function ownCountOf({
  offer,
  shownTestCount,
}: Pick<Lane, 'offer' | 'shownTestCount'>): number | null {
  return offer?.engineId === 'search' ? shownTestCount : null;
}

/** `count`: null for as many as all are shown. */
export function withShownTests(asked: LaneAsked, task: Task, count: number | null): LaneAsked {
  if (count === null) return asked;
  const { request } = asked;
  const shownTests = shownTestsOf(task, { shownTestCount: count });
  return {
    ...{ ...asked, shownTestCount: count },
    request: { ...request, brief: { ...request.brief, shownTests } },
  };
}
