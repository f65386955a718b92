/** With which hidden inputs a run is checked: all parts of one run with the same, or with none. */

import { hiddenSourceOf } from '../../tasks/hidden-source.ts';
import { hiddenCheckOf } from '../../tasks/rows/evalplus-row.ts';
import type { Task } from '../../tasks/task.ts';
import type { Run } from './run.ts';

export type HiddenUse = Pick<Run, 'hiddenInputs' | 'hiddenSource'>;

/** Of what a plan selects, before it is divided, out of the whole set. Each task's inputs count once. */
export async function hiddenUseOf(
  selected: readonly Task[],
  set: readonly Task[],
): Promise<HiddenUse> {
  const hiddenInputs = selected.find(({ hidden }) => hidden)?.hidden?.kind ?? null;
  if (hiddenInputs === null) return { hiddenInputs };
  const checks = set.flatMap((task) => {
    const check = hiddenCheckOf(task);
    return check ? [[task.id, check.hidden] as const] : [];
  });
  return { hiddenInputs, hiddenSource: await hiddenSourceOf([...new Map(checks).values()]) };
}

/** As far as both tell: runs of before December 2026 do not say which inputs they were. */
export function isSameUse(one: HiddenUse, other: HiddenUse): boolean {
  const [first, second] = [one.hiddenSource?.sha256, other.hiddenSource?.sha256];
  return (
    (one.hiddenInputs ?? null) === (other.hiddenInputs ?? null) &&
    (first ?? second) === (second ?? first)
  );
}
