/** What can be recorded of the attempts at a task, going by the one in view. */

import type { Attempts } from '../../attempts/attempts.svelte.ts';
import type { AttemptRecord } from '../../work/records.ts';

export interface Recordable {
  readonly kind: 'dialog' | 'round' | 'attempt' | 'all' | 'task';
  /** Oldest first; [] of the task alone. */
  readonly attempts: readonly AttemptRecord[];
}

/**
 * What suggests itself comes first. `isSolo`: who solves alone sees no model's programs, nor passes
 * them on, in the dialog or round of an attempt no more than among all of them.
 */
export function recordable(
  { all, inView, thread, round }: Pick<Attempts, 'all' | 'inView' | 'thread' | 'round'>,
  isSolo: boolean,
): readonly Recordable[] {
  const shown = (attempts: readonly AttemptRecord[]) =>
    isSolo ? attempts.filter(({ author }) => author.kind === 'person') : attempts;
  const first: Recordable[] = [];
  const viewed = inView ? shown([inView]) : [];
  if (viewed.length > 0) {
    const [ownThread, ownRound] = [shown(thread), shown(round)];
    if (ownThread.length > 1) first.push({ kind: 'dialog', attempts: ownThread });
    else if (ownRound.length > 1) first.push({ kind: 'round', attempts: ownRound });
    else first.push({ kind: 'attempt', attempts: viewed });
  }
  const shownAll = shown(all);
  const isMore = shownAll.length > (first[0]?.attempts.length ?? 0);
  if (isMore) first.push({ kind: 'all', attempts: shownAll });
  return [...first, { kind: 'task', attempts: [] }];
}
