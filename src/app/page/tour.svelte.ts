/** The tour through the page: where it stands, and whether it was ended before. */

import type { KeptSettings } from '../work/kept-settings.ts';

export const tourStops = ['task', 'program', 'check', 'model', 'evaluation', 'help'] as const;
export type TourStop = (typeof tourStops)[number];

const settingName = 'tour-ended';

export class Tour {
  #at = $state(0);
  readonly stop = $derived<TourStop>(tourStops[this.#at] ?? 'task');
  /** From one on. */
  readonly number = $derived(this.#at + 1);
  readonly isFirst = $derived(this.#at === 0);
  readonly isLast = $derived(this.#at === tourStops.length - 1);
  readonly #settings: KeptSettings;

  constructor(settings: KeptSettings) {
    this.#settings = settings;
  }

  move(steps: 1 | -1): void {
    this.#at = Math.min(tourStops.length - 1, Math.max(0, this.#at + steps));
  }

  /** Whoever has ended it is not offered it again, except under Help. */
  end(): void {
    void this.#settings.keepSetting(settingName, true);
  }
}

export async function wasTourEnded(settings: KeptSettings): Promise<boolean> {
  return (await settings.setting(settingName)) === true;
}
