/**
 * A limit on the wall clock that knows when it was not the program that took the time: a machine
 * that slept, or was paused, finds its clock ahead on waking.
 */

const beatMs = 1_000;
/** Timers of a busy page are late, but not by this much. */
const lateMs = 2_000;

export class TimeLimit {
  #hasSlept = false;
  #lastBeat = performance.now();
  readonly #timer: ReturnType<typeof setTimeout>;
  readonly #beat: ReturnType<typeof setInterval> | undefined;

  /** `onEnd` is told whether the machine may have slept meanwhile. Never called after `stop`. */
  constructor(limitMs: number, onEnd: (hasSlept: boolean) => void) {
    const endsAt = performance.now() + limitMs;
    this.#timer = setTimeout(() => {
      this.stop();
      onEnd(this.#hasSlept || performance.now() - endsAt > lateMs);
    }, limitMs);
    if (limitMs > lateMs) this.#beat = setInterval(() => this.#listen(), beatMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
    clearInterval(this.#beat);
  }

  #listen(): void {
    const now = performance.now();
    if (now - this.#lastBeat > beatMs + lateMs) this.#hasSlept = true;
    this.#lastBeat = now;
  }
}
