/**
 * How the page is shown: in large type or the usual size, on a projector or not, with what writes
 * programs or without it, for people who want to solve tasks alone. Remembers the choices.
 */

import { keptFields, type KeptSettings } from '../work/kept-settings.ts';
import { askedSetting } from '../work/setting-names.ts';

const names = {
  isLarge: 'large-type',
  isSolo: 'solve-it-yourself',
  isWelcomed: 'welcomed',
  asked: askedSetting,
} as const;

export class Presentation {
  /** Task, code and verdict alone, for a class. No choice of a visit: each begins without it. */
  isProjected = $state(false);
  /** The tour goes around the page, because the person asked for it. */
  isTouring = $state(false);
  #isLarge = $state(false);
  #isSolo = $state(false);
  /** False while it is read what the person has chosen. */
  #isRestored = $state.raw(true);
  #restoring: Promise<unknown> = Promise.resolve();
  /** Known once it is: nobody is to be welcomed for a moment on each visit. */
  #isWelcome = $state(false);
  #isWelcomed = false;
  /**
   * By task, what a link asked: to solve it alone, with hints (true) or without. Null of what ended
   * on this visit, so that nothing that is read later brings it back.
   */
  #asked = $state.raw<Readonly<Record<string, unknown>>>({});
  readonly #settings: KeptSettings;
  readonly #openTask: () => string | null;

  /** `openTask`: its key. */
  constructor(settings: KeptSettings, openTask: () => string | null = () => null) {
    this.#settings = settings;
    this.#openTask = openTask;
  }

  get isLarge(): boolean {
    return this.#isLarge;
  }

  /** Nothing on the page writes programs but the person. */
  get isSolo(): boolean {
    return this.#isSolo || this.asked !== null;
  }

  /** The same, also while nobody knows yet: what is shown by mistake has been seen. */
  get mayBeSolo(): boolean {
    return this.isSolo || !this.#isRestored;
  }

  /** The person's own choice, for every task. */
  get isSoloByChoice(): boolean {
    return this.#isSolo;
  }

  /** Of any task, open or not. */
  isSoloAt(task: string): boolean {
    return this.#isSolo || typeof this.#asked[task] === 'boolean';
  }

  /** Resolves once it is known what the person has chosen. */
  async restored(): Promise<void> {
    await this.#restoring;
  }

  /** What a link asked of the open task: to solve it alone, with hints or without; null if none did. */
  get asked(): 'with-hints' | 'without-hints' | null {
    const hasHints = this.#asked[this.#openTask() ?? ''];
    if (typeof hasHints !== 'boolean') return null;
    return hasHints ? 'with-hints' : 'without-hints';
  }

  /** What this page is has to be said: nothing was generated or checked here yet. */
  get isWelcome(): boolean {
    return this.#isWelcome;
  }

  /** Takes up the choices of the last visit. Whoever has worked here needs no welcome. */
  async restore(hasWork: () => Promise<boolean>): Promise<void> {
    this.#isRestored = false;
    const reading = this.#readChoices().finally(() => (this.#isRestored = true));
    this.#restoring = reading.catch(() => undefined);
    await reading;
    if ((await this.#settings.setting(names.isWelcomed)) === true) return;
    if (await hasWork()) this.endWelcome();
    this.#isWelcome = !this.#isWelcomed;
  }

  async #readChoices(): Promise<void> {
    const read = (name: string) => this.#settings.setting(name);
    const [isLarge, isSolo, asked] = await Promise.all([
      read(names.isLarge),
      read(names.isSolo),
      read(names.asked),
    ]);
    this.#isLarge = isLarge === true;
    this.#isSolo = isSolo === true;
    this.#asked = { ...keptFields(asked), ...this.#asked };
  }

  endWelcome(): void {
    if (this.#isWelcomed) return;
    this.#isWelcomed = true;
    this.#isWelcome = false;
    void this.#settings.keepSetting(names.isWelcomed, true);
  }

  showWelcome(): void {
    this.#isWelcomed = false;
    this.#isWelcome = true;
    void this.#settings.keepSetting(names.isWelcomed, false);
  }

  toggleLarge(): void {
    this.#isLarge = !this.#isLarge;
    void this.#settings.keepSetting(names.isLarge, this.#isLarge);
  }

  /** A link asks it of one task, whatever the person has chosen for the others. */
  ask(task: string, hasHints: boolean): void {
    this.#asked = { ...this.#asked, [task]: hasHints };
    void this.#settings.changeSetting(names.asked, (kept) => ({
      ...keptFields(kept),
      [task]: hasHints,
    }));
  }

  /** The open task is like the others again. */
  endAsked(): void {
    const task = this.#openTask() ?? '';
    this.#asked = { ...this.#asked, [task]: null };
    // Of other tasks another tab knows more.
    void this.#settings.changeSetting(names.asked, (kept) =>
      Object.fromEntries(Object.entries(keptFields(kept)).filter(([key]) => key !== task)),
    );
  }

  /** All work is deleted, and which tasks links led to with it. Storage is for others to clear. */
  forgetAsked(): void {
    this.#asked = {};
  }

  toggleSolo(): void {
    const isSolo = this.isSolo;
    if (this.asked) this.endAsked();
    if (isSolo && !this.#isSolo) return;
    this.#isSolo = !isSolo;
    void this.#settings.keepSetting(names.isSolo, this.#isSolo);
  }
}
