/**
 * Autoplay: what comes next starts after a countdown that can be seen and stopped. What has ended,
 * and what comes next, is for the view.
 */

import type { KeptSettings } from '../work/kept-settings.ts';

const setting = 'replay-automatic';
/** Long enough to see how it ended, and to stay there. */
const leastSeconds = 5;
const mostSeconds = 60;

/** Calls back each second, until what it gives is called. */
export type Clock = (onSecond: () => void) => () => void;

export class AutomaticPlay {
  #isOn = $state(false);
  #leftSeconds = $state<number | null>(null);
  #startsNext = false;
  readonly #settings: KeptSettings;
  readonly #clock: Clock;

  constructor(settings: KeptSettings, clock: Clock = seenSeconds) {
    this.#settings = settings;
    this.#clock = clock;
    void this.#restore();
  }

  /** Off until a person wants it. */
  get isOn(): boolean {
    return this.#isOn;
  }

  set isOn(isOn: boolean) {
    this.#isOn = isOn;
    void this.#settings.keepSetting(setting, isOn);
  }

  /** Until the next begins; null while nothing is about to. */
  get leftSeconds(): number | null {
    return this.#leftSeconds;
  }

  /**
   * Counts down, then goes on. Gives what ends it before. `unseenMs`: how long what has ended would
   * have taken, where it appeared whole; it is to be read first.
   */
  countDown(goOn: () => void, unseenMs = 0): () => void {
    let left = Math.min(mostSeconds, leastSeconds + Math.ceil(unseenMs / 1000));
    this.#leftSeconds = left;
    const stopClock = this.#clock(() => {
      left -= 1;
      this.#leftSeconds = left;
      if (left > 0) return;
      stop();
      goOn();
    });
    const stop = () => {
      stopClock();
      this.#leftSeconds = null;
    };
    return stop;
  }

  /** What is shown next begins without a press. */
  startNext(): void {
    this.#startsNext = true;
  }

  /** Whether what is shown now begins without a press: asked once of each. */
  takeStart(): boolean {
    const starts = this.#startsNext;
    this.#startsNext = false;
    return starts;
  }

  async #restore(): Promise<void> {
    const kept = await this.#settings.setting(setting);
    if (kept === true) this.#isOn = true;
  }
}

/**
 * The seconds in which a countdown can be seen: none passes in a tab in the background or behind a
 * dialog, where nobody could stop what starts.
 */
function seenSeconds(onSecond: () => void): () => void {
  const timer = setInterval(() => {
    if (!document.hidden && !document.querySelector('dialog:modal')) onSecond();
  }, 1000);
  return () => clearInterval(timer);
}
