/** What `--resume` continues, what it begins anew, and what it refuses without a change. */

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { runLine, sampleLine, taskLine } from '../../../src/evaluation/log/run-log.ts';
import { type HiddenUse, hiddenUseOf } from '../../../src/evaluation/runs/hidden-use.ts';
import { earlierLog } from '../../../src/terminal/earlier-log.ts';
import { InputFault } from '../../../src/terminal/input.ts';
import { taskOf } from '../../support/tasks.ts';
import { planOf, runOf, runTaskOf, sampleOf, verdictOf } from '../../support/plans.ts';

const head = runLine(runOf());
const [one, two] = ['1', '2'].map((id) => taskLine(runTaskOf('run-1', id)));
const sample = sampleLine(sampleOf());

let folder = '';
let said: string[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'logs-'));
  said = [];
  vi.spyOn(console, 'error').mockImplementation((text) => void said.push(text));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

/** What `--resume` makes of a log: what is continued, null to begin anew, or why it is refused. */
async function resumed(text: string, hidden: HiddenUse = {}) {
  const out = join(folder, 'run.jsonl');
  await writeFile(out, text);
  const options = { out, isResumed: true, shard: null };
  const given = await earlierLog(planOf(), hidden, options).catch((error: unknown) => {
    if (error instanceof InputFault) return error.message.replace(folder, '');
    throw error;
  });
  expect(await readFile(out, 'utf8')).toBe(text);
  return given;
}

test('a log with all its tasks is continued, with samples or without', async () => {
  expect(await resumed(`${head}${one}${two}${sample}`)).toMatchObject({
    run: runOf(),
    outcomes: [{ task: '1', index: 0 }],
  });
  expect(await resumed(`${head}${one}${two}`)).toMatchObject({ outcomes: [] });
});

test.each([
  ['that is empty', ''],
  ['that ends in its first line', head.slice(0, 60)],
  ['that ends at its first bytes', head.slice(0, 5)],
  ['that ends between its tasks', head + one],
  ['that ends within a task', head + one + two?.slice(0, 30)],
])('a log %s is begun anew', async (_, text) => {
  expect(await resumed(text)).toBeNull();
});

const lost =
  '/run.jsonl has lost the line of task 2, so it cannot be continued. Restore that line, or name another file.';

test.each([
  ['is missing', head + one + sample],
  ['is damaged', head + one + two?.replace('"prompt":', '"prompt":3,"was":') + sample],
  ['is missing, and every sample damaged', head + one + sample.replace('"passed"', '"perfect"')],
])('a log with samples is never erased because a task %s', async (_, text) => {
  expect(await resumed(text)).toBe(lost);
});

test('a file that is no log is never erased, whatever it holds', async () => {
  const no = '/run.jsonl: This file is not a run log: its first line does not describe a run.';
  for (const text of ['{"name":"A plan"}', 'Dear diary', 'Dear diary\n', `${one}${sample}`]) {
    expect(await resumed(text)).toBe(no);
  }
});

test('two logs in one file are told apart by nobody, and are not continued', async () => {
  const log = `${head}${one}${two}${sample}`;
  expect(await resumed(log + log)).toBe(
    '/run.jsonl contains more than one log. Give each log as a file of its own.',
  );
});

test('what is skipped is said', async () => {
  await resumed(`${head}${one}${two}${sample}${sample.slice(0, 30)}`);
  expect(said).toEqual([expect.stringContaining('Line 5 is incomplete and was skipped.')]);
});

test('samples that the page would not take are not counted either, and are asked for again', async () => {
  const failed = verdictOf('failed-assertion');
  const strays = [
    sampleOf({ index: 2 }),
    sampleOf({ task: '9' }),
    sampleOf({ index: 1, verdict: { ...failed, status: 'passed' } }),
  ];
  const given = await resumed(`${head}${one}${two}${sample}${strays.map(sampleLine).join('')}`);
  expect(given).toMatchObject({ outcomes: [{ task: '1', index: 0 }] });
  expect(said.map((text) => text.replace(/^.*: /, ''))).toEqual([
    'Line 5 has sample 3 of task 1, which the run does not ask for, and was skipped.',
    'Line 6 has sample 1 of task 9, which the run does not ask for, and was skipped.',
    'Line 7 says that sample 2 of task 1 passed, although one of its tests did not, and was skipped.',
  ]);
});

test('a log without a task, as an earlier version began it, is not taken for a finished one', async () => {
  expect(await resumed(runLine(runOf({ taskIds: [] })))).toBe(
    'None of these tasks can be asked for that. Choose other tasks, or ask for what the tasks ask for.',
  );
});

test('a log is continued with the hidden inputs that it was begun with, and no others', async () => {
  const row = (value: number) => `{"entry_point": "f", "plus_input": [[${value}]]}`;
  const useOf = (value: number) => {
    const tasks = ['1', '2'].map((id) => {
      return taskOf([], { id, hidden: { kind: 'mbpp-plus', row: row(value) } });
    });
    return hiddenUseOf(tasks.slice(0, 1), tasks);
  };
  const [use, other] = [await useOf(1), await useOf(2)];
  expect(use).toEqual({
    hiddenInputs: 'mbpp-plus',
    hiddenSource: { version: null, sha256: expect.any(String) },
  });
  const log = (fields: HiddenUse) => `${runLine(runOf(fields))}${one}${two}${sample}`;
  const refused = expect.stringMatching(/was not checked with the hidden inputs of this task file/);
  expect(await resumed(log(use), use)).toMatchObject({ run: use });
  expect(await resumed(log(use), other)).toEqual(refused);
  expect(await resumed(log(use), await hiddenUseOf([], []))).toEqual(refused);
  expect(await resumed(log({}), use)).toEqual(refused);
  // Earlier versions did not say which these were.
  expect(await resumed(log({ hiddenInputs: 'mbpp-plus' }), use)).toMatchObject({ outcomes: [{}] });
});

test('a log of some merged shards is not continued as if it were the whole plan', async () => {
  const half = runOf({ missingShards: [{ index: 2, count: 2 }] });
  expect(await resumed(`${runLine(half)}${one}${two}${sample}`)).toBe(
    '/run.jsonl was merged without all shards, so it cannot be continued. Finish the missing shards, and merge them with it.',
  );
  expect(await resumed(`${runLine(runOf({ shard: { index: 1, count: 2 } }))}${one}${two}`)).toBe(
    '/run.jsonl belongs to another shard. Name another file.',
  );
});
