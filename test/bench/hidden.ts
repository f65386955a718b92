/**
 * npm run bench -- hidden [--rounds N] [--every N]: the 399 published completions with all inputs
 * of MBPP+, twice: a first visit that knows no expected value, and a second that finds them kept.
 * `--every 4` takes every fourth completion only.
 */

import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import type { CheckRequest } from '../../src/checking/checker.ts';
import type { Verdict } from '../../src/checking/verdict.ts';
import { type HeadlessPage, openHeadlessPage } from '../support/headless-page.ts';
import { processorTicks } from '../support/process-memory.ts';
import { prepare } from '../support/prepare.ts';
import { has, publishedSamples, tasksOf } from '../support/published.ts';
import { machine } from './search/machine.ts';

interface Pass {
  readonly seconds: number;
  /** Of the browser, on all cores: another's work does not lengthen it by much. */
  readonly processorSeconds: number;
  readonly verdicts: readonly Verdict[];
}

const slowestShown = 8;
/** Of a second pass to the first. */
const target = 0.5;

export async function main(args: readonly string[]): Promise<number> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ args: [...args], options: { rounds: text, every: text } });
  const [rounds, every] = [Number(values.rounds ?? 1), Number(values.every ?? 1)];
  if (!has('mbppPlus', 'samples')) {
    console.error('There is no copy of MBPP+ and of completions beside the repository.');
    return 2;
  }
  await prepare();
  const requests = (await published()).filter((_, index) => index % every === 0);
  const passes: { first: Pass; second: Pass }[] = [];
  for (let round = 1; round <= rounds; round++) {
    const headless = await openHeadlessPage();
    const first = await graded(headless, requests);
    await visitAgain(headless);
    const second = await graded(headless, requests);
    await headless.close();
    passes.push({ first, second });
    console.log(`round ${round} of ${rounds}: ${seconds(first)}, then ${seconds(second)}`);
    report(requests, first, second);
  }
  console.log(`On ${await machine()}; load average ${loadavg()[0]?.toFixed(1)}.`);
  console.log(`${requests.length} completions, medians of ${rounds} rounds`);
  printMedians('wall clock', passes, ({ seconds }) => seconds, `target: at most x ${target}`);
  printMedians('processor', passes, ({ processorSeconds }) => processorSeconds);
  const areEqual = passes.every(
    ({ first, second }) => changed(requests, first, second).length === 0,
  );
  return areEqual ? 0 : 1;
}

function printMedians(
  name: string,
  passes: readonly { readonly first: Pass; readonly second: Pass }[],
  of: (pass: Pass) => number,
  remark = '',
): void {
  const first = median(passes.map((each) => of(each.first)));
  const second = median(passes.map((each) => of(each.second)));
  const ratio = (second / first).toFixed(2);
  const both = `first pass ${first.toFixed(1)} s, second ${second.toFixed(1)} s, x ${ratio}`;
  console.log(`${name.padEnd(12)} ${both}  ${remark}`);
}

async function published(): Promise<CheckRequest[]> {
  const tasks = new Map(tasksOf('mbppPlus').map((task) => [task.id, task]));
  return (await publishedSamples()).flatMap(({ taskId, program }) => {
    const task = tasks.get(taskId);
    return task ? [{ task, program }] : [];
  });
}

async function graded(headless: HeadlessPage, requests: readonly CheckRequest[]): Promise<Pass> {
  const [startedAt, ticks] = [performance.now(), processorTicks()];
  const verdicts = await headless.check(requests);
  const seconds = (performance.now() - startedAt) / 1000;
  return { seconds, processorSeconds: (processorTicks() - ticks) / 100, verdicts };
}

/** What the first visit kept is still there; what it held in memory is not. */
async function visitAgain({ page }: HeadlessPage): Promise<void> {
  await page.reload();
  await page.evaluate(() => window.synthpad.start(null));
}

function report(requests: readonly CheckRequest[], first: Pass, second: Pass): void {
  const passed = first.verdicts.filter(({ status }) => status === 'passed').length;
  console.log(
    `  passed ${passed}; median program ${median(first.verdicts.map(({ ms }) => ms)).toFixed(1)} ms`,
  );
  const slowest = requests
    .map(({ task }, index) => ({ id: task.id, ms: second.verdicts[index]?.ms ?? 0 }))
    .sort((a, b) => b.ms - a.ms)
    .slice(0, slowestShown);
  const times = slowest.map(({ id, ms }) => `${id} ${(ms / 1000).toFixed(1)} s`);
  console.log(`  slowest programs of the second pass: ${times.join(', ')}`);
  for (const each of changed(requests, first, second)) console.log(`  CHANGED ${each}`);
}

function changed(requests: readonly CheckRequest[], first: Pass, second: Pass): string[] {
  return requests.flatMap(({ task }, index) => {
    const [before, after] = [first.verdicts[index]?.status, second.verdicts[index]?.status];
    return before === after ? [] : [`${task.id}: ${before}, then ${after}`];
  });
}

function seconds(pass: Pass): string {
  return `${pass.seconds.toFixed(1)} s`;
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN;
}
