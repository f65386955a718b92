/**
 * A whole run as a file: JSON Lines, UTF-8, one object a line, told apart by `kind`. Version 1:
 *
 * - `{"kind":"run","format":"synthpad-run","version":1,"shard":S,"run":R}`. The first line. `R` is
 *   a `Run`: `id`, `plan`, `createdAt`, `modelName`, `modelParameters`, `modelBytes`, `taskIds`,
 *   `madeWith`, and where they apply `modelLicence`, `modelDetails` (engine and version, revision, each file with its
 *   SHA-256, of an adapter its scale, chat template, what it ran on), `revisedFrom`, `stoppedAt`,
 *   `hiddenInputs`, `hiddenSource`, `countsPromptsTooLong`, `environment`, and what a person says of
 *   it: `title`, `tags`, `notes`.
 *   Of shards that were merged without all others, `missingShards` names those.
 *   `S` is null, or `{"index":i,"count":n}` where the log holds the i-th of n shares of the plan's
 *   tasks: those at positions i-1, i-1+n, i-1+2n, ... of the plan's selection.
 * - `{"kind":"task","task":T,"prompt":P,"functionName":F}`. A `RunTask`, once for each task, and
 *   `"stop"`, the strings that end a reply, where it has a prompt.
 * - `{"kind":"sample","task":id,"index":i,"seed":s,"madeAt":ms,"reply":G,"extraction":E,
 *   "verdict":V,"failure":X}`. A `Sample`, with `failedBefore` where it was asked for again. Where a log is appended to, a sample may come again:
 *   the last line for a task and index counts, and so does the last `run` line.
 *
 * All of these are as in `run.ts`, without the run's id where the first line gives it. Lines end
 * with "\n". A line that is damaged costs that line only; a reader skips kinds it does not know.
 */

import type { Run, RunStore, RunTask, Sample } from '../runs/run.ts';

export const runLogFormat = 'synthpad-run';
export const runLogVersion = 1;

export function runLine({ shard, ...run }: Run): string {
  return line({
    kind: 'run',
    format: runLogFormat,
    version: runLogVersion,
    shard: shard ?? null,
    run,
  });
}

export function taskLine({ task, prompt, functionName, stop }: RunTask): string {
  return line({ kind: 'task', task, prompt, functionName, ...(stop ? { stop } : {}) });
}

export function sampleLine(sample: Sample): string {
  return line({ kind: 'sample', ...sample, run: undefined });
}

/** The log of a stored run, in pieces of some hundred kilobytes; [] where there is no such run. */
export async function* writeRunLog(store: RunStore, id: string): AsyncGenerator<string> {
  const run = await store.run(id);
  if (!run) return;
  yield runLine(run);
  const tasks = await store.tasks(id);
  yield tasks.map(taskLine).join('');
  for await (const batch of store.samples(id)) yield batch.map(sampleLine).join('');
}

function line(value: object): string {
  return `${JSON.stringify(value)}\n`;
}
