/**
 * npm run bench -- search [--split test|validation|train|human-eval ...] [--shown 3|2 ...]
 *   [--seconds 10] [--shard i/n] [--pages N] [--resume] [--report]
 *
 * Runs the search on MBPP and HumanEval in headless Chromium and has the real checker judge what
 * it finds: on the tests of the task, and then on the inputs of MBPP+. One page per core by
 * default. Each result is one line in `artifacts/`; `--resume` goes on where a run ended, and
 * `--report` only writes the table, `test/bench/search.md`, from what there is. Tasks come in a
 * fixed shuffled order, so that an unfinished run is a fair sample.
 */

import { rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { has, tasksOf } from '../support/published.ts';
import { judgeOnHiddenInputs } from './search/hidden-inputs.ts';
import { isSame, SearchLog } from './search/log.ts';
import { builtCopy, measure } from './search/measure.ts';
import { type Part, partOf, parts, plan } from './search/plan.ts';
import { writeReport } from './search/report.ts';

const text = { type: 'string' } as const;
const several = { type: 'string', multiple: true } as const;
const flag = { type: 'boolean', default: false } as const;

export async function main(args: readonly string[]): Promise<number> {
  if (!has('mbpp')) {
    console.error('There is no copy of MBPP beside the repository.');
    return 2;
  }
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...{ split: several, shown: several },
      ...{ seconds: text, shard: text, pages: text },
      ...{ resume: flag, report: flag },
    },
  });
  const seconds = Number(values.seconds ?? 10);
  const shard = values.shard ?? '1/1';
  const log = new SearchLog(seconds);
  const tasks = [...tasksOf('mbpp'), ...(has('humanEval') ? tasksOf('humanEval') : [])];
  const folder = values.report ? undefined : await builtCopy();
  if (folder !== undefined) {
    if (!values.resume) log.clear(shard);
    const known = log.read();
    const jobs = plan(tasks, {
      splits: values.split ?? parts,
      shown: (values.shown ?? ['3', '2']).map(Number),
      shard,
    }).filter((job) => !known.some((row) => isSame(row, job)));
    console.log(`${jobs.length} searches to do, ${known.length} done before`);
    let done = 0;
    await measure(
      jobs,
      { seconds, folder, pages: Number(values.pages ?? availableParallelism()) },
      (row) => {
        log.append(shard, row);
        if (++done % 20 === 0) console.log(`${done} of ${jobs.length}`);
      },
    );
  }
  const rows = log.read();
  const statusOnHiddenInputs = await judgeOnHiddenInputs(rows, folder);
  if (folder !== undefined) await rm(folder, { recursive: true });
  const sizes = new Map<Part, number>();
  for (const task of tasks) {
    const part = partOf(task);
    if (part !== null) sizes.set(part, (sizes.get(part) ?? 0) + 1);
  }
  await writeReport({ rows, sizes, seconds, statusOnHiddenInputs });
  return 0;
}
