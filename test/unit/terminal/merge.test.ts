/** `npm run merge` on small logs: what it writes, and what it says of what it leaves out. */

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { runLine, sampleLine, taskLine } from '../../../src/evaluation/log/run-log.ts';
import { main as merge } from '../../../src/terminal/merge.ts';
import { runOf, runTaskOf, sampleOf, verdictOf } from '../../support/plans.ts';

let folder = '';
let said: string[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'merge-'));
  const keep = (text: string) => void said.push(text.replaceAll(`${folder}/`, ''));
  vi.spyOn(console, 'log').mockImplementation(keep);
  vi.spyOn(console, 'error').mockImplementation(keep);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

/** Shard 1 of 2 has task 1, shard 2 task 2, two samples each. */
function shardLog(index: 1 | 2, ...samples: string[]): string {
  const shard = { index, count: 2 };
  const run = runOf({ id: `run-${index}`, taskIds: [`${index}`], shard });
  const task = taskLine(runTaskOf(run.id, `${index}`));
  return runLine(run) + task + samples.join('');
}

const samplesOf = (task: string) => [0, 1].map((index) => sampleLine(sampleOf({ task, index })));

async function merged(logs: Readonly<Record<string, string>>): Promise<number> {
  said = [];
  for (const [name, text] of Object.entries(logs)) await writeFile(join(folder, name), text);
  const paths = Object.keys(logs).map((name) => join(folder, name));
  return merge(['--out', join(folder, 'whole'), ...paths]);
}

test('a sample that says it passed against its tests is left out, as the page leaves it out', async () => {
  const failed = verdictOf('failed-assertion');
  const says = sampleLine(sampleOf({ index: 1, verdict: { ...failed, status: 'passed' } }));
  const [first = ''] = samplesOf('1');
  const logs = { one: shardLog(1, first, says), two: shardLog(2, ...samplesOf('2')) };
  expect(await merged(logs)).toBe(1);
  expect(said).toEqual([
    'one: Line 4 says that sample 2 of task 1 passed, although one of its tests did not, and was skipped.',
    '3 samples of 2 tasks in whole',
    'one lacks 1 sample. Finish it with --resume.',
  ]);
  expect(await readFile(join(folder, 'whole'), 'utf8')).not.toContain('failed-assertion');
});

test('a sample that the shard cannot have is named once, and nothing is written', async () => {
  const beyond = sampleLine(sampleOf({ index: 2 }));
  const logs = { one: shardLog(1, ...samplesOf('1'), beyond), two: shardLog(2, ...samplesOf('2')) };
  expect(await merged(logs)).toBe(2);
  expect(said).toEqual([
    'one contains sample 3 of task 1, which is not part of its run. Run that shard again.',
  ]);
  await expect(readFile(join(folder, 'whole'))).rejects.toThrow('ENOENT');
});
