/** How a reply grows with time: by its pieces where their timing is known, else at an even pace. */

import type { RecordedPart } from './recording/recording.ts';

/** Of a reply of which only the text is known: as fast as one reads along. */
const usualPerSecond = 120;
/** Between two pieces, whatever a file says. */
const longestMs = 600_000;

export class ReplyPace {
  /** From the request to the last piece. */
  readonly durationMs: number;
  /** When so many characters were there, in order. */
  readonly #times: readonly number[];
  readonly #lengths: readonly number[];
  /** Even between the two, where only they are known. */
  readonly #isEven: boolean;
  readonly #length: number;

  constructor(part: Pick<RecordedPart, 'reply' | 'timing' | 'search'>) {
    const { reply, timing = [] } = part;
    this.#length = reply?.text.length ?? 0;
    // Without a reply nothing grows, whatever a file says of its pace.
    const known = part.search || !reply ? null : momentsOf(timing, this.#length);
    this.#isEven = known === null && !part.search;
    const { times, lengths } = known ?? endsOf(part, this.#length);
    this.#times = times;
    this.#lengths = lengths;
    this.durationMs = times.at(-1) ?? 0;
  }

  /** How many characters of the reply are there so long after the request. */
  lengthAt(ms: number): number {
    if (ms >= this.durationMs) return this.#length;
    const next = firstAfter(this.#times, ms);
    const before = next - 1;
    const [length, time] = [this.#lengths[before] ?? 0, this.#times[before] ?? 0];
    if (!this.#isEven || before < 0) return length;
    const [nextLength, nextTime] = [this.#lengths[next] ?? 0, this.#times[next] ?? 0];
    return Math.round(length + ((nextLength - length) * (ms - time)) / (nextTime - time));
  }
}

/** The index of the first of ascending times that is later: asked many times a second. */
function firstAfter(times: readonly number[], ms: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? 0) > ms) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The same timing with pieces that come closer together than this joined. */
export function coarser(timing: readonly number[], grainMs: number): number[] {
  const joined: number[] = [];
  let [waited, came] = [0, 0];
  for (let at = 0; at + 1 < timing.length; at += 2) {
    waited += timing[at] ?? 0;
    came += timing[at + 1] ?? 0;
    if (waited < grainMs) continue;
    joined.push(waited, came);
    [waited, came] = [0, 0];
  }
  if (came > 0) joined.push(waited, came);
  return joined;
}

interface Moments {
  readonly times: readonly number[];
  readonly lengths: readonly number[];
}

/** Null where it does not go with a text of this length. */
function momentsOf(timing: readonly number[], length: number): Moments | null {
  const times: number[] = [];
  const lengths: number[] = [];
  let [time, sum] = [0, 0];
  for (let at = 0; at + 1 < timing.length; at += 2) {
    time += Math.min(longestMs, timing[at] ?? 0);
    sum += timing[at + 1] ?? 0;
    times.push(time);
    lengths.push(Math.min(length, sum));
  }
  return times.length > 0 && sum >= length / 2 ? { times, lengths } : null;
}

/** When the first character came, and the last. */
function endsOf(
  { reply, search }: Pick<RecordedPart, 'reply' | 'search'>,
  length: number,
): Moments {
  if (!reply) return { times: [], lengths: [] };
  if (search) {
    const ms = Math.min(longestMs, Math.max(0, 1000 * search.progress.elapsedSeconds || 0));
    return { times: [ms], lengths: [length] };
  }
  const { firstTokenMs, totalMs } = reply;
  const first = Math.min(longestMs, firstTokenMs ?? 0);
  const usual = (1000 * length) / usualPerSecond;
  const last = totalMs > 0 ? Math.max(first, Math.min(longestMs, totalMs)) : first + usual;
  return { times: [first, last], lengths: [0, length] };
}
