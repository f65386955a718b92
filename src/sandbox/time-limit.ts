/**
 * A limit on time awake. A machine that sleeps, or is paused, finds its clock ahead on waking: that
 * time is nobody's, and what ran before goes on with what it had left. Listens in short beats, as
 * the clock alone cannot tell the two kinds of time apart.
 */

const beatMs = 250;
/** A beat of a busy page is late, but not by more than this. */
const lateMs = 300;
/** Browsers let the timers of a hidden page wait for the next full second. */
const lateHiddenMs = 1_000;

export class TimeLimit {
  readonly #limitMs: number;
  readonly #onEnd: () => void;
  readonly #startedAt = performance.now();
  #sleptMs = 0;
  #heardAt = this.#startedAt;
  #dueAt = this.#startedAt;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #turns: MessageChannel | null = null;
  #isOver = false;

  /** `onEnd` is never called after `stop`. */
  constructor(limitMs: number, onEnd: () => void) {
    this.#limitMs = limitMs;
    this.#onEnd = onEnd;
    this.#wait();
  }

  /** So far: time in which nothing ran. */
  get sleptMs(): number {
    if (!this.#isOver) this.#listen();
    return this.#sleptMs;
  }

  /** Of the limit, awake. */
  get leftMs(): number {
    const awakeMs = performance.now() - this.#startedAt - this.sleptMs;
    return Math.max(0, this.#limitMs - awakeMs);
  }

  stop(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#turns?.port1.close();
  }

  #wait(): void {
    const waitMs = Math.min(beatMs, this.leftMs || beatMs);
    this.#dueAt = performance.now() + waitMs;
    this.#timer = setTimeout(() => this.#beat(), waitMs);
  }

  #beat(): void {
    const sleptMs = this.#sleptMs;
    // What came to its end before a sleep is heard of only now: after one more beat.
    if (this.leftMs > 0 || this.#sleptMs > sleptMs) return this.#waitInTurn();
    this.stop();
    this.#onEnd();
  }

  /**
   * A timer that is set while another fires belongs to a chain, which browsers let fire once a
   * minute in a page that has been hidden for a while. One that is set by a message does not.
   */
  #waitInTurn(): void {
    if (!this.#turns) {
      this.#turns = new MessageChannel();
      this.#turns.port1.onmessage = () => {
        if (!this.#isOver) this.#wait();
      };
    }
    this.#turns.port2.postMessage(null);
  }

  #listen(): void {
    const now = performance.now();
    const isHidden = 'document' in globalThis && document.hidden;
    const expectedBy = this.#dueAt + (isHidden ? lateHiddenMs : lateMs);
    this.#sleptMs += Math.max(0, now - Math.max(this.#heardAt, expectedBy));
    this.#heardAt = now;
  }
}
