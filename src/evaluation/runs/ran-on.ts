/** What the replies of one run were computed on, where several loads or shards of it differ. */

import type { ModelDetails, RanOn } from '../../synthesis/engine.ts';

/** Details with what it ran on before too, each once: replies may differ between the two. */
export function withRanOn(details: ModelDetails, before: readonly RanOn[]): ModelDetails {
  const ranOn = [...before, ...(details.ranOn ?? [])].filter(
    (each, at, all) => at === all.findIndex((other) => isSame(each, other)),
  );
  return ranOn.length === 0 ? details : { ...details, ranOn };
}

function isSame(one: RanOn, other: RanOn): boolean {
  return one.processor === other.processor && one.threads === other.threads;
}
