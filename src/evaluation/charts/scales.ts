/** From numbers to places on a chart, with few and round ticks. */

export interface Scale {
  readonly from: number;
  readonly to: number;
  /** In increasing order, all within the scale. */
  readonly ticks: readonly number[];
  /** 0 at `from`, 1 at `to`. */
  readonly shareOf: (value: number) => number;
}

/** Rates from 0 up to the first round share that holds all of them. */
export function rateScale(rates: readonly number[]): Scale {
  const most = Math.max(0, ...rates);
  const tops = [0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1];
  const to = tops.find((top) => most <= top) ?? 1;
  const parts = to === 0.6 ? 3 : to === 0.05 ? 5 : 4;
  const step = to === 1 ? 0.25 : to / parts;
  const ticks = Array.from({ length: Math.round(to / step) + 1 }, (_, at) => at * step);
  return { from: 0, to, ticks, shareOf: (rate) => rate / to };
}

/** Whole numbers from 1, or from 0: evenly while there are few, by their logarithm from then on. */
export function countScale(most: number, room: number): Scale {
  if (most <= 12) {
    const step = Math.max(1, Math.ceil(most / room));
    const ticks = Array.from({ length: most }, (_, at) => at + 1).filter(
      (each) => (each - 1) % step === 0,
    );
    const span = Math.max(1, most - 1);
    return { from: 1, to: Math.max(2, most), ticks, shareOf: (value) => (value - 1) / span };
  }
  return logScale(1, most, room);
}

/** Evenly from 0 to `most`, whose own tick is always there. */
export function linearScale(most: number, room: number): Scale {
  const rough = most / Math.max(1, room);
  const power = 10 ** Math.floor(Math.log10(Math.max(1, rough)));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= rough) ?? 1;
  const ticks = [];
  for (let tick = 0; tick < most - step / 2; tick += step) ticks.push(tick);
  return { from: 0, to: most, ticks: [...ticks, most], shareOf: (value) => value / most };
}

/** Ticks at 1, 2 and 5 of each power of ten as far as there is room, else at powers, else ends. */
export function logScale(from: number, to: number, room: number): Scale {
  const candidates = [[1, 2, 5], [1, 3], [1]].map((steps) => roundWithin(from, to, steps));
  const inside = candidates.find((ticks) => ticks.length <= room) ?? [];
  const span = Math.log(to / from);
  const shareOf = (value: number) => (span === 0 ? 0.5 : Math.log(value / from) / span);
  return { from, to, ticks: inside, shareOf };
}

function roundWithin(from: number, to: number, steps: readonly number[]): number[] {
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(from)); power <= Math.ceil(Math.log10(to)); power++) {
    for (const step of steps) ticks.push(step * 10 ** power);
  }
  return ticks.filter((tick) => tick >= from * 0.999 && tick <= to * 1.001);
}

/**
 * Where labels go that would like to stand at `wanted`: in the same order, `apart` from each
 * other, none beyond the ends, as near to their wish as that allows.
 */
export function spread(
  wanted: readonly number[],
  apart: number,
  from: number,
  to: number,
): number[] {
  const order = wanted.map((_, at) => at).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
  const places: number[] = [];
  let last = from - apart;
  for (const at of order) {
    last = Math.max(wanted[at] ?? 0, last + apart);
    places[at] = last;
  }
  let next = to + apart;
  for (const at of order.toReversed()) {
    next = Math.min(places[at] ?? 0, next - apart);
    places[at] = next;
  }
  return places;
}
