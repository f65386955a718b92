/**
 * How the page is shown: large type for a projector or the usual size, with what writes programs
 * or without it, for people who want to solve tasks alone. Remembers the choices.
 */

import type { KeptSettings } from '../work/kept-settings.ts';

const names = {
  isLarge: 'large-type',
  isSolo: 'solve-it-yourself',
  isWelcomed: 'welcomed',
} as const;

export class Presentation {
  #isLarge = $state(false);
  #isSolo = $state(false);
  /** Known once it is: nobody is to be welcomed for a moment on each visit. */
  #isWelcome = $state(false);
  #isWelcomed = false;
  readonly #settings: KeptSettings;

  constructor(settings: KeptSettings) {
    this.#settings = settings;
  }

  get isLarge(): boolean {
    return this.#isLarge;
  }

  /** Nothing on the page writes programs but the person. */
  get isSolo(): boolean {
    return this.#isSolo;
  }

  /** What this page is has to be said: nothing was generated or checked here yet. */
  get isWelcome(): boolean {
    return this.#isWelcome;
  }

  /** Takes up the choices of the last visit. Whoever has worked here needs no welcome. */
  async restore(hasWork: () => Promise<boolean>): Promise<void> {
    this.#isLarge = (await this.#settings.setting(names.isLarge)) === true;
    this.#isSolo = (await this.#settings.setting(names.isSolo)) === true;
    if ((await this.#settings.setting(names.isWelcomed)) === true) return;
    if (await hasWork()) this.endWelcome();
    this.#isWelcome = !this.#isWelcomed;
  }

  endWelcome(): void {
    if (this.#isWelcomed) return;
    this.#isWelcomed = true;
    this.#isWelcome = false;
    void this.#settings.keepSetting(names.isWelcomed, true);
  }

  toggleLarge(): void {
    this.#isLarge = !this.#isLarge;
    void this.#settings.keepSetting(names.isLarge, this.#isLarge);
  }

  toggleSolo(): void {
    this.#isSolo = !this.#isSolo;
    void this.#settings.keepSetting(names.isSolo, this.#isSolo);
  }
}
