/**
 * npm run bench -- statistics [--rounds N]: how often the page's intervals hold the true value, how
 * often its test claims a difference that is not there, and how often it finds one that is. Runs
 * are simulated: tasks drawn from populations from hard to easy, samples drawn from tasks. The
 * table in `statistics.md` was made by it.
 */

import { parseArgs } from 'node:util';
import { meanDifference, type TaskPair } from '../../src/evaluation/statistics/paired.ts';
import { clusteredProportion, type Interval } from '../../src/evaluation/statistics/proportion.ts';
import { signFlipTest } from '../../src/evaluation/statistics/sign-flip.ts';

const taskCounts = [10, 15, 20, 50, 164, 500];
const sampleCounts = [1, 2, 5, 20, 80];
/** Values of a population, all equally likely. */
const gridSize = 400;

/** The chances that a sample of each task passes: quantiles of a Beta distribution. */
interface Population {
  readonly name: string;
  readonly chances: readonly number[];
}

const populations: readonly Population[] = [
  beta('hard, most at 0', 0.2, 3.8),
  beta('hard', 1, 9),
  beta('medium', 2, 2),
  beta('medium, most at 0 or 1', 0.4, 0.4),
  beta('easy', 9, 1),
  beta('easy, most at 1', 3.8, 0.2),
];

/** A second run that is better by so much on the scale of log odds. */
const betterBy = 0.7;

export function main(args: readonly string[]): number {
  const { values } = parseArgs({
    args: [...args],
    options: { rounds: { type: 'string', default: '2000' } },
  });
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1) {
    console.error('--rounds takes a whole number from 1.');
    return 2;
  }
  console.log(`${rounds} simulated runs each; shares in percent\n`);
  printShares('The interval of pass@1 holds the true rate (target 93 to 97)', (all) =>
    shareOf(rounds, () => holdsRate(all)),
  );
  printShares('The interval of a difference of 0 holds 0 (target at least 93)', (all) =>
    shareOf(rounds, () => holds(meanDifference(drawPairs(all, all.population.chances)), 0)),
  );
  printShares('The test claims a difference between equal runs (target at most 5)', (all) =>
    shareOf(rounds, () => signFlipTest(drawPairs(all, all.population.chances)) < 0.05),
  );
  printShares(`The test finds a run that is better by ${betterBy} of log odds`, (all) => {
    const better = all.population.chances.map(raised);
    return shareOf(rounds, () => signFlipTest(drawPairs(all, better)) < 0.05);
  });
  return 0;
}

interface Setting {
  readonly population: Population;
  readonly tasks: number;
  readonly samples: number;
}

function printShares(title: string, shareFor: (setting: Setting) => number): void {
  console.log(`### ${title}\n`);
  const columns = sampleCounts.map((samples) => ` n = ${samples} |`).join('');
  console.log(`| population | tasks |${columns}\n|---|--:|${'--:|'.repeat(sampleCounts.length)}`);
  for (const population of populations) {
    for (const tasks of taskCounts) {
      const shares = sampleCounts.map((samples) => shareFor({ population, tasks, samples }));
      const cells = shares.map((share) => ` ${(100 * share).toFixed(1)} |`).join('');
      console.log(`| ${population.name} | ${tasks} |${cells}`);
    }
  }
  console.log('');
}

function shareOf(rounds: number, isSo: () => boolean): number {
  let count = 0;
  for (let round = 0; round < rounds; round++) if (isSo()) count++;
  return count / rounds;
}

function holdsRate({ population: { chances }, tasks, samples }: Setting): boolean {
  const clusters = Array.from({ length: tasks }, () => ({
    sum: passes(pick(chances), samples) / samples,
    weight: 1,
  }));
  return holds(clusteredProportion(clusters, tasks * samples), meanOf(chances));
}

function holds(interval: Interval | null, value: number): boolean {
  const slack = 1e-12;
  return interval !== null && interval.low - slack <= value && value <= interval.high + slack;
}

/** One task after the other: the second run's chance is at the same place as the first one's. */
function drawPairs(
  { population: { chances }, tasks, samples }: Setting,
  second: readonly number[],
): TaskPair[] {
  return Array.from({ length: tasks }, () => {
    const at = Math.floor(random() * gridSize);
    return {
      first: { n: samples, c: passes(chances[at] ?? 0, samples) },
      second: { n: samples, c: passes(second[at] ?? 0, samples) },
    };
  });
}

function raised(chance: number): number {
  const odds = (chance / (1 - chance)) * Math.exp(betterBy);
  return chance >= 1 ? 1 : odds / (1 + odds);
}

function pick(chances: readonly number[]): number {
  return chances[Math.floor(random() * gridSize)] ?? 0;
}

const cumulatives = new Map<string, readonly number[]>();

/** A binomial draw, from a table: the same few thousand distributions come again and again. */
function passes(chance: number, samples: number): number {
  const key = `${samples}/${chance}`;
  const table = cumulatives.get(key) ?? cumulativeOf(chance, samples);
  cumulatives.set(key, table);
  const at = random();
  let [low, high] = [0, samples];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((table[middle] ?? 1) > at) high = middle;
    else low = middle + 1;
  }
  return low;
}

function cumulativeOf(chance: number, samples: number): number[] {
  if (chance <= 0) return Array<number>(samples + 1).fill(1);
  if (chance >= 1) return [...Array<number>(samples).fill(0), 1];
  let [term, sum] = [(1 - chance) ** samples, 0];
  return Array.from({ length: samples + 1 }, (_, count) => {
    sum += term;
    term *= ((samples - count) / (count + 1)) * (chance / (1 - chance));
    return sum;
  });
}

/** Quantiles at the middle of equal steps, by adding up the density on a fine grid of log odds. */
function beta(name: string, a: number, b: number): Population {
  const steps = 20_000;
  const points = Array.from({ length: steps }, (_, at) => {
    const odds = -60 + (120 * (at + 0.5)) / steps;
    const chance = 1 / (1 + Math.exp(-odds));
    // The density over log odds has one power more of both.
    return { chance, weight: Math.exp(a * Math.log(chance) - b * Math.log1p(Math.exp(odds))) };
  });
  const total = points.reduce((sum, { weight }) => sum + weight, 0);
  const chances: number[] = [];
  let sum = 0;
  for (const { chance, weight } of points) {
    sum += weight / total;
    while (chances.length < gridSize && sum >= (chances.length + 0.5) / gridSize) {
      chances.push(chance);
    }
  }
  while (chances.length < gridSize) chances.push(1);
  return { name, chances };
}

function meanOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
}

/** Mulberry32: the same table every time. */
let state = 20_261_129;
function random(): number {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}
