/**
 * The numbers of a run worked out once more from the text of its log: with fractions of whole
 * numbers, and with formulas written down from their sources. Nothing of the product's statistics,
 * of its reader of logs or of its types is used.
 */

export interface TaskCount {
  readonly task: string;
  /** Samples that say something about the model, and those of them that pass. */
  readonly n: number;
  readonly c: number;
}

export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** In the order in which the log names the tasks. */
export function countsIn(log: string): readonly TaskCount[] {
  const lines = log.split('\n').filter((line) => line !== '');
  const entries = lines.map((line) => JSON.parse(line));
  const samples = entries.filter(({ kind }) => kind === 'sample');
  return entries
    .filter(({ kind }) => kind === 'task')
    .map(({ task: { id } }) => {
      const own = samples.filter(({ task, verdict }) => task === id && verdict);
      const counted = own.filter(({ verdict }) => verdict.status !== 'sandbox-fault');
      const passed = counted.filter(({ verdict }) => verdict.status === 'passed');
      return { task: String(id), n: counted.length, c: passed.length };
    });
}

/**
 * pass@k over the tasks, 1 - C(n - c, k) / C(n, k) (Chen et al. 2021), with Wilson's score interval
 * (1927) on as many trials as scatter like these tasks do: Kish's design effect, with half a task
 * of single trials added, between the number of tasks and that of groups of k samples. The quantile
 * goes from the normal one to Student's as samples per task grow.
 */
export function passAt(k: number, counts: readonly TaskCount[]): Estimate {
  const rates = counts.map(({ n, c }) => 1 - Number(choose(n - c, k)) / Number(choose(n, k)));
  const [tasks, value] = [rates.length, mean(rates)];
  const single = value * (1 - value);
  const squares = rates.map((rate) => (rate - value) ** 2).reduce((sum, each) => sum + each, 0);
  const variance = (squares + single / 2) / (tasks - 0.5);
  const most = counts.map(({ n }) => n / k).reduce((sum, each) => sum + each, 0);
  const effective = variance === 0 ? tasks : (tasks * single) / variance;
  const trials = Math.max(tasks, Math.min(most, effective));
  const z = quantile(tasks, most / tasks);
  // The roots of (value - p)^2 = z^2 p (1 - p) / trials.
  const [a, b, c] = [1 + z ** 2 / trials, -2 * value - z ** 2 / trials, value ** 2];
  const root = Math.sqrt(Math.max(0, b ** 2 - 4 * a * c));
  return { value, low: (-b - root) / (2 * a), high: (-b + root) / (2 * a) };
}

/** Second minus first in pass@1, with the interval of Bonett and Price (2012) for `n` samples each. */
export function difference(
  first: readonly TaskCount[],
  second: readonly TaskCount[],
  n: number,
): Estimate {
  const changes = first.map(({ c }, at) => ((second[at]?.c ?? NaN) - c) / n);
  // One sample more on each side: a task gained by 1 / n, and one lost.
  const total = changes.length + 2 / n;
  const sum = changes.reduce((all, each) => all + each, 0);
  const squares = changes.reduce((all, each) => all + each * each, 0) + 2 / n;
  const error = Math.sqrt((squares / total - (sum / total) ** 2) / total);
  const half = quantile(changes.length, n) * error;
  return { value: mean(changes), low: sum / total - half, high: sum / total + half };
}

/**
 * How likely the differences would add up to at least as much, either way, if each task's could as
 * well have the other sign: every combination of signs is counted. For `n` samples on both sides.
 */
export function signFlip(first: readonly TaskCount[], second: readonly TaskCount[]): number {
  const changes = first.map(({ c }, at) => Math.abs((second[at]?.c ?? NaN) - c));
  const seen = Math.abs(first.reduce((sum, { c }, at) => sum + (second[at]?.c ?? NaN) - c, 0));
  let chances = new Map([[0, 1]]);
  for (const change of changes) {
    const next = new Map<number, number>();
    for (const [sum, chance] of chances) {
      for (const to of [sum - change, sum + change]) next.set(to, (next.get(to) ?? 0) + chance / 2);
    }
    chances = next;
  }
  const extreme = [...chances].filter(([sum]) => Math.abs(sum) >= seen);
  return extreme.reduce((sum, [, chance]) => sum + chance, 0);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, each) => sum + each, 0) / values.length;
}

/** n over k, exact. */
function choose(n: number, k: number): bigint {
  if (k > n) return 0n;
  let ways = 1n;
  for (let at = 1; at <= k; at++) ways = (ways * BigInt(n - k + at)) / BigInt(at);
  return ways;
}

const normal = 1.9599639845;

function quantile(tasks: number, samplesPerTask: number): number {
  return normal + (student(tasks - 1) - normal) * (1 - 1 / samplesPerTask);
}

/** The 97.5th percentile of Student's t, by halving on its density's integral (Simpson's rule). */
function student(freedom: number): number {
  // x = sqrt(freedom) tan(angle) makes the density a power of the cosine.
  const density = (angle: number) => Math.cos(angle) ** (freedom - 1);
  const area = (to: number) => {
    const steps = 2000;
    const width = to / steps;
    let sum = density(0) + density(to);
    for (let at = 1; at < steps; at++) sum += density(at * width) * (at % 2 === 1 ? 4 : 2);
    return (sum * width) / 3;
  };
  const half = area(Math.PI / 2);
  let [low, high] = [0, Math.PI / 2];
  for (let round = 0; round < 60; round++) {
    const middle = (low + high) / 2;
    if (area(middle) / half < 0.95) low = middle;
    else high = middle;
  }
  return Math.sqrt(freedom) * Math.tan(low);
}
