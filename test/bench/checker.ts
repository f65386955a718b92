/**
 * npm run bench -- checker [--rounds N] [--every N]: how fast the checker is, as medians, beside
 * this machine's own python3 in the same rounds, so that load strikes both alike.
 * `--every 4` takes every fourth task only.
 */

import { spawnSync } from 'node:child_process';
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import type { Task } from '../../src/tasks/task.ts';
import { openHeadlessPage } from '../support/headless-page.ts';
import { prepare } from '../support/prepare.ts';
import { has, starterTasks, tasksOf } from '../support/published.ts';
import {
  bootMs,
  bytesPerWorker,
  endToEnd,
  latenciesMs,
  respawnMs,
} from './checker/measurements.ts';
import { machine } from './search/machine.ts';

const harness = 'test/bench/checker/native_harness.py';
/** Enough for a 95th percentile. */
const latencyTasks = 200;
/** Its reference alone takes seconds, whoever runs it. */
const slowTask = '123';

const natives = [
  { name: 'one process, exec', mode: 'exec', lanes: 1 },
  { name: 'a process per task', mode: 'process', lanes: 1 },
  { name: 'a process per task, two at a time', mode: 'process', lanes: 2 },
  { name: 'python3 per task', mode: 'file', lanes: 1 },
] as const;

export async function main(args: readonly string[]): Promise<number> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ args: [...args], options: { rounds: text, every: text } });
  const [rounds, every] = [Number(values.rounds ?? 3), Number(values.every ?? 1)];
  await prepare();
  const all = has('mbpp') ? tasksOf('mbpp') : starterTasks();
  const tasks = all.filter((_, index) => index % every === 0);
  const quick = tasks.filter((task) => task.id !== slowTask).slice(0, latencyTasks);
  console.log(`${tasks.length} of ${all.length} tasks, ${rounds} rounds`);

  const series = new Series();
  for (let round = 1; round <= rounds; round++) {
    const headless = await openHeadlessPage();
    for (let boot = 0; boot < 3; boot++) series.add('boot', await bootMs(headless));
    for (const ms of await latenciesMs(headless, quick)) series.add('latency', ms);
    const ours = await endToEnd(headless, tasks, null);
    for (const { name, mode, lanes } of natives) {
      series.add(name, runNatively(tasks, mode, lanes));
    }
    const again = await endToEnd(headless, tasks, null);
    if (Math.min(ours.passed, again.passed) < tasks.length) console.log('Not all passed.');
    series.add('end to end', (ours.ms + again.ms) / 2);
    for (let kill = 0; kill < 3; kill++) series.add('respawn', await respawnMs(headless));
    const bytes = await bytesPerWorker(headless);
    if (bytes !== null) series.add('megabytes', bytes / 1e6);
    await headless.close();
    console.log(`round ${round} of ${rounds} done`);
  }
  console.log(`On ${await machine()}; load average ${loadavg()[0]?.toFixed(1)}.`);
  printReport(series, tasks.length);
  return 0;
}

function printReport(series: Series, count: number): void {
  const line = (name: string, value: string, target = '') =>
    console.log(`${name.padEnd(44)} ${value.padStart(10)}  ${target}`);
  const ms = (value: number) => (Number.isNaN(value) ? 'unknown' : `${value.toFixed(1)} ms`);
  line('boot to first verdict', ms(series.at('boot')), 'target: under 1500 ms');
  line('one task, warm, p50', ms(series.at('latency')), 'target: under 10 ms');
  line('one task, warm, p95', ms(series.at('latency', 0.95)));
  line('next program ready after a kill', ms(series.at('respawn')), 'target: under 500 ms');
  line('memory per worker', `${series.at('megabytes').toFixed(0)} MB`);
  line(`all ${count} references, the checker`, ms(series.at('end to end')));
  for (const { name, mode } of natives) {
    const ratio = series.at('end to end') / series.at(name);
    const target = mode === 'process' ? 'target: at most 0.35' : '';
    line(`  natively, ${name}`, ms(series.at(name)));
    line('    the checker takes', `x ${ratio.toFixed(3)}`, target);
  }
}

function runNatively(tasks: readonly Task[], mode: string, lanes: number): number {
  const programs = tasks.map((task) =>
    [task.referenceCode, task.setupCode, ...task.tests, ...task.challengeTests].join('\n'),
  );
  const { stdout, status } = spawnSync('python3', [harness, mode, String(lanes)], {
    input: JSON.stringify(programs),
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  // What the programs print comes before.
  const last = status === 0 ? stdout.trim().split('\n').pop() : undefined;
  const { ms, passed } = last === undefined ? { ms: NaN, passed: 0 } : JSON.parse(last);
  if (passed < tasks.length) console.log(`python3, ${mode}: ${passed} of ${tasks.length} passed`);
  return ms;
}

class Series {
  readonly #values = new Map<string, number[]>();

  add(name: string, value: number): void {
    this.#values.set(name, [...(this.#values.get(name) ?? []), value]);
  }

  /** The median, or another quantile; NaN where nothing was measured. */
  at(name: string, quantile = 0.5): number {
    const sorted = (this.#values.get(name) ?? []).toSorted((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * quantile))] ?? NaN;
  }
}
