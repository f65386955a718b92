/** How the page is shown: large type for a projector, or the usual size. Remembers the choice. */

import type { KeptSettings } from './kept-settings.ts';

const name = 'large-type';

export class Presentation {
  #isLarge = $state(false);
  readonly #settings: KeptSettings;

  constructor(settings: KeptSettings) {
    this.#settings = settings;
  }

  get isLarge(): boolean {
    return this.#isLarge;
  }

  /** Takes up the choice of the last visit. */
  async restore(): Promise<void> {
    this.#isLarge = (await this.#settings.setting(name)) === true;
  }

  toggle(): void {
    this.#isLarge = !this.#isLarge;
    void this.#settings.keepSetting(name, this.#isLarge);
  }
}
