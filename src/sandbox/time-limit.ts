/**
 * A limit on the wall clock that knows when it was not the program that took the time: a machine
 * that slept, or was paused, finds its clock ahead on waking.
 */

const beatMs = 1_000;
/** Timers of a busy page are late, but not by this much. */
const lateMs = 2_000;

export class TimeLimit {
  #sleptMs = 0;
  #lastBeat = performance.now();
  readonly #endsAt: number;
  readonly #timer: ReturnType<typeof setTimeout>;
  readonly #beat: ReturnType<typeof setInterval> | undefined;

  /** `onEnd` is told whether the machine may have slept meanwhile. Never called after `stop`. */
  constructor(limitMs: number, onEnd: (hasSlept: boolean) => void) {
    const endsAt = (this.#endsAt = performance.now() + limitMs);
    this.#timer = setTimeout(() => {
      this.stop();
      onEnd(this.sleptMs > 0 || performance.now() - endsAt > lateMs);
    }, limitMs);
    if (limitMs > lateMs) this.#beat = setInterval(() => this.#listen(), beatMs);
  }

  /** So far: time in which nothing ran, so that it is nobody's. */
  get sleptMs(): number {
    this.#listen();
    return this.#sleptMs;
  }

  get leftMs(): number {
    return Math.max(0, this.#endsAt - performance.now());
  }

  stop(): void {
    clearTimeout(this.#timer);
    clearInterval(this.#beat);
  }

  #listen(): void {
    const now = performance.now();
    const missedMs = now - this.#lastBeat - beatMs;
    if (missedMs > lateMs) this.#sleptMs += missedMs;
    this.#lastBeat = now;
  }
}

/** A limit that begins again where the machine slept meanwhile. */
export function limitAwake(limitMs: number, onEnd: () => void): Pick<TimeLimit, 'stop'> {
  let limit: TimeLimit;
  const begin = () => {
    limit = new TimeLimit(limitMs, (hasSlept) => (hasSlept ? begin() : onEnd()));
  };
  begin();
  return { stop: () => limit.stop() };
}
