/** How fast bytes arrive, over the last few seconds, and how long the rest will take. */

import type { LoadProgress } from '../../synthesis/engine.ts';

export interface Pace {
  readonly bytesPerSecond: number;
  /** Null where the size is unknown, or nothing arrives. */
  readonly secondsLeft: number | null;
}

const windowMs = 5_000;
const leastMs = 1_000;
/** Reports come by the thousand; this many points are enough. */
const stepMs = 200;

export class TransferPace {
  #points: { readonly atMs: number; readonly bytes: number }[] = [];
  #totalBytes: number | null = null;
  #loadedBytes = 0;

  /** Null until there is enough to tell from, and for anything that is no download. */
  note({ stage, loadedBytes, totalBytes }: LoadProgress, nowMs: number): Pace | null {
    // With the size comes what an earlier visit kept, which did not arrive now. After a fault, what
    // came of a file may be given up.
    if (totalBytes !== this.#totalBytes || loadedBytes < this.#loadedBytes) this.#points = [];
    this.#totalBytes = totalBytes;
    this.#loadedBytes = loadedBytes;
    if (stage !== 'downloading') return null;
    const last = this.#points.at(-1);
    if (!last || nowMs - last.atMs >= stepMs) {
      this.#points.push({ atMs: nowMs, bytes: loadedBytes });
      this.#points = this.#points.filter(({ atMs }) => nowMs - atMs <= windowMs);
    }
    const [first] = this.#points;
    if (!first || nowMs - first.atMs < leastMs) return null;
    const bytesPerSecond = ((loadedBytes - first.bytes) * 1000) / (nowMs - first.atMs);
    if (totalBytes === null || bytesPerSecond === 0) return { bytesPerSecond, secondsLeft: null };
    return { bytesPerSecond, secondsLeft: (totalBytes - loadedBytes) / bytesPerSecond };
  }
}
