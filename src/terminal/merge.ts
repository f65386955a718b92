/** npm run merge: joins the logs of a plan's shards into the log of the whole run. */

import { parseArgs } from 'node:util';
import { type LogHead, mergeLogs, type MissingPart } from '../evaluation/log/log-merge.ts';
import { planHash } from '../evaluation/plans/plan-reading.ts';
import { runLine, sampleLine, taskLine } from '../evaluation/log/run-log.ts';
import type { Run } from '../evaluation/runs/run.ts';
import { mergeFaultText } from '../texts/run-texts.ts';
import { endedBy } from './command-end.ts';
import { InputFault } from './input.ts';
import { exists, GrowingLog, logItems, readLogFile, sampleName, sayDamaged } from './log-file.ts';
import { mergeUsage, terminalTexts } from '../texts/terminal-texts.ts';

/** The exit code: 0 only when nothing is missing. */
export async function main(args: readonly string[]): Promise<number> {
  let out = '';
  try {
    const options = readOptions(args);
    out = options.out;
    return await merge(options);
  } catch (error) {
    return endedBy(error, { out, resume: null });
  }
}

interface Options {
  readonly out: string;
  readonly logs: readonly [string, ...string[]];
}

function readOptions(args: readonly string[]): Options {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { out: { type: 'string' } },
      allowPositionals: true,
    });
    const [first, ...others] = positionals;
    if (values.out && first) return { out: values.out, logs: [first, ...others] };
    throw new InputFault(terminalTexts.withUsage(terminalTexts.needsLogs, mergeUsage));
  } catch (error) {
    if (error instanceof InputFault) throw error;
    throw new InputFault(terminalTexts.withUsage(String(error), mergeUsage));
  }
}

async function merge({ out, logs }: Options): Promise<number> {
  if (await exists(out)) throw new InputFault(terminalTexts.exists(out));
  const [first, ...others] = logs;
  const heads: [LogHead, ...LogHead[]] = [await headOf(first)];
  for (const name of others) heads.push(await headOf(name));
  const merged = mergeLogs(heads);
  if (merged.kind === 'fault') throw new InputFault(mergeFaultText(merged.fault));
  const sampleCount = await write(out, merged.run, logs);
  const { taskIds } = merged.run;
  console.log(terminalTexts.merged(sampleCount, taskIds.length, out));
  return sayMissing(merged.missing);
}

async function headOf(name: string): Promise<LogHead> {
  const { run, outcomes, tasks, timesDescribed, damaged } = await readLogFile(name);
  const strays = damaged.flatMap(({ fault }) => (fault.kind === 'not-of-run' ? fault : []));
  // With one of these it is refused, in a sentence of its own.
  const skipped = damaged.filter(({ fault }) => fault.kind !== 'not-of-run');
  sayDamaged(name, skipped);
  const finished = outcomes.filter(({ status, failure }) => status !== null || failure !== null);
  const described = new Set(tasks.map(({ task }) => task.id));
  return {
    ...{ name, run, timesDescribed, planHash: await planHash(run.plan) },
    sampleCount: finished.length,
    strays: strays.map(({ task, index }) => ({ task, index })),
    lostTasks: run.taskIds.filter((id) => !described.has(id)),
  };
}

/** Each sample once, as its last line has it. Gives how many there are. */
async function write(out: string, run: Run, logs: readonly string[]): Promise<number> {
  const log = await GrowingLog.open(out, false);
  await log.append(runLine(run));
  let count = 0;
  for (const path of logs) {
    const lastAt = new Map<string, number>();
    let at = 0;
    for await (const item of logItems(path)) {
      if (item.kind === 'task') await log.append(taskLine(item.task));
      if (item.kind === 'sample') lastAt.set(sampleName(item.sample), at++);
    }
    at = 0;
    for await (const item of logItems(path)) {
      if (item.kind !== 'sample' || lastAt.get(sampleName(item.sample)) !== at++) continue;
      await log.append(sampleLine(item.sample));
      count++;
    }
  }
  await log.close();
  return count;
}

function sayMissing({ shards, samples }: MissingPart): number {
  for (const { index, count } of shards) console.error(terminalTexts.missingShard(index, count));
  for (const { name, count } of samples) {
    console.error(terminalTexts.missingSamples(name, count));
  }
  return shards.length + samples.length === 0 ? 0 : 1;
}
