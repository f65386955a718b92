/**
 * The writers that a person last put side by side, for the next time. Files of a person's own are
 * kept by their names and servers by their addresses, without any key.
 */

import * as v from 'valibot';
import { type ModelSpec, modelSpecSchema } from '../../synthesis/model-spec.ts';
import { mostShownTests } from '../../synthesis/prompt-settings.ts';
import type { KeptSettings } from '../work/kept-settings.ts';

export const mostLanes = 3;

/** A lane as it is kept, and as a link brings it. */
export interface KeptLane {
  /** Null of a kind that is not known here. */
  readonly writer: ModelSpec | null;
  /** Of a search: how many tests it is shown. Null for as many as all others. */
  readonly shownTestCount: number | null;
}

const settingName = 'side-by-side-lanes';

/** What a later version says instead is as many as all others. */
export const shownTestCountSchema = v.fallback(
  v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(mostShownTests))),
  null,
);

const keptLanes = v.pipe(
  v.array(
    v.object({
      writer: v.fallback(v.nullable(modelSpecSchema), null),
      shownTestCount: v.optional(shownTestCountSchema, null),
    }),
  ),
  v.minLength(1),
);

export class KeptLanes {
  readonly #settings: Pick<KeptSettings, 'setting' | 'keepSetting'>;

  constructor(settings: Pick<KeptSettings, 'setting' | 'keepSetting'>) {
    this.#settings = settings;
  }

  /** Null where nobody has chosen any, or what is kept cannot be read. */
  async read(): Promise<readonly KeptLane[] | null> {
    const kept = v.safeParse(keptLanes, await this.#settings.setting(settingName));
    return kept.success ? kept.output.slice(0, mostLanes) : null;
  }

  keep(lanes: readonly KeptLane[]): void {
    void this.#settings.keepSetting(settingName, lanes.length > 0 ? [...lanes] : undefined);
  }
}
